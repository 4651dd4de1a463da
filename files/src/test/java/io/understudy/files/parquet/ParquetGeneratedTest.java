package io.understudy.files.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.engine.Batch;
import io.understudy.engine.Column;
import io.understudy.engine.ColumnType;
import io.understudy.engine.InnerColumn;
import io.understudy.engine.TableSchema;
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
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.parquet.schema.Type;
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

  private static final List<String> NESTED =
      List.of(
          "optional group n (LIST) { repeated group list { optional %s; } }",
          "optional group n { required group in { required %s; } optional %s; required %s; }",
          "required group n (LIST) { repeated group element { optional %s; optional group more"
              + " (LIST) { repeated group list { required %s; } } } }",
          "optional group n (MAP) { repeated group key_value { required binary key (STRING);"
              + " optional %s; } }",
          "repeated %s;",
          "repeated group n { optional group m (LIST) { repeated binary array (STRING); } required"
              + " %s; }");

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
    List<InnerColumn> inner = schema(file).inner();
    if (!inner.isEmpty() && random.nextInt(3) > 0) {
      int leaf = random.nextInt(inner.size());
      checkInside(file, inner.get(leaf).column(), leaf, random);
      return;
    }
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

  /** The leaf's levels and the values that a rule makes, one by one, are what is in the pages. */
  private static void checkInside(byte[] file, Column leaf, int number, Random random)
      throws IOException, InterruptedException {
    boolean required = !Leaf.of(file, number).isOptional();
    UnaryOperator<Object> rule = rule(leaf.type(), required, random);

    byte[] after = Rewritten.of("page", file, ColumnRules.change(leaf.name(), rule)).bytes();

    Leaf before = Leaf.of(file, number);
    assertThat(Leaf.of(after, number).cells()).isEqualTo(before.cells(rule));
    for (int other = 0; other < schema(file).inner().size(); other++) {
      if (other != number) {
        assertThat(Leaf.of(after, other).cells()).isEqualTo(Leaf.of(file, other).cells());
      }
    }
    assertThat(groups(after)).hasSameSizeAs(groups(file));
    byte[] same =
        Rewritten.of("same", after, ColumnRules.change(leaf.name(), value -> value)).bytes();
    assertThat(groups(same)).isEqualTo(groups(after));
  }

  private static List<String> groups(byte[] file) throws IOException {
    List<String> groups = new ArrayList<>();
    try (ParquetReader<Group> reader =
        new JavaWriter.Reading(new MemoryFile(file))
            .usePageChecksumVerification(true)
            .withCodecFactory(new JavaWriter.Codecs())
            .build()) {
      for (Group group = reader.read(); group != null; group = reader.read()) {
        groups.add(group.toString());
      }
    }
    return groups;
  }

  private static UnaryOperator<Object> rule(Column column, Random random) {
    return rule(column.type(), column.name().startsWith("required"), random);
  }

  private static UnaryOperator<Object> rule(ColumnType type, boolean required, Random random) {
    UnaryOperator<Object> change = Oracle.change(type);
    return switch (random.nextInt(4)) {
      case 0 ->
          value -> required || Oracle.text(value).hashCode() % 3 != 0 ? change.apply(value) : null;
      case 1 -> value -> value;
      default -> change;
    };
  }

  /** A file with one of the schemas. */
  static byte[] file(Random random) throws IOException {
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
      String nested = NESTED.get(random.nextInt(NESTED.size()));
      for (int i = 0; nested.contains("%s"); i++) {
        nested =
            nested.replaceFirst("%s", TYPES.get(random.nextInt(TYPES.size())).formatted("v" + i));
      }
      text.append(nested);
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
    return random.nextInt(4) == 0 ? Footers.withoutEncodings(file.bytes()) : file.bytes();
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
    fill(row, schema, random, different, nulls);
    return row;
  }

  private static void fill(
      Group group, GroupType type, Random random, int different, double nulls) {
    for (int i = 0; i < type.getFieldCount(); i++) {
      Type field = type.getType(i);
      int times =
          switch (field.getRepetition()) {
            case REQUIRED -> 1;
            case OPTIONAL -> random.nextDouble() >= nulls ? 1 : 0;
            case REPEATED -> random.nextInt(4);
          };
      for (int n = 0; n < times; n++) {
        if (field.isPrimitive()) {
          add(group, i, field.asPrimitiveType(), random.nextInt(different));
        } else {
          fill(group.addGroup(i), field.asGroupType(), random, different, nulls);
        }
      }
    }
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
    return schema(file).columns();
  }

  private static TableSchema schema(byte[] file) {
    try (TableReader reader =
        io.understudy.files.parquet.ParquetReader.open("t", new MemoryObject("file", file))) {
      return reader.schema();
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
