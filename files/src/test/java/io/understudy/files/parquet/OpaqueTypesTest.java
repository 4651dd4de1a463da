package io.understudy.files.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.files.FileException;
import java.io.IOException;
import java.util.function.Consumer;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns whose bytes have a form of their own are kept as they are, or not at all. */
class OpaqueTypesTest {
  private static final Type VARIANT =
      Types.optionalGroup()
          .as(LogicalTypeAnnotation.variantType((byte) 1))
          .required(PrimitiveTypeName.BINARY)
          .named("metadata")
          .optional(PrimitiveTypeName.BINARY)
          .named("value")
          .optional(PrimitiveTypeName.BINARY)
          .as(LogicalTypeAnnotation.stringType())
          .named("typed_value")
          .named("event");

  private static final Type PLACE =
      Types.optional(PrimitiveTypeName.BINARY)
          .as(LogicalTypeAnnotation.geometryType("OGC:CRS84"))
          .named("place");

  @Test
  void theyPassAsTheyAre() throws Exception {
    byte[] file = file();

    byte[] written = Rewritten.of("x.parquet", file, ColumnRules.look((c, v) -> {})).bytes();

    assertThat(JavaWriter.read(new MemoryFile(written)))
        .hasSize(3)
        .isEqualTo(JavaWriter.read(new MemoryFile(file)));
    ParquetFile after = ParquetFile.open(new Source(new MemoryObject("after", written)));
    assertThat(after.schema().getFields()).containsExactly(VARIANT, PLACE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"event.metadata", "event.value", "event.typed_value"})
  void aRuleInsideOfAVariantIsRefused(String leaf) throws Exception {
    byte[] file = file();

    assertThatThrownBy(() -> Rewritten.of("x.parquet", file, ColumnRules.change(leaf, v -> v)))
        .isInstanceOf(FileException.Terminal.class)
        .hasMessage(
            "x.parquet: column \"%s\": no rule can change a VARIANT;"
                + " drop column \"event\", or take the rule out",
            leaf);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRuleOnAGeometryIsRefused(boolean byRow) throws Exception {
    byte[] file = file();

    assertThatThrownBy(
            () ->
                Rewritten.of(
                    "x.parquet",
                    file,
                    byRow
                        ? ColumnRules.changeByRow("place", v -> v)
                        : ColumnRules.change("place", v -> v)))
        .isInstanceOf(FileException.Terminal.class)
        .hasMessage(
            "x.parquet: column \"place\": no rule can change a GEOMETRY;"
                + " drop column \"place\", or take the rule out");
  }

  private static byte[] file() throws IOException {
    MessageType schema = new MessageType("m", VARIANT, PLACE);
    MemoryFile file = new MemoryFile();
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(file)
            .withConf(new PlainParquetConfiguration())
            .withType(schema)
            .withCodecFactory(new JavaWriter.Codecs())
            .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
            .build()) {
      write(writer, schema, row -> {});
      write(
          writer,
          schema,
          row -> {
            Group event = row.addGroup("event");
            event.add("metadata", bytes(1, 0, 0));
            event.add("value", bytes(12, 7));
          });
      write(
          writer,
          schema,
          row -> {
            Group event = row.addGroup("event");
            event.add("metadata", bytes(1, 0, 0));
            event.add("typed_value", "a word");
            row.add("place", point());
          });
    }
    return file.bytes();
  }

  private static void write(ParquetWriter<Group> writer, MessageType schema, Consumer<Group> fill)
      throws IOException {
    Group row = new SimpleGroupFactory(schema).newGroup();
    fill.accept(row);
    writer.write(row);
  }

  private static Binary bytes(int... bytes) {
    byte[] array = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      array[i] = (byte) bytes[i];
    }
    return Binary.fromConstantByteArray(array);
  }

  /** The well-known binary form of POINT (0 0). */
  private static Binary point() {
    byte[] point = new byte[21];
    point[0] = 1;
    point[1] = 1;
    return Binary.fromConstantByteArray(point);
  }
}
