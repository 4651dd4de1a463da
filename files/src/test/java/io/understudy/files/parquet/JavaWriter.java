package io.understudy.files.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.NanoTime;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterPredicate;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/**
 * Files that parquet-java writes and reads: data pages V2, small pages, bloom filters, page CRCs.
 */
final class JavaWriter {
  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message m {
            required int64 id;
            optional binary email (STRING);
            required binary colour (STRING);
            optional binary mixed (STRING);
            optional int32 small (INTEGER(16,true));
            optional boolean truth;
            required float real;
            optional double twofold;
            optional fixed_len_byte_array(5) code;
            optional fixed_len_byte_array(16) uuid (UUID);
            optional fixed_len_byte_array(9) money (DECIMAL(20,4));
            optional binary amount (DECIMAL(12,2));
            optional int96 moment;
            required int32 clock (TIME(MILLIS,true));
            optional binary kind (ENUM);
            optional group tags (LIST) { repeated group list { optional binary element (STRING); } }
          }
          """);

  private JavaWriter() {}

  static void write(Path file, CompressionCodec codec, WriterVersion version, int rows)
      throws IOException {
    write(file, codec, version, rows, "user");
  }

  /** E-mails begin with {@code word}; the key-value metadata holds it too. */
  static void write(Path file, CompressionCodec codec, WriterVersion version, int rows, String word)
      throws IOException {
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(file))
            .withConf(new PlainParquetConfiguration())
            .withType(SCHEMA)
            .withCodecFactory(new Codecs())
            .withCompressionCodec(CompressionCodecName.valueOf(codec.name()))
            .withWriterVersion(version)
            .withPageSize(4 << 10)
            .withDictionaryPageSize(8 << 10)
            .withRowGroupSize(100_000L)
            .withPageWriteChecksumEnabled(true)
            .withBloomFilterEnabled("email", true)
            .withExtraMetaData(Map.of("pandas", "{\"index\": \"" + word + "\"}"))
            .build()) {
      for (int i = 0; i < rows; i++) {
        writer.write(row(i, word));
      }
    }
  }

  /**
   * An uncompressed file of seven rows AAAAAA and one MARKER, in a flat column or as a struct's
   * field, whose data page then is changed so that all rows refer to AAAAAA.
   */
  static byte[] unusedEntry(Path file, boolean nested) throws IOException {
    String leaf = "required binary kind (STRING);";
    MessageType schema =
        MessageTypeParser.parseMessageType(
            "message m {" + (nested ? "required group kinds {" + leaf + "}" : leaf) + "}");
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(file))
            .withConf(new PlainParquetConfiguration())
            .withType(schema)
            .withCodecFactory(new Codecs())
            .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
            .withWriterVersion(WriterVersion.PARQUET_1_0)
            .withPageWriteChecksumEnabled(false)
            .withStatisticsEnabled(false)
            .withExtraMetaData(Map.of("pandas", "categories"))
            .build()) {
      for (int i = 0; i < 8; i++) {
        Group row = new SimpleGroupFactory(schema).newGroup();
        (nested ? row.addGroup("kinds") : row).add("kind", i == 7 ? "MARKER" : "AAAAAA");
        writer.write(row);
      }
    }
    // one bit per value, one group of eight that are packed: the eighth is 1
    String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    String page = "\u0001\u0003\u0080";
    if (text.indexOf(page) < 0 || text.indexOf(page) != text.lastIndexOf(page)) {
      throw new IllegalStateException("the page is written in another way");
    }
    return text.replace(page, "\u0001\u0003\u0000").getBytes(StandardCharsets.ISO_8859_1);
  }

  private static Group row(int i, String word) {
    Group row = new SimpleGroupFactory(SCHEMA).newGroup();
    row.add("id", (long) i);
    row.add("colour", i % 3 == 0 ? "red" : "blue");
    row.add("real", i / 7f);
    row.add("clock", i * 1000);
    if (i % 10 != 3) {
      row.add("email", word + i * 31 % 65_537 + "@example.com");
      row.add("mixed", i < 1000 ? "x" + i % 2 : "a longer text that fills the dictionary " + i);
      row.add("small", i % 30_000);
      row.add("truth", i % 2 == 0);
      row.add("twofold", i / 3d);
      row.add("code", Binary.fromString(String.format("%05d", i)));
      // few values, since DuckDB does not read these as DELTA_BYTE_ARRAY
      row.add("uuid", bytes(16, i % 50));
      row.add("money", bytes(9, i % 50));
      row.add("amount", Binary.fromConstantByteArray(new byte[] {(byte) (i % 50), (byte) 7}));
      row.add("moment", new NanoTime(2_440_588 + i, i * 1_000_000L));
      row.add("kind", i % 2 == 0 ? "A" : "B");
      Group tags = row.addGroup("tags");
      for (int n = 0; n < i % 3; n++) {
        tags.addGroup("list").add("element", "tag" + n);
      }
    }
    return row;
  }

  private static Binary bytes(int length, int value) {
    return Binary.fromConstantByteArray(
        ByteBuffer.allocate(length).putInt(length - 4, value).array());
  }

  /** All rows, checksums verified. */
  static List<String> read(Path file) throws IOException {
    return read(new LocalInputFile(file));
  }

  /** The same. */
  static List<String> read(InputFile file) throws IOException {
    return read(file, FilterCompat.NOOP);
  }

  /** The rows that match, found by statistics, dictionaries, bloom filters and page indexes. */
  static List<String> read(Path file, FilterPredicate predicate) throws IOException {
    return read(new LocalInputFile(file), FilterCompat.get(predicate));
  }

  private static List<String> read(InputFile file, FilterCompat.Filter filter) throws IOException {
    List<String> rows = new ArrayList<>();
    try (ParquetReader<Group> reader =
        new Reading(file)
            .withFilter(filter)
            .usePageChecksumVerification(true)
            .useBloomFilter(true)
            .withCodecFactory(new Codecs())
            .build()) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        rows.add(row.toString());
      }
    }
    return rows;
  }

  static final class Reading extends ParquetReader.Builder<Group> {
    Reading(InputFile file) {
      super(file, new PlainParquetConfiguration());
    }

    @Override
    protected ReadSupport<Group> getReadSupport() {
      return new GroupReadSupport();
    }
  }

  /** Our codecs, since parquet-java's are Hadoop's. */
  record Codecs() implements CompressionCodecFactory {
    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName name) {
      return new Compressor(name);
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName name) {
      return new Decompressor(name);
    }

    @Override
    public void release() {
      // holds nothing
    }
  }

  private record Compressor(CompressionCodecName name)
      implements CompressionCodecFactory.BytesInputCompressor {
    @Override
    public BytesInput compress(BytesInput bytes) throws IOException {
      return BytesInput.from(PageCodec.valueOf(name.name()).compress(bytes.toByteArray()));
    }

    @Override
    public CompressionCodecName getCodecName() {
      return name;
    }

    @Override
    public void release() {
      // holds nothing
    }
  }

  private record Decompressor(CompressionCodecName name)
      implements CompressionCodecFactory.BytesInputDecompressor {
    @Override
    public BytesInput decompress(BytesInput bytes, int size) throws IOException {
      byte[] in = bytes.toByteArray();
      return BytesInput.from(PageCodec.valueOf(name.name()).decompress(in, 0, in.length, size));
    }

    @Override
    public void decompress(ByteBuffer in, int length, ByteBuffer out, int size) throws IOException {
      byte[] bytes = new byte[length];
      in.get(bytes);
      out.put(PageCodec.valueOf(name.name()).decompress(bytes, 0, length, size));
    }

    @Override
    public void release() {
      // holds nothing
    }
  }
}
