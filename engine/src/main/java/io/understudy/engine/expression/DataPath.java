package io.understudy.engine.expression;

import io.understudy.engine.expression.Expression.Attribute;
import io.understudy.engine.expression.Expression.Call;
import io.understudy.engine.expression.Expression.Filter;
import io.understudy.engine.expression.Expression.Literal;
import io.understudy.engine.expression.Expression.Name;
import io.understudy.engine.expression.Expression.Subscript;
import java.util.Optional;
import java.util.Set;

/**
 * What a var takes from the whole table: {@code data.columns}, or the distinct values of a column,
 * {@code data.Category.unique()} or {@code data["Category"].unique().to_list()}. It is looked up
 * when the table is known.
 *
 * @param column name of the column; empty: the names of all columns
 * @param at where it is in the expression's text
 */
public record DataPath(Optional<String> column, int at) {
  private static final Set<String> LISTS = Set.of("to_list", "tolist");

  /** Empty for any other expression. */
  public static Optional<DataPath> of(Expression expression) {
    Expression bare = withoutList(expression);
    if (bare instanceof Attribute columns
        && isData(columns.target())
        && columns.name().equals("columns")) {
      return Optional.of(new DataPath(Optional.empty(), columns.at()));
    }
    if (bare instanceof Call call
        && call.arguments().isEmpty()
        && call.target() instanceof Attribute method
        && method.name().equals("unique")) {
      return column(method.target());
    }
    return Optional.empty();
  }

  private static Optional<DataPath> column(Expression target) {
    if (target instanceof Attribute column && isData(column.target())) {
      return Optional.of(new DataPath(Optional.of(column.name()), column.at()));
    }
    return target instanceof Subscript subscript
            && isData(subscript.target())
            && subscript.index() instanceof Literal literal
            && literal.value() instanceof String name
        ? Optional.of(new DataPath(Optional.of(name), literal.at()))
        : Optional.empty();
  }

  private static Expression withoutList(Expression expression) {
    if (expression instanceof Call call
        && call.arguments().isEmpty()
        && call.target() instanceof Attribute method
        && LISTS.contains(method.name())) {
      return method.target();
    }
    boolean list =
        expression instanceof Filter filter
            && filter.name().equals("list")
            && filter.arguments().isEmpty();
    return list ? ((Filter) expression).target() : expression;
  }

  private static boolean isData(Expression expression) {
    return expression instanceof Name name && name.name().equals("data");
  }
}
