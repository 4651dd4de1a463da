package io.understudy.files.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.engine.Plan;
import io.understudy.engine.TableSchema;
import io.understudy.files.FileColumn;
import io.understudy.files.FileFormat;
import io.understudy.files.LocalFile;
import io.understudy.files.ValueType;
import io.understudy.files.check.FileCheck;
import io.understudy.files.text.Configs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.RowGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Parquet files that get other columns or fewer rows; DuckDB reads both. */
class ShapeTest {
  private static final int ROWS = 20_000;
  private static final String WORD = "MARKER";

  /** Columns of the file, but for those that a test names. */
  private static final String OTHERS =
      "colour, mixed, small, truth, real, twofold, code, uuid, money, amount, clock, kind";

  @TempDir private Path folder;
  private DuckDb duckDb;

  @BeforeEach
  void open() throws Exception {
    duckDb = new DuckDb();
  }

  @AfterEach
  void close() throws Exception {
    duckDb.close();
  }

  private Path file(CompressionCodec codec, WriterVersion version) throws Exception {
    Path file = Files.createTempFile(folder, "in", ".parquet");
    Files.delete(file);
    JavaWriter.write(file, codec, version, ROWS, WORD);
    return file;
  }

  private void same(Path in, String selection, Path out) throws Exception {
    List<List<String>> expected = duckDb.rows(selection.formatted(DuckDb.table(in)));
    assertThat(duckDb.rows("select * from " + DuckDb.table(out))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"SNAPPY, PARQUET_1_0", "ZSTD, PARQUET_2_0", "UNCOMPRESSED, PARQUET_2_0"})
  void columnsAreDroppedRenamedAndAdded(CompressionCodec codec, WriterVersion version)
      throws Exception {
    Function<TableSchema, Plan> planner =
        Configs.open(
            """
            - columns:
                drop: [ { name: [email, moment] } ]
                rename: [ { name: tags, value: labels }, { name: colour, value: hue } ]
                add: [ { name: colour, position: 0 }, { name: nothing } ]
              rows:
                update:
                  - { name: colour, value: '"was " ~ row.hue' }
                  - { name: small, value: this + 1 }
            """);
    Path in = file(codec, version);

    Rewritten written = Rewritten.of(in, planner);

    Path out = written.in(folder);
    same(
        in,
        "select 'was ' || colour as colour, id, colour as hue, mixed, small + 1, truth, real,"
            + " twofold, code, uuid, money, amount, clock, kind, tags, null from %s",
        out);
    assertThat(duckDb.schema(out))
        .startsWith(
            List.of("colour", "VARCHAR"), List.of("id", "BIGINT"), List.of("hue", "VARCHAR"))
        .contains(List.of("labels", "VARCHAR[]"))
        .endsWith(List.of("nothing", "VARCHAR"));
    assertThat(written.result().columns())
        .startsWith(new FileColumn("colour", ValueType.TEXT, true))
        .contains(
            new FileColumn("labels", ValueType.JSON, true, new FileColumn.Nested(ValueType.TEXT)))
        .endsWith(new FileColumn("nothing", ValueType.TEXT, true));
    assertThat(
            FileCheck.of(planner, "t", "in", () -> LocalFile.open(in), new FileFormat.Parquet(), 0)
                .written())
        .isEqualTo(written.result().columns());
    assertThat(written.result().rowsOut()).isEqualTo(ROWS);
    assertThat(count(written.bytes(), WORD)).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void rowsAreDroppedFromEveryColumnNestedOnesIncluded(WriterVersion version) throws Exception {
    Path in = file(CompressionCodec.SNAPPY, version);
    Function<TableSchema, Plan> planner =
        Configs.open(
            """
            - columns: { drop: [ { name: moment } ] }
              rows:
                drop: [ { condition: row.id % 3 == 1 }, { condition: row.email is none } ]
                update: [ { name: email, value: '"e" ~ row.id' } ]
            """);

    Rewritten written = Rewritten.of(in, planner);

    same(
        in,
        "select id, 'e' || id as email, "
            + OTHERS
            + ", tags from %s where id %% 3 <> 1 and email is not null order by id",
        written.in(folder));
    long left =
        Long.parseLong(
            duckDb
                .rows(
                    "select count(*) from "
                        + DuckDb.table(in)
                        + " where id % 3 <> 1 and email is not null")
                .getFirst()
                .getFirst());
    assertThat(written.result().rowsIn()).isEqualTo(ROWS);
    assertThat(written.result().rowsOut()).isEqualTo(left);
    FileMetaData footer = footer(written.bytes());
    assertThat(footer.getNum_rows()).isEqualTo(left);
    assertThat(footer.getRow_groups().stream().mapToLong(RowGroup::getNum_rows).sum())
        .isEqualTo(left);
    assertThat(footer.getRow_groups()).hasSizeGreaterThan(1);
  }

  @Test
  void nothingOfADroppedRowIsLeftAnywhere() throws Exception {
    Path in = folder.resolve("planted.parquet");
    duckDb.execute(
        "copy (select i as id, case when i %% 5 = 0 then 'MARKER' || i else 'x' || i %% 7 end as a,"
                .replace("%%", "%")
            + " [{'b': case when i % 5 = 0 then 'MARKER' || i else 'y' end, 'c': i}] as nested,"
            + " case when i % 5 = 0 then 'MARKER' else 'z' end as few from range(10000) t(i)) to '"
            + in
            + "' (format parquet, compression uncompressed, row_group_size 2500)");
    assertThat(count(Files.readAllBytes(in), WORD)).isGreaterThan(1000);

    Rewritten written =
        Rewritten.of(in, Configs.open("- rows: { drop: [ { condition: row.id % 5 == 0 } ] }"));

    assertThat(count(written.bytes(), WORD)).isZero();
    same(in, "select * from %s where id %% 5 <> 0", written.in(folder));
  }

  @Test
  void aRowGroupThatLosesAllRowsIsLeftOut() throws Exception {
    Path in = folder.resolve("groups.parquet");
    duckDb.execute(
        "copy (select i as id, 'v' || i as v from range(6144) t(i)) to '"
            + in
            + "' (format parquet, row_group_size 2048)");
    Rewritten some =
        Rewritten.of(
            in,
            Configs.open("- rows: { drop: [ { condition: row.id >= 2048 and row.id < 4096 } ] }"));
    assertThat(footer(some.bytes()).getRow_groups()).hasSize(2);
    same(in, "select * from %s where id < 2048 or id >= 4096", some.in(folder));

    Rewritten all = Rewritten.of(in, Configs.open("- rows: { drop: [ { condition: 'true' } ] }"));
    assertThat(footer(all.bytes()).getRow_groups()).isEmpty();
    assertThat(all.result().rowsOut()).isZero();
    assertThat(duckDb.rows("select count(*) from " + DuckDb.table(all.in(folder))))
        .containsExactly(List.of("0"));
  }

  @Test
  void aGroupThatLosesNoRowKeepsItsBytes() throws Exception {
    Path in = file(CompressionCodec.SNAPPY, WriterVersion.PARQUET_2_0);
    byte[] copied = Rewritten.of(in, ColumnRules.none()).bytes();
    byte[] written =
        Rewritten.of(in, Configs.open("- rows: { drop: [ { condition: row.id < 0 } ] }")).bytes();
    RowGroup one = footer(copied).getRow_groups().getFirst();
    RowGroup other = footer(written).getRow_groups().getFirst();
    assertThat(other.getTotal_compressed_size()).isEqualTo(one.getTotal_compressed_size());
    int end = (int) (one.getFile_offset() + one.getTotal_compressed_size());
    assertThat(new String(written, 0, end, StandardCharsets.ISO_8859_1))
        .isEqualTo(new String(copied, 0, end, StandardCharsets.ISO_8859_1));
  }

  @Test
  void columnsThatStayKeepTheirPagesIndexesAndFilters() throws Exception {
    Path in = file(CompressionCodec.SNAPPY, WriterVersion.PARQUET_2_0);
    FileMetaData before = footer(Files.readAllBytes(in));
    FileMetaData after =
        footer(
            Rewritten.of(
                    in,
                    Configs.open(
                        "- columns: { drop: [ { name: id } ], rename: [ { name: email, value: mail } ] }"))
                .bytes());
    ColumnChunk old = before.getRow_groups().getFirst().getColumns().get(1);
    ColumnChunk kept = after.getRow_groups().getFirst().getColumns().get(0);
    assertThat(kept.getMeta_data().getPath_in_schema()).containsExactly("mail");
    assertThat(kept.getMeta_data().getTotal_compressed_size())
        .isEqualTo(old.getMeta_data().getTotal_compressed_size());
    assertThat(kept.getMeta_data().getStatistics()).isEqualTo(old.getMeta_data().getStatistics());
    assertThat(kept.getColumn_index_length()).isEqualTo(old.getColumn_index_length());
    assertThat(kept.isSetOffset_index_offset()).isTrue();
    assertThat(kept.getMeta_data().isSetBloom_filter_offset()).isTrue();
    assertThat(after.getKey_value_metadata())
        .as("metadata that names columns")
        .containsExactly(new KeyValue("writer.model.name").setValue("example"));
    assertThat(after.getColumn_orders()).hasSize(before.getColumn_orders().size() - 1);
  }

  private static FileMetaData footer(byte[] file) throws Exception {
    FileMetaData footer = new FileMetaData();
    int length = Bytes.footerLength(file);
    Thrift.read(footer, file, file.length - 8 - length, length);
    return footer;
  }

  private static int count(byte[] file, String word) {
    String text = new String(file, StandardCharsets.ISO_8859_1);
    int count = 0;
    for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      count++;
    }
    return count;
  }
}
