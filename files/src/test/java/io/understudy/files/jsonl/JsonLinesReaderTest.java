package io.understudy.files.jsonl;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.engine.Batch;
import io.understudy.engine.Column;
import io.understudy.engine.ColumnType;
import io.understudy.files.Compression;
import io.understudy.files.FileColumn;
import io.understudy.files.FileFormat;
import io.understudy.files.TableReader;
import io.understudy.files.ValueType;
import io.understudy.files.text.BytesIn;
import io.understudy.files.text.Packed;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JsonLinesReaderTest {
  private static final String TEXT =
      "\ufeff{\"i\":5,\"d\":1.50,\"b\":true,\"s\":\"x\\u0041\\n\",\"m\":5,\"o\":{\"k\": [1]}}\r\n"
          + " \n{\"m\":\"5\",\"i\":null}\n{\"o\":\"x\",\"d\":7,\"m\":false}";

  @ParameterizedTest
  @EnumSource(Compression.class)
  void valuesAreReadByTheTypeOfTheirColumn(Compression compression) {
    byte[] packed = Packed.pack(TEXT.getBytes(StandardCharsets.UTF_8), compression);
    FileFormat format = new FileFormat.JsonLines(compression);
    try (TableReader reader = TableReader.open("t", new BytesIn(packed), format)) {
      assertThat(reader.schema().columns())
          .containsExactly(
              new Column("i", ColumnType.INTEGER),
              new Column("d", ColumnType.DECIMAL),
              new Column("b", ColumnType.BOOLEAN),
              new Column("s", ColumnType.TEXT),
              new Column("m", ColumnType.TEXT),
              new Column("o", ColumnType.NESTED));
      assertThat(reader.columns()).allMatch(column -> column.type() == ValueType.TEXT);
      assertThat(rows(reader, 2))
          .containsExactly(
              Arrays.asList(5L, new BigDecimal("1.50"), true, "xA\n", "5", "{\"k\": [1]}"),
              Arrays.asList(null, null, null, null, "5", null),
              Arrays.asList(null, new BigDecimal("7"), null, null, "false", "\"x\""));
    }
  }

  @Test
  void knownColumnsComeInTheirOrderAndAbsentOnesAreNull() {
    List<FileColumn> columns =
        List.of(
            new FileColumn("o", ValueType.TEXT, true),
            new FileColumn("none", ValueType.DATE, true),
            new FileColumn("d", ValueType.DOUBLE, true),
            new FileColumn("m", ValueType.TEXT, true),
            new FileColumn("i", ValueType.NUMERIC, true),
            new FileColumn("b", ValueType.BOOLEAN, true),
            new FileColumn("s", ValueType.TEXT, true));
    try (TableReader reader = TableReader.open("t", BytesIn.of(TEXT), JsonRun.PLAIN, columns)) {
      assertThat(reader.columns()).isEqualTo(columns);
      assertThat(reader.schema().columns())
          .extracting(Column::type)
          .containsExactly(
              ColumnType.TEXT,
              ColumnType.TEXT,
              ColumnType.FLOAT,
              ColumnType.TEXT,
              ColumnType.DECIMAL,
              ColumnType.BOOLEAN,
              ColumnType.TEXT);
      assertThat(rows(reader, 10))
          .containsExactly(
              Arrays.asList("{\"k\": [1]}", null, 1.5, "5", new BigDecimal("5"), true, "xA\n"),
              Arrays.asList(null, null, null, "5", null, null, null),
              Arrays.asList("x", null, 7.0, "false", null, null, null));
    }
  }

  /** All rows; also checks that batches are numbered on. */
  static List<List<Object>> rows(TableReader reader, int capacity) {
    Batch batch = new Batch(reader.schema().columns().size(), capacity);
    List<List<Object>> rows = new ArrayList<>();
    while (reader.next(batch)) {
      assertThat(batch.firstRow()).isEqualTo(rows.size());
      for (int row = 0; row < batch.size(); row++) {
        List<Object> cells = new ArrayList<>();
        for (int column = 0; column < batch.columnCount(); column++) {
          cells.add(batch.column(column)[row]);
        }
        rows.add(cells);
      }
    }
    assertThat(batch.size()).isZero();
    return rows;
  }
}
