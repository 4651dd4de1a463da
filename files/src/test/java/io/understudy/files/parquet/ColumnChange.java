package io.understudy.files.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.engine.Column;
import io.understudy.engine.Plan;
import io.understudy.engine.TableSchema;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** One column changed, and DuckDB asked what was and what became of every column. */
final class ColumnChange {
  private ColumnChange() {}

  /** Asserts that the column holds the new values and everything else is as it was. */
  static Rewritten check(DuckDb duckDb, Path file, Column column, Path folder) throws Exception {
    UnaryOperator<Object> rule = Oracle.change(column.type());
    check(duckDb, file, column, ColumnRules::changeByRow, rule, folder);
    return check(duckDb, file, column, ColumnRules::change, rule, folder);
  }

  /** The same for one way to have it changed, by a rule that may make nulls. */
  static Rewritten check(
      DuckDb duckDb,
      Path file,
      Column column,
      BiFunction<String, UnaryOperator<Object>, Function<TableSchema, Plan>> way,
      UnaryOperator<Object> rule,
      Path folder)
      throws Exception {
    Map<String, String> changes = new HashMap<>();
    Rewritten rewritten =
        Rewritten.of(
            file,
            way.apply(
                column.name(),
                value -> {
                  Object changed = rule.apply(value);
                  changes.put(Oracle.text(value), Oracle.text(changed));
                  return changed;
                }));
    Path written = rewritten.in(folder);
    String where = file.getFileName() + " " + column;
    List<String> before = Oracle.values(duckDb, file, column.name(), column.type());
    Set<String> unseen = new HashSet<>(before);
    unseen.removeAll(changes.keySet());
    unseen.remove(null);
    assertThat(unseen).as(where + " before").isEmpty();
    assertThat(Oracle.values(duckDb, written, column.name(), column.type()))
        .as(where + " after")
        .isEqualTo(before.stream().map(changes::get).toList());
    assertThat(others(duckDb, written, column)).as(where).isEqualTo(others(duckDb, file, column));
    assertThat(duckDb.schema(written)).as(where).isEqualTo(duckDb.schema(file));
    return rewritten;
  }

  private static List<List<String>> others(DuckDb duckDb, Path file, Column column)
      throws SQLException {
    return duckDb.schema(file).size() == 1
        ? duckDb.rows("select 1 from " + DuckDb.table(file))
        : duckDb.rows(
            "select columns(c -> c != '"
                + column.name()
                + "')::varchar from "
                + DuckDb.table(file));
  }
}
