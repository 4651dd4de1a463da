package io.understudy.files.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.engine.Column;
import io.understudy.engine.ColumnType;
import io.understudy.engine.TableSchema;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Type;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every codec, page kind and type, written by DuckDB and by parquet-java, changed column by column.
 */
class WrittenFilesTest {
  private static final String EVERY_TYPE =
      """
      select
        i as whole,
        (i % 100)::tinyint as tiny, (i % 200)::utinyint as utiny,
        (i % 30000)::smallint as small, (i % 60000)::usmallint as usmall, i::uinteger as uint,
        (i % 2000)::ubigint * 9000000000000000 as ubig, -i::bigint as big,
        i % 3 = 0 as truth, i::float / 7 as real, i::double / 7 as twofold,
        (i % 9999 / 100)::decimal(4, 2) as dec4, (i / 100)::decimal(9, 2) as dec9,
        (i / 10000)::decimal(18, 4) as dec18, (i / 1000)::decimal(38, 3) as dec38,
        date '1960-01-01' + i::int as day,
        time '00:00:00' + to_microseconds(i * 7654321 % 86400000000) as clock,
        timestamp '1960-01-01' + to_microseconds(i * 98765432101) as local,
        (timestamp '1960-01-01' + to_milliseconds(i * 98765432))::timestamp_ms as local_ms,
        (timestamp '1960-01-01' + to_microseconds(i * 98765432))::timestamp_ns as local_ns,
        (timestamp '1960-01-01' + to_microseconds(i * 98765432101))::timestamptz as moment,
        md5(i::varchar)::uuid as id,
        'user' || i || '@example.com' as email,
        (['red', 'green', 'blue'])[1 + i % 3] as colour,
        case when i < 1000 then (['x', 'y'])[1 + i % 2] else md5(i::varchar) end as mixed,
        case when i % 5 > 0 then 'Zoë ' || i end as name,
        null::varchar as nothing,
        encode('b' || i) as bytes,
        ('{"a":' || i || '}')::json as doc,
        [i, null, i + 1] as list,
        {'a': i, 'b': {'c': 'n' || i}} as struct,
        map(['k' || i], [i]) as map
      from range(0, ROWS) t(i)
      """;

  private static DuckDb duckDb;

  @TempDir private Path folder;

  @BeforeAll
  static void startDuckDb() throws SQLException {
    duckDb = new DuckDb();
    duckDb.execute("set timezone = 'UTC'");
  }

  @AfterAll
  static void stopDuckDb() throws SQLException {
    duckDb.close();
  }

