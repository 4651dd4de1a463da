package io.understudy.files.csv;

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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CsvReaderTest {
  private static final String TEXT =
      "\ufeffid,name\r\n1,ann\r\n\r\n2,\"b\"\"o\nb\"\n3,\n4,\"\"\n5,x";

  @ParameterizedTest
  @EnumSource(Compression.class)
  void fieldsAreTextAndAFieldWithoutBytesIsNull(Compression compression) {
    byte[] packed = Packed.pack(TEXT.getBytes(StandardCharsets.UTF_8), compression);
    FileFormat format = new FileFormat.Csv(',', true, compression);
    try (TableReader reader = TableReader.open("t", new BytesIn(packed), format)) {
      assertThat(reader.schema().columns())
          .containsExactly(new Column("id", ColumnType.TEXT), new Column("name", ColumnType.TEXT));
      assertThat(reader.columns())
          .containsExactly(
              new FileColumn("id", ValueType.TEXT, true),
              new FileColumn("name", ValueType.TEXT, true));
      assertThat(rows(reader, 2))
          .containsExactly(
              Arrays.asList("1", "ann"),
              Arrays.asList("2", "b\"o\nb"),
              Arrays.asList("3", null),
              Arrays.asList("4", ""),
              Arrays.asList("5", "x"));
    }
  }

  @Test
  void knownColumnsComeInTheirOrderAndAbsentOnesAreNull() {
    List<FileColumn> columns =
        List.of(
            new FileColumn("name", ValueType.TEXT, true),
            new FileColumn("absent", ValueType.BIGINT, true),
            new FileColumn("id", ValueType.BIGINT, false));
    try (TableReader reader =
        TableReader.open("t", BytesIn.of("id,name\n1,ann\n"), CsvRun.COMMA, columns)) {
      assertThat(reader.columns()).isEqualTo(columns);
      assertThat(reader.schema().columns())
          .extracting(Column::name)
          .containsExactly("name", "absent", "id");
      assertThat(rows(reader, 10)).containsExactly(Arrays.asList("ann", null, "1"));
    }
  }

  @Test
  void theFirstBatchIsFullIfThereAreEnoughRows() {
    Batch batch = new Batch(1, 3);
    try (TableReader reader = TableReader.open("t", BytesIn.of("a\n1\n2\n3\n4\n"), CsvRun.COMMA)) {
      assertThat(reader.next(batch)).isTrue();
      assertThat(batch.size()).isEqualTo(3);
      assertThat(reader.next(batch)).isTrue();
      assertThat(batch.firstRow()).isEqualTo(3);
      assertThat(reader.next(batch)).isFalse();
      assertThat(batch.size()).isZero();
      assertThat(reader.next(batch)).isFalse();
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
