package io.understudy.engine.expression;

import io.understudy.engine.expression.Expression.Arguments;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether expressions look for personal data in free text, which is slow and has a budget. */
public final class Searching {
  private static final String SUFFIX = "_entities";

  private Searching() {}

  /** Whether a filter in it does, such as {@code fake_entities}. */
  public static boolean in(@Nullable Expression expression) {
    return switch (expression) {
      case null -> false;
      case Expression.Literal literal -> false;
      case Expression.Name name -> false;
      case Expression.Sequence list -> any(list.items());
      case Expression.Dictionary map -> any(map.keys()) || any(map.values());
      case Expression.Attribute attribute -> in(attribute.target());
      case Expression.Subscript part -> in(part.target()) || in(part.index());
      case Expression.Slice slice ->
          in(slice.target()) || in(slice.from()) || in(slice.to()) || in(slice.step());
      case Expression.Call call -> in(call.target()) || any(call.arguments());
      case Expression.Filter filter ->
          filter.name().endsWith(SUFFIX) || in(filter.target()) || any(filter.arguments());
      case Expression.Test test -> in(test.target()) || any(test.arguments());
      case Expression.Unary unary -> in(unary.operand());
      case Expression.Binary binary -> in(binary.left()) || in(binary.right());
      case Expression.Comparison comparison ->
          in(comparison.first()) || comparison.rest().stream().anyMatch(r -> in(r.right()));
      case Expression.Conditional choice ->
          in(choice.then()) || in(choice.condition()) || in(choice.otherwise());
    };
  }

  private static boolean any(Collection<Expression> parts) {
    return parts.stream().anyMatch(Searching::in);
  }

  private static boolean any(Arguments arguments) {
    return Stream.of(arguments.positional(), List.copyOf(arguments.named().values()))
        .anyMatch(Searching::any);
  }
}
