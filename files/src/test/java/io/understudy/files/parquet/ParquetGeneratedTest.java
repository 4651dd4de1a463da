package io.understudy.files.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.engine.Batch;
import io.understudy.engine.Column;
import io.understudy.engine.ColumnType;
import io.understudy.files.TableReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.NanoTime;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.filter2.predicate.FilterPredicate;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;

/**
 * Random schemas, encodings, page sizes, null patterns and nesting: what the pages say after a
 * change is what a change row by row gives, and what parquet-java finds by its filters. {@code
 * -Dunderstudy.cases=N} for more.
 */
class ParquetGeneratedTest {
  private static final int CASES = Integer.getInteger("understudy.cases", 2_000);
  private static final List<String> TYPES =
      List.of(
          "int64 %s",
          "int32 %s",
          "int32 %s (DATE)",
          "int64 %s (TIMESTAMP(MICROS,true))",
          "float %s",
          "double %s",
          "boolean %s",
          "binary %s (STRING)",
          "binary %s (STRING)",
          "binary %s (STRING)",
          "binary %s",
          "binary %s (DECIMAL(12,2))",
          "fixed_len_byte_array(4) %s",
          "fixed_len_byte_array(9) %s (DECIMAL(20,4))",
          "int96 %s");

  @Test
  void pagesSayWhatRowsSay() throws Exception {
    for (int seed = 0; seed < CASES; seed++) {
      try {
        check(new Random(seed));
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  private static void check(Random random) throws IOException, InterruptedException {
    byte[] file = file(random);
    List<Column> columns =
        columns(file).stream().filter(c -> c.type() != ColumnType.NESTED).toList();
    Column column = columns.get(random.nextInt(columns.size()));
    UnaryOperator<Object> rule = rule(column, random);

    byte[] byPage = Rewritten.of("page", file, ColumnRules.change(column.name(), rule)).bytes();
    byte[] byRow = Rewritten.of("row", file, ColumnRules.changeByRow(column.name(), rule)).bytes();

    List<List<String>> rows = rows(byPage);
    assertThat(rows).isEqualTo(rows(byRow));
    assertThat(
            Rewritten.of("again", byPage, ColumnRules.lookByValue((c, v) -> {})).result().rowsOut())
        .isEqualTo(rows.size());
    int at = columns(file).indexOf(column);
    List<String> values = rows.stream().map(row -> row.get(at)).toList();
    if (column.type() == ColumnType.TEXT && !values.isEmpty()) {
      String wanted = values.get(random.nextInt(values.size()));
      assertThat(found(byPage, column.name(), wanted))
          .isEqualTo(values.stream().filter(value -> Objects.equals(value, wanted)).count());
    }
  }

  private static UnaryOperator<Object> rule(Column column, Random random) {
    UnaryOperator<Object> change = Oracle.change(column.type());
    boolean required = column.name().startsWith("required");
    return switch (random.nextInt(4)) {
      case 0 ->
          value -> required || Oracle.text(value).hashCode() % 3 != 0 ? change.apply(value) : null;
      case 1 -> value -> value;
      default -> change;
    };
  }

  private static byte[] file(Random random) throws IOException {
    StringBuilder text = new StringBuilder("message m {");
    int width = 1 + random.nextInt(3);
    for (int i = 0; i < width; i++) {
      String repetition = random.nextInt(3) == 0 ? "required" : "optional";
      text.append(repetition)
          .append(' ')
          .append(TYPES.get(random.nextInt(TYPES.size())).formatted(repetition + i))
          .append("; ");
    }
    if (random.nextInt(3) == 0) {
      text.append(
          "optional group tags (LIST) { repeated group list { optional binary element (STRING); } }");
    }
    MessageType schema = MessageTypeParser.parseMessageType(text.append('}').toString());
    MemoryFile file = new MemoryFile();
    int rows = random.nextInt(4) == 0 ? random.nextInt(3) : random.nextInt(90);
    int different = List.of(1, 3, 40).get(random.nextInt(3));
    double nulls = List.of(0d, 0.3, 1d).get(random.nextInt(3));
    try (ParquetWriter<Group> writer = writer(file, schema, random)) {
      for (int i = 0; i < rows; i++) {
        writer.write(row(schema, random, different, nulls));
      }
    }
    return file.bytes();
  }

  private static ParquetWriter<Group> writer(MemoryFile file, MessageType schema, Random random)
      throws IOException {
    return ExampleParquetWriter.builder(file)
        .withConf(new PlainParquetConfiguration())
        .withType(schema)
        .withCodecFactory(new JavaWriter.Codecs())
        .withCompressionCodec(
            List.of(
                    CompressionCodecName.UNCOMPRESSED,
                    CompressionCodecName.SNAPPY,
                    CompressionCodecName.ZSTD,
                    CompressionCodecName.LZ4_RAW)
                .get(random.nextInt(4)))
        .withWriterVersion(WriterVersion.values()[random.nextInt(2)])
        .withDictionaryEncoding(random.nextInt(4) > 0)
        .withDictionaryPageSize(List.of(64, 4096).get(random.nextInt(2)))
        .withByteStreamSplitEncoding(random.nextInt(4) == 0)
        .withPageSize(List.of(64, 256, 4096).get(random.nextInt(3)))
        .withPageRowCountLimit(List.of(1, 7, 1000).get(random.nextInt(3)))
        .withMinRowCountForPageSizeCheck(1)
        .withRowGroupRowCountLimit(List.of(20, 1000).get(random.nextInt(2)))
        .withPageWriteChecksumEnabled(random.nextBoolean())
        .withStatisticsEnabled(random.nextInt(4) > 0)
        .build();
  }

  private static Group row(MessageType schema, Random random, int different, double nulls) {
    Group row = new SimpleGroupFactory(schema).newGroup();
    for (int i = 0; i < schema.getFieldCount(); i++) {
      String name = schema.getFieldName(i);
      if (name.equals("tags")) {
        Group tags = row.addGroup(name);
        for (int n = random.nextInt(3); n > 0; n--) {
          tags.addGroup("list").add("element", "tag" + n);
        }
      } else if (name.startsWith("required") || random.nextDouble() >= nulls) {
        add(row, i, schema.getType(i).asPrimitiveType(), random.nextInt(different));
      }
    }
    return row;
  }

  private static void add(
      Group row, int field, org.apache.parquet.schema.PrimitiveType type, int value) {
    switch (type.getPrimitiveTypeName()) {
      case INT32 -> row.add(field, value * 7 - 20);
      case INT64 -> row.add(field, value * 7_000_000_000L - 20);
      case FLOAT -> row.add(field, value / 3f - 4);
      case DOUBLE -> row.add(field, value / 3d - 4);
      case BOOLEAN -> row.add(field, value % 2 == 0);
      case INT96 -> row.add(field, new NanoTime(2_440_000 + value, value));
      case FIXED_LEN_BYTE_ARRAY ->
          row.add(
              field,
              Binary.fromConstantByteArray(
                  ByteBuffer.allocate(type.getTypeLength())
                      .putInt(type.getTypeLength() - Integer.BYTES, value)
                      .array()));
      case BINARY ->
          row.add(
              field,
              type.getLogicalTypeAnnotation() == null
                      || type.getLogicalTypeAnnotation().toString().startsWith("DEC")
                  ? Binary.fromConstantByteArray(new byte[] {(byte) (value - 20), 3})
                  : Binary.fromString("é".repeat(value % 3) + "value " + value));
    }
  }

  private static List<Column> columns(byte[] file) {
    try (TableReader reader =
        io.understudy.files.parquet.ParquetReader.open("t", new MemoryObject("file", file))) {
      return reader.schema().columns();
    }
  }

  private static List<List<String>> rows(byte[] file) {
    List<List<String>> rows = new ArrayList<>();
    try (TableReader reader =
        io.understudy.files.parquet.ParquetReader.open("t", new MemoryObject("file", file))) {
      int width = reader.schema().columns().size();
      Batch batch = new Batch(width, 100);
      while (reader.next(batch)) {
        for (int row = 0; row < batch.size(); row++) {
          List<String> cells = new ArrayList<>();
          for (int i = 0; i < width; i++) {
            cells.add(Oracle.text(batch.column(i)[row]));
          }
          rows.add(cells);
        }
      }
    }
    return rows;
  }

  /** How many rows parquet-java finds by statistics, dictionaries and page indexes. */
  private static long found(byte[] file, String column, String value) throws IOException {
    FilterPredicate wanted =
        FilterApi.eq(
            FilterApi.binaryColumn(column), value == null ? null : Binary.fromString(value));
    long found = 0;
    try (ParquetReader<Group> reader =
        new JavaWriter.Reading(new MemoryFile(file))
            .withFilter(FilterCompat.get(wanted))
            .usePageChecksumVerification(true)
            .withCodecFactory(new JavaWriter.Codecs())
            .build()) {
      while (reader.read() != null) {
        found++;
      }
    }
    return found;
  }
}
