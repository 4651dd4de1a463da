package io.understudy.files.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.engine.CellException;
import io.understudy.engine.Column;
import io.understudy.engine.ColumnReport;
import io.understudy.engine.ColumnType;
import io.understudy.files.RewriteResult;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.Encoding;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Columns whose values pass through the rules apart from their rows. */
class ByValueTest {
  private static final int ROWS = 1500;
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
  void aRuleSeesAnEntryOfADictionaryOnceAndCountsItsCells() throws Exception {
    Path file = written(WriterVersion.PARQUET_1_0);
    List<Object> seen = new ArrayList<>();

    Rewritten rewritten =
        Rewritten.of(
            file,
            ColumnRules.change(
                "kind",
                value -> {
                  seen.add(value);
                  return value + "x";
                }));

    int groups = footer(rewritten).size();
    assertThat(seen).hasSize(2 * groups).containsOnly("A", "B");
    assertThat(reports(rewritten.result())).contains(new ColumnReport("kind", 1350, 150, 0));
  }

  @Test
  void aColumnThatIsOnlyCheckedIsCopiedWithItsIndexes() throws Exception {
    Path file = written(WriterVersion.PARQUET_2_0);
    List<Object> seen = new ArrayList<>();

    Rewritten rewritten =
        Rewritten.of(
            file,
            ColumnRules.lookByValue(
                (column, value) -> {
                  if (column.equals("kind")) {
                    seen.add(value);
                  }
                }));

    assertThat(seen).containsOnly("A", "B").hasSize(2 * footer(rewritten).size());
    assertThat(reports(rewritten.result()))
        .contains(new ColumnReport("kind", 0, 150, 1350), new ColumnReport("id", 0, 0, 1500));
    assertThat(duckDb.content(rewritten.in(folder))).isEqualTo(duckDb.content(file));
  }

  @ParameterizedTest
  @EnumSource
  void valuesBecomeNullInPagesOfEachKind(WriterVersion version) throws Exception {
    Path file = written(version);
    UnaryOperator<Object> thirds = value -> value.hashCode() % 3 == 0 ? null : value + "!";

    for (String name : List.of("email", "mixed", "kind")) {
      Column column = new Column(name, ColumnType.TEXT);
      Path changed =
          ColumnChange.check(duckDb, file, column, ColumnRules::change, thirds, folder).in(folder);
      assertThat(JavaWriter.read(changed)).as(name).hasSize(ROWS);
    }
    UnaryOperator<Object> none = value -> null;
    ColumnChange.check(
        duckDb, file, new Column("kind", ColumnType.TEXT), ColumnRules::change, none, folder);
  }

  @Test
  void aNullInARequiredColumnIsRefusedWithItsRow() throws Exception {
    Path file = written(WriterVersion.PARQUET_1_0);

    assertThatThrownBy(
            () ->
                Rewritten.of(file, ColumnRules.change("colour", v -> v.equals("blue") ? null : v)))
        .isInstanceOf(CellException.class)
        .hasMessage(
            "row 2, column \"colour\": the new value is null, which the column cannot be;"
                + " change the rule so that its values fit");
  }

  @Test
  void aValueThatDoesNotPassIsToldWithItsRowWhereverItStands() throws Exception {
    Path file = written(WriterVersion.PARQUET_1_0);

    assertThatThrownBy(() -> Rewritten.of(file, ColumnRules.change("mixed", refuse("x1"))))
        .isInstanceOf(CellException.class)
        .hasMessage("row 2, column \"mixed\": not this");
    String late = "a longer text that fills the dictionary 1234";
    assertThatThrownBy(() -> Rewritten.of(file, ColumnRules.change("mixed", refuse(late))))
        .isInstanceOf(CellException.class)
        .hasMessage("row 1235, column \"mixed\": not this");
  }

  private static UnaryOperator<Object> refuse(String word) {
    return value -> {
      if (value.equals(word)) {
        throw new IllegalArgumentException("not this");
      }
      return value;
    };
  }

  @Test
  void pagesOfIndicesStayAsTheyAreAndStatisticsAreThoseOfTheNewValues() throws Exception {
    Path file = folder.resolve("colours.parquet");
    duckDb.execute(
        "copy (select (['red', 'green'])[1 + (i % 2)::int] as colour from range(0, 5000) t(i)) to '"
            + file
            + "' (format parquet, codec zstd)");

    Path changed =
        ColumnChange.check(duckDb, file, new Column("colour", ColumnType.TEXT), folder).in(folder);

    ColumnMetaData meta =
        footer(Rewritten.of(file, ColumnRules.change("colour", value -> value + "s"))).getFirst();
    assertThat(meta.getEncodings())
        .containsAnyOf(Encoding.RLE_DICTIONARY, Encoding.PLAIN_DICTIONARY);
    assertThat(new String(meta.getStatistics().getMin_value())).isEqualTo("greens");
    assertThat(new String(meta.getStatistics().getMax_value())).isEqualTo("reds");
    assertThat(meta.getStatistics().getNull_count()).isZero();
    assertThat(duckDb.rows("select count(*) from '" + changed + "' where colour > 'red'"))
        .hasToString("[[2500]]");
  }

  private Path written(WriterVersion version) throws Exception {
    Path file = folder.resolve(version + ".parquet");
    JavaWriter.write(file, CompressionCodec.SNAPPY, version, ROWS);
    return file;
  }

  private static List<ColumnReport> reports(RewriteResult result) {
    return result.reports();
  }

  /** Of the last column but one of each row group: an enum of two values. */
  private static List<ColumnMetaData> footer(Rewritten rewritten) {
    return ParquetFile.open(new Source(new MemoryObject("file", rewritten.bytes())))
        .groups()
        .stream()
        .map(group -> group.get(Math.max(0, group.size() - 2)).meta())
        .toList();
  }
}
