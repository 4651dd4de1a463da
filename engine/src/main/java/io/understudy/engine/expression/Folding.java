package io.understudy.engine.expression;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Joins codes by an operation, computing at once what is constant. */
final class Folding {
  private static final int MAX_CONSTANT = 10_000;

  private Folding() {}

  static Code of(List<Code> parts, Operation operation) {
    Uses uses = Uses.NOTHING;
    boolean constant = true;
    Evaluator[] evaluators = new Evaluator[parts.size()];
    @Nullable Object[] values = new @Nullable Object[parts.size()];
    for (int i = 0; i < evaluators.length; i++) {
      Code part = parts.get(i);
      uses = uses.and(part.uses());
      constant &= part.isConstant();
      evaluators[i] = part.evaluator();
      values[i] = part.value();
    }
    return constant ? now(operation, values) : Code.of(uses, later(operation, evaluators));
  }

  /**
   * As {@link #of} for one part, without an array per value.
   *
   * @param operation gets the part's value, which may be null
   */
  static Code one(Code part, UnaryOperator<@Nullable Object> operation) {
    if (part.isConstant()) {
      return now(values -> operation.apply(values[0]), new @Nullable Object[] {part.value()});
    }
    Evaluator evaluator = part.evaluator();
    return Code.of(part.uses(), cell -> operation.apply(evaluator.evaluate(cell)));
  }

  /** As {@link #of}; null if any operand is null. */
  static Code strict(List<Code> parts, Operation operation) {
    return of(
        parts,
        operands -> {
          for (Object operand : operands) {
            if (operand == null) {
              return null;
            }
          }
          return operation.apply(operands);
        });
  }

  private static Code now(Operation operation, @Nullable Object[] values) {
    try {
      return Code.constant(small(operation.apply(values)));
    } catch (EvaluationException.Missing e) {
      throw new ExpressionException.Missing(e.at(), e.what(), "give it a default, or a condition");
    } catch (EvaluationException e) {
      throw new ExpressionException(e.at(), e.what());
    }
  }

  /** Constants are kept as long as the plan: a short config must not make a large one. */
  private static @Nullable Object small(@Nullable Object constant) {
    if (weight(constant, 0, 0) > MAX_CONSTANT) {
      throw new ExpressionException(
          0,
          "the expression makes a constant of more than " + MAX_CONSTANT + " characters or items");
    }
    return constant;
  }

  /** Characters and items, or more than there may be as soon as there are too many or too deep. */
  private static int weight(@Nullable Object constant, int depth, int before) {
    if (depth > TokenCursor.MAX_NESTING) {
      return MAX_CONSTANT + 1;
    }
    int weight = before + 1;
    Collection<?> inner =
        switch (constant) {
          case String text -> {
            weight += Math.max(0, text.length() - 1);
            yield List.of();
          }
          case List<?> list -> list;
          case Map<?, ?> map -> map.values();
          case null, default -> List.of();
        };
    for (Object item : inner) {
      if (weight > MAX_CONSTANT) {
        break;
      }
      weight = weight(item, depth + 1, weight);
    }
    return weight;
  }

  private static Evaluator later(Operation operation, Evaluator[] evaluators) {
    return cell -> {
      @Nullable Object[] operands = new @Nullable Object[evaluators.length];
      for (int i = 0; i < operands.length; i++) {
        operands[i] = evaluators[i].evaluate(cell);
      }
      return operation.apply(operands);
    };
  }
}
