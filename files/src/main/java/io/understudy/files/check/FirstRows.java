package io.understudy.files.check;

import io.understudy.engine.Batch;
import io.understudy.engine.Column;
import io.understudy.engine.Plan;
import io.understudy.engine.TableSchema;
import io.understudy.files.FileFormat;
import io.understudy.files.InputObject;
import io.understudy.files.TableReader;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The first rows of a file as text, as they are and as a config makes them. Holds values: for the
 * eyes of who may see the file only.
 *
 * @param columns names
 * @param before by row
 * @param after by row
 */
public record FirstRows(
    List<String> columns, List<List<@Nullable String>> before, List<List<@Nullable String>> after) {
  private static final String HIDDEN = "(original)";

  /**
   * Reads and transforms.
   *
   * @param planner compiles the config once the file's columns are known
   * @param rows how many rows at most
   * @throws io.understudy.files.FileException bad file or storage
   * @throws io.understudy.engine.ConfigException if the config does not fit the file
   * @throws io.understudy.engine.CellException a value that cannot be transformed or may not pass
   */
  public static FirstRows of(
      Function<TableSchema, Plan> planner,
      String table,
      InputObject input,
      FileFormat format,
      int rows) {
    try (TableReader reader = TableReader.open(table, input, format)) {
      Plan plan = planner.apply(reader.schema());
      List<String> names = plan.schema().columns().stream().map(Column::name).toList();
      Batch batch = new Batch(names.size(), rows);
      reader.next(batch);
      List<List<@Nullable String>> before = rows(batch);
      plan.start().transform(batch);
      return new FirstRows(names, before, rows(batch));
    }
  }

  /** {@link #after} without what a config lets pass, or wraps something around. */
  public List<List<@Nullable String>> afterWithoutOriginals() {
    List<List<@Nullable String>> shown = new ArrayList<>(after.size());
    for (int row = 0; row < after.size(); row++) {
      List<@Nullable String> cells = new ArrayList<>(after.get(row));
      for (int column = 0; column < cells.size(); column++) {
        String original = before.get(row).get(column);
        String masked = cells.get(column);
        if (original != null && masked != null && masked.contains(original)) {
          cells.set(column, HIDDEN);
        }
      }
      shown.add(cells);
    }
    return shown;
  }

  private static List<List<@Nullable String>> rows(Batch batch) {
    List<List<@Nullable String>> rows = new ArrayList<>(batch.size());
    for (int row = 0; row < batch.size(); row++) {
      List<@Nullable String> cells = new ArrayList<>(batch.columnCount());
      for (int column = 0; column < batch.columnCount(); column++) {
        cells.add(text(batch.column(column)[row]));
      }
      rows.add(cells);
    }
    return rows;
  }

  private static @Nullable String text(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case byte[] bytes -> "\\x" + HexFormat.of().formatHex(bytes);
      default -> value.toString();
    };
  }
}
