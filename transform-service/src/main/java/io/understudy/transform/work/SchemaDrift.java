package io.understudy.transform.work;

import io.understudy.engine.Column;
import io.understudy.engine.ColumnPlan.Decision;
import io.understudy.engine.ColumnType;
import io.understudy.engine.InnerColumn;
import io.understudy.engine.Plan;
import io.understudy.engine.TableSchema;
import io.understudy.files.FileException;
import io.understudy.files.FileFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a file's columns may differ from those of its table's first file: what passes unless personal
 * data is found in it ({@code coverage: detected}) must have been there, and no column changes its
 * type, unless {@code coverage: open} says that all may pass. Types of different formats are not
 * compared: a CSV file has texts where a parquet file has numbers.
 *
 * @param table its name
 * @param first its first file
 * @param format of that
 * @param schema of that
 * @param typed JSON lines: the columns whose type is known
 */
record SchemaDrift(
    String table,
    String first,
    Class<? extends FileFormat> format,
    TableSchema schema,
    Set<String> typed) {
  private static final int MOST_TOLD = 10;

  SchemaDrift {
    typed = Set.copyOf(typed);
  }

  /**
   * Compares.
   *
   * @param kind of the input
   * @throws FileException.Terminal if the file differs, naming the columns
   */
  void refuse(String input, FileFormat kind, Plan plan) {
    if (input.equals(first)) {
      return;
    }
    List<String> found = new ArrayList<>();
    for (int i = 0; i < plan.columns().size(); i++) {
      Column column = plan.columns().get(i).column();
      Decision decision = plan.columns().get(i).decision();
      if (i >= plan.width() + plan.schema().inner().size()) {
        continue; // what the config names inside of JSON need not be there
      }
      ColumnType was = i < plan.width() ? type(column.name()) : innerType(column.name());
      if (was == null) {
        if (decision == Decision.DETECTED_CLEAN) {
          found.add(appears(column));
        }
      } else {
        if (decision != Decision.OPEN && format.isInstance(kind) && differs(column, was, kind)) {
          found.add(changed(column, was));
        }
      }
    }
    if (!found.isEmpty()) {
      int told = Math.min(MOST_TOLD, found.size());
      String more = found.size() > told ? " | and " + (found.size() - told) + " more" : "";
      throw new FileException.Terminal(
          input + ": " + String.join(" | ", found.subList(0, told)) + more);
    }
  }

  /** In the first file; null if it is not there. */
  private @Nullable ColumnType type(String column) {
    int at = schema.indexOf(column);
    return at < 0 ? null : schema.columns().get(at).type();
  }

  private @Nullable ColumnType innerType(String name) {
    return schema.inner().stream()
        .map(InnerColumn::column)
        .filter(column -> column.name().equals(name))
        .findFirst()
        .map(Column::type)
        .orElse(null);
  }

  /** In JSON lines types follow from the first values. */
  private boolean differs(Column column, ColumnType was, FileFormat kind) {
    ColumnType is = column.type();
    if (!(kind instanceof FileFormat.JsonLines)) {
      return is != was;
    }
    boolean unknown = is == ColumnType.TEXT || !typed.contains(column.name());
    return !unknown && !(isNumber(is) && isNumber(was)) && is != was;
  }

  private static boolean isNumber(ColumnType type) {
    return type == ColumnType.INTEGER || type == ColumnType.DECIMAL || type == ColumnType.FLOAT;
  }

  private String appears(Column column) {
    return "column \""
        + column.name()
        + "\" ("
        + column.type()
        + ") appears for the first time: the first file of table \""
        + table
        + "\", "
        + first
        + ", does not have it, and no rule says what happens to it; add a rule with condition:"
        + " column.name == \""
        + column.name()
        + "\", or take the file out of the table";
  }

  private String changed(Column column, ColumnType was) {
    return "column \""
        + column.name()
        + "\" changes its type: expected "
        + was
        + " as in the first file of table \""
        + table
        + "\", "
        + first
        + ", found "
        + column.type()
        + "; convert the file, or make it a table of its own";
  }
}
