package io.understudy.engine.expression;

import io.understudy.engine.expression.Expression.Comparison;
import io.understudy.engine.expression.Expression.Filter;
import io.understudy.engine.expression.Expression.Literal;
import io.understudy.engine.expression.Expression.Test;

/** Whether a condition asks for values that are missing, as its rule then says what fills them. */
public final class Missing {
  private Missing() {}

  /** Whether {@code | isna}, {@code is none} or a comparison with {@code none} is in it. */
  public static boolean in(Expression condition) {
    return Parts.any(
        condition,
        part ->
            switch (part) {
              case Filter filter -> filter.name().equals("isna");
              case Test test -> test.name().equals("none");
              case Comparison comparison ->
                  isNone(comparison.first())
                      || comparison.rest().stream().anyMatch(other -> isNone(other.right()));
              default -> false;
            });
  }

  private static boolean isNone(Expression expression) {
    return expression instanceof Literal literal && literal.value() == null;
  }
}