  @Test
  void everyTypeOfDuckDbIsChanged() throws Exception {
    Path file = write(2500, "codec snappy, row_group_size 2048");

    TableSchema schema = Schemas.of(file);
    assertThat(schema.columns().stream().map(Column::type)).contains(ColumnType.values());
    for (Column column : schema.columns()) {
      if (column.type() != ColumnType.NESTED) {
        ColumnChange.check(duckDb, file, column, folder);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "uncompressed,V1",
    "snappy,V2",
    "gzip,V1",
    "zstd,V2",
    "lz4_raw,V2",
    "brotli,V1",
    "brotli,V2"
  })
  void everyCodecOfDuckDbIsChanged(String codec, String version) throws Exception {
    Path file = write(2500, "codec " + codec + ", row_group_size 2048, parquet_version " + version);

    for (String name : List.of("big", "mixed", "name", "nothing")) {
      Column column = Schemas.of(file).columns().get(Schemas.of(file).indexOf(name));
      ColumnChange.check(duckDb, file, column, folder);
    }
  }

  @Test
  void aHundredRowGroupsStayAHundred() throws Exception {
    Path file = folder.resolve("hundred.parquet");
    duckDb.execute(
        "copy (select i, 'user' || i as email from range(0, 204800) t(i)) to '"
            + file
            + "' (format parquet, row_group_size 2048)");

    Path written =
        ColumnChange.check(duckDb, file, new Column("email", ColumnType.TEXT), folder).in(folder);

    assertThat(
            duckDb.rows(
                "select num_rows, num_row_groups from parquet_file_metadata('" + written + "')"))
        .hasToString("[[204800, 100]]");
  }

  @Test
  void aFileWithoutRowsIsRewritten() throws Exception {
    Path file = write(0, "codec snappy");

    ColumnChange.check(duckDb, file, new Column("email", ColumnType.TEXT), folder);
  }

  @Test
  void whatIsChangedInBrotliIsWrittenInZstandard() throws Exception {
    Path file = write(100, "codec brotli");

    byte[] written = Rewritten.of(file, ColumnRules.change("email", value -> value + "x")).bytes();

    for (ColumnChunk chunk : footer(written).getRow_groups().getFirst().getColumns()) {
      boolean changed = chunk.getMeta_data().getPath_in_schema().equals(List.of("email"));
      assertThat(chunk.getMeta_data().getCodec())
          .isEqualTo(changed ? CompressionCodec.ZSTD : CompressionCodec.BROTLI);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyTypeInPagesOfEachVersionIsChanged(WriterVersion version) throws Exception {
    Path file = folder.resolve(version + ".parquet");
    JavaWriter.write(file, CompressionCodec.SNAPPY, version, 1500);

    for (Column column : Schemas.of(file).columns()) {
      if (column.type() != ColumnType.NESTED) {
        Path written = ColumnChange.check(duckDb, file, column, folder).in(folder);
        assertThat(JavaWriter.read(written)).as(column.name()).hasSize(1500);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = CompressionCodec.class,
      names = {"UNCOMPRESSED", "GZIP", "ZSTD", "LZ4_RAW"})
  void everyCodecInPagesOfEachVersionIsChanged(CompressionCodec codec) throws Exception {
    for (WriterVersion version : WriterVersion.values()) {
      Path file = folder.resolve(codec + "-" + version + ".parquet");
      JavaWriter.write(file, codec, version, 1500);
      Column mixed = new Column("mixed", ColumnType.TEXT);
      Path written = ColumnChange.check(duckDb, file, mixed, folder).in(folder);
      assertThat(JavaWriter.read(written)).as(version.name()).hasSize(1500);
    }
  }

  @Test
  void readersFindRowsByTheNewBounds() throws Exception {
    Path file = folder.resolve("bounds.parquet");
    JavaWriter.write(file, CompressionCodec.SNAPPY, WriterVersion.PARQUET_2_0, 20_000);
    Column id = new Column("id", ColumnType.INTEGER);
    Path written = ColumnChange.check(duckDb, file, id, folder).in(folder);

    assertThat(JavaWriter.read(written, FilterApi.eq(FilterApi.longColumn("id"), 12_345L)))
        .singleElement(InstanceOfAssertFactories.STRING)
        .startsWith("id: 12345\nemail: user54979@example.com\n");
    assertThat(
            duckDb.rows(
                "select sum((stats_max_value::int >= 12345 and stats_min_value::int <= 12345)::int)"
                    + " from parquet_metadata('"
                    + written
                    + "') where path_in_schema = 'id'"))
        .as("one row group can hold it")
        .hasToString("[[1]]");
  }

  @Test
  void everyPageOfAChangedColumnIsIndexedAndItsBloomFilterIsGone() throws Exception {
    Path file = folder.resolve("index.parquet");
    JavaWriter.write(file, CompressionCodec.ZSTD, WriterVersion.PARQUET_1_0, 20_000);
    byte[] written = Rewritten.of(file, ColumnRules.change("email", value -> value + "x")).bytes();

    for (RowGroup group : footer(written).getRow_groups()) {
      for (ColumnChunk chunk : group.getColumns()) {
        boolean changed = chunk.getMeta_data().getPath_in_schema().equals(List.of("email"));
        assertThat(chunk.isSetOffset_index_offset()).isTrue();
        assertThat(chunk.isSetColumn_index_offset())
            .isEqualTo(chunk.getMeta_data().getType() != Type.INT96);
        assertThat(chunk.getMeta_data().isSetBloom_filter_offset()).isFalse();
        assertThat(chunk.getMeta_data().isSetSize_statistics()).isEqualTo(!changed);
      }
    }
    byte[] unchanged = Rewritten.of(file, ColumnRules.none()).bytes();
    assertThat(footer(unchanged).getRow_groups())
        .allSatisfy(
            group ->
                assertThat(group.getColumns().get(1).getMeta_data().isSetBloom_filter_offset())
                    .isTrue());
  }

  private static FileMetaData footer(byte[] file) {
    return ParquetFile.open(new Source(new MemoryObject("written", file))).footer();
  }

  private Path write(int rows, String options) throws SQLException {
    Path file = folder.resolve("in" + options.hashCode() + rows + ".parquet");
    duckDb.execute(
        "copy ("
            + EVERY_TYPE.replace("ROWS", Integer.toString(rows))
            + ") to '"
            + file
            + "' (format parquet, "
            + options
            + ")");
    return file;
  }
}
