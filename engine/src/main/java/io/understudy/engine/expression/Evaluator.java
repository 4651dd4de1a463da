package io.understudy.engine.expression;

import org.jspecify.annotations.Nullable;

/** Compiled code of an expression or a part of it: no names, no parsing. */
@FunctionalInterface
public interface Evaluator {

  /**
   * The result for the cell at hand.
   *
   * @throws EvaluationException if there is none
   */
  @Nullable Object evaluate(Cell cell);
}
