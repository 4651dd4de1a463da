package io.understudy.files.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.engine.Column;
import io.understudy.engine.ColumnType;
import io.understudy.engine.Plan;
import io.understudy.engine.TableSchema;
import io.understudy.files.FileException;
import io.understudy.files.TableReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of many writers, each through the rewriter, both sides read by DuckDB. */
class SharedFilesTest {
  private static DuckDb duckDb;

  @TempDir private Path folder;

  @BeforeAll
  static void startDuckDb() throws SQLException {
    duckDb = new DuckDb();
  }

  @AfterAll
  static void stopDuckDb() throws SQLException {
    duckDb.close();
  }

  @Test
  void whatNothingChangesReadsTheSame() throws Exception {
    Map<String, String> outcomes = new TreeMap<>();
    for (Path file : SharedFiles.all()) {
      outcomes.put(file.getFileName().toString(), outcome(file, ColumnRules.none()));
    }
    assertThat(outcomes.values()).containsOnly("same", "unreadable for DuckDB too", "refused");
    assertThat(outcomes)
        .allSatisfy(
            (name, outcome) ->
                assertThat(outcome.equals("refused") && !SharedFiles.isBadOnPurpose(Path.of(name)))
                    .as(name)
                    .isFalse());
  }

  @Test
  void whatIsOnlyCheckedReadsTheSame() throws Exception {
    for (Path file : SharedFiles.all()) {
      assertThat(outcome(file, ColumnRules.look((column, value) -> {})))
          .as(file.getFileName().toString())
          .isEqualTo(outcome(file, ColumnRules.none()));
    }
  }

  @Test
  void aColumnThatIsEncodedAgainReadsTheSame() throws Exception {
    Map<String, String> outcomes = new TreeMap<>();
    for (Path file : SharedFiles.all()) {
      for (Column column : flatColumns(file)) {
        outcomes.put(
            file.getFileName() + " " + column.name(),
            outcome(file, ColumnRules.change(column.name(), value -> value)));
      }
    }
    assertThat(outcomes).hasSizeGreaterThan(80);
    assertThat(outcomes.values()).containsOnly("same", "unreadable for DuckDB too", "refused");
  }

  @Test
  void aChangedColumnReadsAsChangedAndAllOthersAsBefore() throws Exception {
    int changed = 0;
    for (Path file : SharedFiles.all()) {
      if (SharedFiles.isBadOnPurpose(file) || read(file).equals(List.of())) {
        continue;
      }
      for (Column column : flatColumns(file)) {
        ColumnChange.check(duckDb, file, column, folder);
        changed++;
      }
    }
    assertThat(changed).isGreaterThanOrEqualTo(60);
  }

  @Test
  void aWrongChecksumIsNamed() {
    Path file = SharedFiles.named("datapage_v1-corrupt-checksum.parquet");

    assertThatThrownBy(() -> Rewritten.of(file, ColumnRules.none()))
        .isInstanceOf(FileException.Terminal.class)
        .hasMessage(
            "datapage_v1-corrupt-checksum.parquet: column \"a\", row group 1: page 1: its checksum"
                + " is wrong; the file is damaged; export it again");
  }

  @Test
  void aWriterThatForgotTheDictionaryHeaderIsUnderstood() throws Exception {
    Path file = SharedFiles.named("nation.dict-malformed.parquet");

    assertThat(read(Rewritten.of(file, ColumnRules.none()).in(folder)))
        .hasSizeGreaterThan(25)
        .isEqualTo(read(file));
  }

  private String outcome(Path file, Function<TableSchema, Plan> planner) throws Exception {
    Path written;
    try {
      written = Rewritten.of(file, planner).in(folder);
    } catch (FileException.Terminal e) {
      return "refused";
    }
    List<List<String>> before = read(file);
    return !read(written).equals(before)
        ? "different"
        : before.isEmpty() ? "unreadable for DuckDB too" : "same";
  }

  /** Schema and content; empty if DuckDB does not read it. */
  private static List<List<String>> read(Path file) {
    try {
      List<List<String>> all = new ArrayList<>(duckDb.schema(file));
      all.addAll(duckDb.content(file));
      return all;
    } catch (SQLException e) {
      return List.of();
    }
  }

  private static List<Column> flatColumns(Path file) throws Exception {
    MemoryObject object = new MemoryObject(file.toString(), Files.readAllBytes(file));
    try (TableReader reader = ParquetReader.open("t", object)) {
      return reader.schema().columns().stream()
          .filter(column -> column.type() != ColumnType.NESTED)
          .toList();
    }
  }
}
