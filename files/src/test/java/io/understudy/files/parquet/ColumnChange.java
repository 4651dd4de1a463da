package io.understudy.files.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.engine.Column;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** One column changed, and DuckDB asked what was and what became of every column. */
final class ColumnChange {
  private ColumnChange() {}

  /** Asserts that the column holds the new values and everything else is as it was. */
  static Rewritten check(DuckDb duckDb, Path file, Column column, Path folder) throws Exception {
    List<String> before = new ArrayList<>();
    List<String> after = new ArrayList<>();
    UnaryOperator<Object> rule = Oracle.change(column.type());
    Rewritten rewritten =
        Rewritten.of(
            file,
            ColumnRules.change(
                column.name(),
                value -> {
                  Object changed = rule.apply(value);
                  before.add(Oracle.text(value));
                  after.add(Oracle.text(changed));
                  return changed;
                }));
    Path written = rewritten.in(folder);
    String where = file.getFileName() + " " + column;
    assertThat(Oracle.values(duckDb, file, column.name(), column.type()))
        .as(where + " before")
        .isEqualTo(before);
    assertThat(Oracle.values(duckDb, written, column.name(), column.type()))
        .as(where + " after")
        .isEqualTo(after);
    assertThat(others(duckDb, written, column)).as(where).isEqualTo(others(duckDb, file, column));
    assertThat(duckDb.schema(written)).as(where).isEqualTo(duckDb.schema(file));
    return rewritten;
  }

  private static List<List<String>> others(DuckDb duckDb, Path file, Column column)
      throws SQLException {
    String isNull = '"' + column.name() + "\" is null, ";
    return duckDb.schema(file).size() == 1
        ? duckDb.rows("select " + isNull + "1 from " + DuckDb.table(file))
        : duckDb.rows(
            "select "
                + isNull
                + "columns(c -> c != '"
                + column.name()
                + "')::varchar from "
                + DuckDb.table(file));
  }
}
