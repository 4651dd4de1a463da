package io.understudy.engine.expression;

import io.understudy.engine.expression.Expression.Arguments;
import java.util.Collection;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Looks through an expression and all that it is made of. */
final class Parts {
  private Parts() {}

  /** Whether one of them, or the expression itself, is what is looked for. */
  static boolean any(@Nullable Expression expression, Predicate<Expression> sought) {
    if (expression == null) {
      return false;
    }
    if (sought.test(expression)) {
      return true;
    }
    return switch (expression) {
      case Expression.Literal literal -> false;
      case Expression.Name name -> false;
      case Expression.Sequence list -> any(list.items(), sought);
      case Expression.Dictionary map -> any(map.keys(), sought) || any(map.values(), sought);
      case Expression.Attribute attribute -> any(attribute.target(), sought);
      case Expression.Subscript part -> any(part.target(), sought) || any(part.index(), sought);
      case Expression.Slice slice ->
          any(slice.target(), sought)
              || any(slice.from(), sought)
              || any(slice.to(), sought)
              || any(slice.step(), sought);
      case Expression.Call call -> any(call.target(), sought) || any(call.arguments(), sought);
      case Expression.Filter filter ->
          any(filter.target(), sought) || any(filter.arguments(), sought);
      case Expression.Test test -> any(test.target(), sought) || any(test.arguments(), sought);
      case Expression.Unary unary -> any(unary.operand(), sought);
      case Expression.Binary binary -> any(binary.left(), sought) || any(binary.right(), sought);
      case Expression.Comparison comparison ->
          any(comparison.first(), sought)
              || comparison.rest().stream().anyMatch(r -> any(r.right(), sought));
      case Expression.Conditional choice ->
          any(choice.then(), sought)
              || any(choice.condition(), sought)
              || any(choice.otherwise(), sought);
    };
  }

  private static boolean any(Collection<Expression> parts, Predicate<Expression> sought) {
    return parts.stream().anyMatch(part -> any(part, sought));
  }

  private static boolean any(Arguments arguments, Predicate<Expression> sought) {
    return any(arguments.positional(), sought) || any(arguments.named().values(), sought);
  }
}
