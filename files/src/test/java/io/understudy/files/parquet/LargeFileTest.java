package io.understudy.files.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.engine.Plan;
import io.understudy.engine.TableSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are read in many requests, some of them ahead. */
class LargeFileTest {
  private static final int ROWS = 120_000;

  @TempDir static Path folder;
  private static Path file;
  private static byte[] bytes;

  @BeforeAll
  static void write() throws Exception {
    file = folder.resolve("large.parquet");
    try (DuckDb db = new DuckDb()) {
      db.execute(
          "copy (select i as id, hash(i)::varchar || '-' || hash(i, 1)::varchar as a, 'x' || (i % 300) as b, "
              + "hash(i, 2)::varchar || hash(i, 3)::varchar as c, uuid() as d, [hash(i, 4)::varchar, 'y' || (i % 7)] as e, "
              + "md5(i::varchar) || md5((i + 1)::varchar) as f from range("
              + ROWS
              + ") t(i)) to '"
              + file
              + "' (format parquet, compression uncompressed, row_group_size 40000)");
    }
    bytes = Files.readAllBytes(file);
  }

  @Test
  void blocksAreReadAheadInIt() {
    assertThat(bytes.length).isGreaterThan(16 << 20); // four blocks of those that are copied
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "b", "c", "f"})
  void aRuleChangesItsColumnAndNothingElse(String column) throws Exception {
    for (boolean byRow : new boolean[] {false, true}) {
      Function<TableSchema, Plan> plan =
          byRow
              ? ColumnRules.changeByRow(column, value -> "<" + value)
              : ColumnRules.change(column, value -> "<" + value);
      Path out = Rewritten.of("large.parquet", bytes, plan).in(folder);
      try (DuckDb db = new DuckDb()) {
        assertThat(
                db.rows(
                    "select count(*), count(*) filter (n."
                        + column
                        + " = '<' || o."
                        + column
                        + ") from "
                        + DuckDb.table(out)
                        + " n join "
                        + DuckDb.table(file)
                        + " o using (id)"))
            .containsExactly(List.of("" + ROWS, "" + ROWS));
        String rest = "select * exclude (" + column + ") from ";
        assertThat(
                db.rows(
                    "select count(*) from ("
                        + rest
                        + DuckDb.table(out)
                        + " except all "
                        + rest
                        + DuckDb.table(file)
                        + ")"))
            .containsExactly(List.of("0"));
      }
    }
  }

  @Test
  void aCopyIsTheSame() throws Exception {
    Path out = Rewritten.of("large.parquet", bytes, ColumnRules.none()).in(folder);
    try (DuckDb db = new DuckDb()) {
      assertThat(
              db.rows(
                  "select count(*) from (from "
                      + DuckDb.table(out)
                      + " except all from "
                      + DuckDb.table(file)
                      + ")"))
          .containsExactly(List.of("0"));
    }
  }
}
