package io.understudy.engine.expression;

import io.understudy.engine.Column;
import io.understudy.engine.ColumnType;
import io.understudy.engine.expression.Expression.Name;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Resolves what stands behind {@code row}, {@code column}, {@code vars} and {@code globals}. */
final class ScopeCode {
  private final @Nullable ColumnScope scope;
  private final Map<String, @Nullable Object> variables;

  private final Map<String, @Nullable Object> globals;

  ScopeCode(
      @Nullable ColumnScope scope,
      Map<String, @Nullable Object> variables,
      Map<String, @Nullable Object> globals) {
    this.scope = scope;
    this.variables = variables;
    this.globals = globals;
  }

  static boolean isScope(Name name) {
    return switch (name.name()) {
      case "row", "column", "vars", "globals" -> true;
      default -> false;
    };
  }

  Code member(int at, String owner, String key) {
    return switch (owner) {
      case "row" -> rowColumn(at, key);
      case "column" -> Code.constant(columnAttribute(at, key));
      case "globals" -> {
        if (!globals.containsKey(key)) {
          throw new ExpressionException.Missing(
              at, "globals has no \"" + key + "\"", Suggestion.didYouMean(key, globals.keySet()));
        }
        yield Code.constant(globals.get(key));
      }
      default -> {
        if (!variables.containsKey(key)) {
          throw new ExpressionException.Missing(
              at, "vars has no \"" + key + "\"", Suggestion.didYouMean(key, variables.keySet()));
        }
        yield Code.constant(variables.get(key));
      }
    };
  }

  private Code rowColumn(int at, String name) {
    ColumnScope here = column(at);
    int position = here.schema().indexOf(name);
    String gone = here.gone().get(name);
    if (position < 0 && gone != null) {
      throw new ExpressionException(at, "column \"" + name + "\" " + gone);
    }
    if (position < 0) {
      throw new ExpressionException(
          at,
          "unknown column \"" + name + "\"",
          Suggestion.didYouMean(name, here.schema().columns().stream().map(Column::name).toList()));
    }
    ColumnType type = here.schema().columns().get(position).type();
    if (type == ColumnType.NESTED) {
      throw new ExpressionException(
          at, "column \"" + name + "\" is nested, and expressions read no nested values");
    }
    int slot = here.slots().get(position);
    return position == here.position()
        ? Code.SELF
        : Code.of(Uses.column(slot), cell -> cell.column(slot));
  }

  private @Nullable Object columnAttribute(int at, String name) {
    ColumnScope here = column(at);
    if (here.position() == ColumnScope.NO_COLUMN) {
      throw new ExpressionException(
          at, "there is no column here, only a row", "name one of the row, such as row.email");
    }
    Column column = here.schema().columns().get(here.position());
    return switch (name) {
      case "name" -> column.name();
      case "entity" -> here.entity() == null ? null : here.entity().entityName();
      case "dtype" -> Vocabulary.dataType(column.type());
      case "type" -> Vocabulary.columnType(column.type());
      case "position" -> (long) here.position();
      default ->
          throw new ExpressionException(
              at,
              "column has no attribute \"" + name + "\"",
              Suggestion.didYouMean(name, Vocabulary.COLUMN_ATTRIBUTES));
    };
  }

  ColumnScope column(int at) {
    if (scope == null) {
      throw new ExpressionException(at, "there is no row and no column here");
    }
    return scope;
  }
}
