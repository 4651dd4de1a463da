package io.understudy.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.engine.Batch;
import io.understudy.files.ParquetColumn.Kind;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random columns, from one value to as many as rows, over several pages. */
class ParquetCellWriterTest {
  private static final int ROWS = 25_000;
  private static final List<Kind> KINDS =
      List.of(
          Kind.BOOLEAN,
          Kind.INTEGER,
          Kind.LONG,
          Kind.FLOAT,
          Kind.DOUBLE,
          Kind.DECIMAL,
          Kind.UUID,
          Kind.BYTES,
          Kind.TEXT);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whatIsWrittenIsReadAndFound(long seed) throws Exception {
    Random random = new Random(seed);
    List<ParquetColumn> columns = new ArrayList<>();
    for (int i = 0; i < KINDS.size(); i++) {
      boolean nullable = random.nextInt(3) > 0;
      columns.add(
          KINDS.get(i) == Kind.DECIMAL
              ? new ParquetColumn("c" + i, Kind.DECIMAL, 30, 3, nullable)
              : ParquetColumn.of("c" + i, KINDS.get(i), nullable));
    }
    Path file = folder.resolve("t.parquet");
    List<Object[]> rows = write(file, columns, random);

    try (TableReader reader =
        TableReader.open("t", LocalFile.open(file), new FileFormat.Parquet())) {
      Batch batch = new Batch(columns.size(), 1000);
      int at = 0;
      while (reader.next(batch)) {
        for (int row = 0; row < batch.size(); row++, at++) {
          for (int i = 0; i < columns.size(); i++) {
            Object read = batch.column(i)[row];
            if (!Objects.deepEquals(read, rows.get(at)[i])) {
              assertThat(read).as("row %d, column %d", at, i).isEqualTo(rows.get(at)[i]);
            }
          }
        }
      }
      assertThat(at).isEqualTo(ROWS);
    }
    verifyFound(file, columns);
  }

  /** Each value, least and largest included, is found in pages whose bounds have it. */
  private static void verifyFound(Path file, List<ParquetColumn> columns) throws Exception {
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckDb.createStatement()) {
      statement.execute("set threads = 1");
      statement.execute("create table t as from '" + file + "'");
      for (ParquetColumn column : columns) {
        String wanted =
            ("(select min(%1$s) from t union select max(%1$s) from t union"
                    + " (select %1$s from t where %1$s is not null limit 3 offset 24000))")
                .formatted(column.name());
        for (String value : values(statement, wanted)) {
          String counted = "select count(*) from %s where %s = " + value.replace("%", "%%");
          assertThat(values(statement, counted.formatted("'" + file + "'", column.name())))
              .isEqualTo(values(statement, counted.formatted("t", column.name())));
        }
        String nulls = "select count(*) from %s where " + column.name() + " is null";
        assertThat(values(statement, nulls.formatted("'" + file + "'")))
            .isEqualTo(values(statement, nulls.formatted("t")));
      }
    }
  }

  private static List<String> values(Statement statement, String sql) throws Exception {
    List<String> values = new ArrayList<>();
    String quoted =
        sql.startsWith("(")
            ? "select '''' || x::varchar || '''' from " + sql + " as t (x) where x is not null"
            : sql;
    try (ResultSet result = statement.executeQuery(quoted)) {
      while (result.next()) {
        values.add(result.getString(1));
      }
    }
    return values;
  }

  private static List<Object[]> write(Path file, List<ParquetColumn> columns, Random random)
      throws Exception {
    int[] different = columns.stream().mapToInt(c -> different(random)).toArray();
    double[] nulls =
        columns.stream()
            .mapToDouble(
                c -> c.nullable() ? List.of(0.0, 0.01, 0.5, 1.0).get(random.nextInt(4)) : 0)
            .toArray();
    List<Object[]> rows = new ArrayList<>();
    try (OutputStream out = Files.newOutputStream(file)) {
      ParquetCellWriter writer =
          new ParquetCellWriter(out, "t", columns, ParquetTableWriter.Codec.SNAPPY);
      for (int row = 0; row < ROWS; row++) {
        Object[] values = new Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
          if (random.nextDouble() < nulls[i]) {
            writer.setNull(i);
          } else {
            values[i] = set(writer, i, columns.get(i).kind(), random.nextInt(different[i]));
          }
        }
        writer.endRow();
        rows.add(values);
      }
      writer.finish();
      assertThat(writer.rows()).isEqualTo(ROWS);
    }
    return rows;
  }

  private static int different(Random random) {
    return List.of(1, 2, 300, 9_000, 1_000_000).get(random.nextInt(5));
  }

  private static Object set(ParquetCellWriter writer, int column, Kind kind, int value) {
    int number = value * 7919 - 20_000;
    byte[] bytes;
    Object expected;
    switch (kind) {
      case BOOLEAN -> {
        writer.set(column, value % 2 == 0);
        return value % 2 == 0;
      }
      case INTEGER -> {
        writer.set(column, number);
        return (long) number;
      }
      case LONG -> {
        writer.set(column, number * 5_000_000_000L);
        return number * 5_000_000_000L;
      }
      case FLOAT -> {
        writer.set(column, number / 4f);
        return (double) (number / 4f);
      }
      case DOUBLE -> {
        writer.set(column, number / 3d);
        return number / 3d;
      }
      case DECIMAL -> {
        BigInteger unscaled = BigInteger.valueOf(number).pow(3);
        bytes = unscaled.toByteArray();
        expected = new BigDecimal(unscaled, 3);
      }
      case UUID -> {
        bytes = ByteBuffer.allocate(16).putInt(number).array();
        expected = "%08x-0000-0000-0000-000000000000".formatted(number);
      }
      case BYTES -> {
        bytes = ByteBuffer.allocate(5 + value % 3).putInt(number).array();
        expected = bytes;
      }
      default -> {
        String text = "é".repeat(value % 4) + number;
        bytes = text.getBytes(StandardCharsets.UTF_8);
        expected = text;
      }
    }
    byte[] around = new byte[bytes.length + 2];
    System.arraycopy(bytes, 0, around, 1, bytes.length);
    writer.set(column, around, 1, bytes.length);
    return expected;
  }

  @Test
  void longValuesEndPagesAndGroupsInTime() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ParquetCellWriter writer =
        new ParquetCellWriter(
            out,
            "t",
            List.of(ParquetColumn.of("text", Kind.TEXT, false)),
            ParquetTableWriter.Codec.SNAPPY);
    byte[] large = new byte[1 << 20];
    for (int row = 0; row < 70; row++) {
      large[0] = (byte) row;
      writer.set(0, large, 0, large.length);
      writer.endRow();
    }
    assertThat(writer.bytes()).isGreaterThan(0);
    writer.finish();
    assertThat(writer.rows()).isEqualTo(70);
  }

  @Test
  void aColumnWithoutNullsTakesNone() {
    ParquetCellWriter writer =
        new ParquetCellWriter(
            new ByteArrayOutputStream(),
            "t",
            List.of(ParquetColumn.of("a", Kind.LONG, false)),
            ParquetTableWriter.Codec.SNAPPY);
    assertThatThrownBy(() -> writer.setNull(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
