package io.understudy.files.check;

import io.understudy.engine.Batch;
import io.understudy.engine.Column;
import io.understudy.engine.ColumnPlan;
import io.understudy.engine.OutputColumn;
import io.understudy.engine.Plan;
import io.understudy.engine.TableSchema;
import io.understudy.files.FileFormat;
import io.understudy.files.InputObject;
import io.understudy.files.TableReader;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The first rows of a file as text, as they are and as a config makes them. Holds values: for the
 * eyes of who may see the file only.
 *
 * @param plan what happens to each column of the file, then to those that are added
 * @param output the columns as they are written
 * @param columnsBefore names of the columns as they are in the file
 * @param before by row
 * @param after by row; one that is dropped has no cells
 * @param afterWithoutOriginals the same without what a config lets pass, copies, or wraps something
 *     around
 * @param rules for each cell of {@code after} the rules that changed it, in order
 * @param dropped for each row which rule drops it; null: it is written
 */
public record FirstRows(
    List<ColumnPlan> plan,
    List<OutputColumn> output,
    List<String> columnsBefore,
    List<List<@Nullable String>> before,
    List<List<@Nullable String>> after,
    List<List<@Nullable String>> afterWithoutOriginals,
    List<List<List<String>>> rules,
    List<@Nullable String> dropped) {
  private static final String HIDDEN = "(original)";

  /** Shorter texts are in others by chance. */
  private static final int LONG = 4;

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
      Batch batch = new Batch(plan.width(), rows);
      reader.next(batch);
      List<Column> columns = plan.schema().columns();
      List<List<@Nullable String>> before =
          rows(batch, IntStream.range(0, columns.size()).boxed().toList());
      CellTrace trace = new CellTrace();
      plan.start(trace).transform(batch);
      List<Integer> written = plan.output().stream().map(OutputColumn::source).toList();
      List<List<@Nullable String>> after = rows(batch, written);
      return new FirstRows(
          plan.columns(),
          plan.output(),
          columns.stream().map(Column::name).toList(),
          before,
          after,
          withoutOriginals(before, after, written, trace),
          rules(batch, written, trace),
          dropped(batch, trace));
    }
  }

  /** Names of the columns as they are written. */
  public List<String> columns() {
    return output.stream().map(OutputColumn::name).toList();
  }

  private static List<List<@Nullable String>> withoutOriginals(
      List<List<@Nullable String>> before,
      List<List<@Nullable String>> after,
      List<Integer> written,
      CellTrace trace) {
    List<List<@Nullable String>> shown = new ArrayList<>(after.size());
    for (int row = 0; row < after.size(); row++) {
      List<@Nullable String> cells = new ArrayList<>(after.get(row));
      for (int i = 0; i < cells.size(); i++) {
        String cell = cells.get(i);
        if (cell != null
            && (trace.isOriginal(written.get(i), row)
                || holds(cell, written.get(i), before.get(row)))) {
          cells.set(i, HIDDEN);
        }
      }
      shown.add(cells);
    }
    return shown;
  }

  /**
   * Whether the column's own original is in the cell, or one of another column that is no chance.
   */
  private static boolean holds(String cell, int column, List<@Nullable String> originals) {
    for (int i = 0; i < originals.size(); i++) {
      String original = originals.get(i);
      if (original != null
          && (i == column || original.length() >= LONG)
          && cell.contains(original)) {
        return true;
      }
    }
    return false;
  }

  private static List<List<List<String>>> rules(
      Batch batch, List<Integer> written, CellTrace trace) {
    List<List<List<String>>> rules = new ArrayList<>();
    for (int row = 0; row < batch.size(); row++) {
      int at = row;
      rules.add(
          batch.isDropped(row)
              ? List.of()
              : written.stream().map(column -> trace.rules(column, at)).toList());
    }
    return rules;
  }

  private static List<@Nullable String> dropped(Batch batch, CellTrace trace) {
    List<@Nullable String> dropped = new ArrayList<>();
    for (int row = 0; row < batch.size(); row++) {
      dropped.add(trace.dropped(row));
    }
    return dropped;
  }

  private static List<List<@Nullable String>> rows(Batch batch, List<Integer> columns) {
    List<List<@Nullable String>> rows = new ArrayList<>(batch.size());
    for (int row = 0; row < batch.size(); row++) {
      List<@Nullable String> cells = new ArrayList<>(columns.size());
      for (int i = 0; i < columns.size() && !batch.isDropped(row); i++) {
        cells.add(text(batch.column(columns.get(i))[row]));
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
