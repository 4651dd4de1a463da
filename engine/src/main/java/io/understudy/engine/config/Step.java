package io.understudy.engine.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One item of {@code steps}.
 *
 * @param vars by name; a text, number, boolean, list, map, null, or a {@link TableVar}
 * @param columns what is done to columns, in order
 * @param rows what is done to rows after that, in order
 */
public record Step(
    Map<String, @Nullable Object> vars, List<ColumnAction> columns, List<RowAction> rows) {
  public Step {
    vars = Collections.unmodifiableMap(new LinkedHashMap<>(vars));
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /** The same with other vars. */
  public Step with(Map<String, @Nullable Object> others) {
    return new Step(others, columns, rows);
  }
}
