package io.understudy.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.engine.Batch;
import io.understudy.engine.CellException;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ParquetTableWriterTest {
  private static final List<FileColumn> EVERY_TYPE =
      List.of(
          new FileColumn("big", ValueType.BIGINT, false),
          new FileColumn("truth", ValueType.BOOLEAN, true),
          new FileColumn("money", ValueType.NUMERIC, true),
          new FileColumn("real", ValueType.DOUBLE, true),
          new FileColumn("day", ValueType.DATE, true),
          new FileColumn("time", ValueType.TIME, true),
          new FileColumn("local", ValueType.TIMESTAMP, true),
          new FileColumn("moment", ValueType.TIMESTAMPTZ, true),
          new FileColumn("id", ValueType.UUID, true),
          new FileColumn("bytes", ValueType.BYTES, true),
          new FileColumn("json", ValueType.JSON, true),
          new FileColumn("text", ValueType.TEXT, true));

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(ParquetTableWriter.Codec.class)
  void duckDbReadsEveryType(ParquetTableWriter.Codec codec) throws Exception {
    Path file = Files.write(folder.resolve(codec + ".parquet"), everyType(codec, 2, 1));

    assertThat(duckDb("select column_type from (describe select * from '" + file + "')"))
        .containsExactly(
            "[BIGINT]",
            "[BOOLEAN]",
            "[DECIMAL(18,2)]",
            "[DOUBLE]",
            "[DATE]",
            "[TIME]",
            "[TIMESTAMP]",
            "[TIMESTAMP WITH TIME ZONE]",
            "[UUID]",
            "[BLOB]",
            "[JSON]",
            "[VARCHAR]");
    assertThat(duckDb("select columns(*)::varchar from '" + file + "'"))
        .containsExactly(
            "[9223372036854775807, true, -1234.50, 0.1, 2026-01-31, 23:59:59.000001,"
                + " 2026-01-31 12:00:00.000001, 1969-12-31 23:59:59+00,"
                + " 00112233-4455-6677-8899-aabbccddeeff, \\x00\\xFF, {\"a\":1}, Zoë]",
            "[0, null, null, null, null, null, null, null, null, null, null, null]",
            "[1, null, null, null, null, null, null, null, null, null, null, null]");
    assertThat(
            duckDb(
                "select distinct compression, num_row_groups from parquet_metadata('"
                    + file
                    + "'), parquet_file_metadata('"
                    + file
                    + "')"))
        .containsExactly("[" + codec + ", 2]");
  }

  @Test
  void ourReaderReadsWhatWasWritten() throws Exception {
    Path file =
        Files.write(folder.resolve("a"), everyType(ParquetTableWriter.Codec.SNAPPY, 1000, 1));

    try (TableReader reader =
        TableReader.open("t", LocalFile.open(file), new FileFormat.Parquet())) {
      Batch batch = new Batch(EVERY_TYPE.size(), 10);

      assertThat(reader.columns()).isEqualTo(EVERY_TYPE);
      assertThat(reader.next(batch)).isTrue();
      assertThat(batch.size()).isEqualTo(3);
      assertThat(batch.column(0)).startsWith(Long.MAX_VALUE, 0L, 1L);
      assertThat(batch.column(2)).startsWith(new BigDecimal("-1234.50"), null, null);
      assertThat(batch.column(7)).startsWith(Instant.parse("1969-12-31T23:59:59Z"), null);
      assertThat(batch.column(11)).startsWith("Zoë", null, null);
      assertThat(reader.next(batch)).isFalse();
    }
  }

  @Test
  void theSameRowsGiveTheSameBytes() {
    assertThat(everyType(ParquetTableWriter.Codec.ZSTD, 2, 500))
        .isEqualTo(everyType(ParquetTableWriter.Codec.ZSTD, 2, 500));
  }

  @Test
  void aTableWithoutRowsHasItsColumns() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new ParquetTableWriter(out, "t", EVERY_TYPE, ParquetTableWriter.Codec.SNAPPY, 10).close();
    Path file = Files.write(folder.resolve("empty.parquet"), out.toByteArray());

    assertThat(duckDb("select count(big) from '" + file + "'")).containsExactly("[0]");
  }

  @Test
  void aValueThatDoesNotFitIsNamedByRowAndColumn() {
    Batch batch = new Batch(1, 4);
    batch.reset(0, 2);
    batch.column(0)[0] = new BigDecimal("1.25");
    batch.column(0)[1] = new BigDecimal("1.255");
    List<FileColumn> columns = List.of(new FileColumn("money", ValueType.NUMERIC, true));

    try (ParquetTableWriter writer =
        new ParquetTableWriter(
            new ByteArrayOutputStream(), "t", columns, ParquetTableWriter.Codec.SNAPPY, 10)) {
      assertThatThrownBy(() -> writer.write(batch))
          .isInstanceOf(CellException.class)
          .hasMessage(
              "row 2, column \"money\": the new value does not fit the column's type"
                  + " DECIMAL(18, 2)");
    }
  }

  /** One row of values, then {@code nulls} batches of two rows of nulls. */
  private static byte[] everyType(ParquetTableWriter.Codec codec, int rowsPerGroup, int nulls) {
    Object[] values = {
      Long.MAX_VALUE,
      true,
      new BigDecimal("-1234.5"),
      0.1,
      LocalDate.of(2026, 1, 31),
      LocalTime.of(23, 59, 59, 1_000),
      LocalDateTime.of(2026, 1, 31, 12, 0, 0, 1_000),
      Instant.ofEpochSecond(-1),
      "00112233-4455-6677-8899-aabbccddeeff",
      new byte[] {0, -1},
      "{\"a\":1}",
      "Zoë"
    };
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ParquetTableWriter writer =
        new ParquetTableWriter(out, "t", EVERY_TYPE, codec, rowsPerGroup)) {
      Batch batch = new Batch(EVERY_TYPE.size(), 4);
      batch.reset(0, 1);
      for (int i = 0; i < values.length; i++) {
        batch.column(i)[0] = values[i];
      }
      writer.write(batch);
      for (int n = 0; n < nulls; n++) {
        batch.reset(1 + 2L * n, 2);
        for (int i = 0; i < values.length; i++) {
          batch.column(i)[0] = i == 0 ? 2L * n : null;
          batch.column(i)[1] = i == 0 ? 2L * n + 1 : null;
        }
        writer.write(batch);
      }
    }
    return out.toByteArray();
  }

  private static List<String> duckDb(String sql) throws Exception {
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("set timezone = 'UTC'");
      try (ResultSet result = statement.executeQuery(sql)) {
        while (result.next()) {
          List<String> row = new ArrayList<>();
          for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            row.add(result.getString(i));
          }
          rows.add(row.toString());
        }
      }
    }
    return rows;
  }
}
