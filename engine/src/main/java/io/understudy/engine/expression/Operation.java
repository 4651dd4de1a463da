package io.understudy.engine.expression;

import org.jspecify.annotations.Nullable;

/** What a filter, test, method or operator does with its operands; the target is the first. */
@FunctionalInterface
interface Operation {

  /**
   * The result.
   *
   * @throws EvaluationException if there is none
   */
  @Nullable Object apply(@Nullable Object[] operands);
}
