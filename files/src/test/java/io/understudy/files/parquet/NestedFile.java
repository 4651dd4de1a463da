package io.understudy.files.parquet;

import java.io.IOException;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** A file with a struct, a list of texts, a list of structs and a map. */
final class NestedFile {
  static final int ROWS = 300;

  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message m {
            required int64 id;
            optional group address { optional binary street (STRING); required int32 number; }
            optional group tags (LIST) { repeated group list { optional binary element (STRING); } }
            optional group items (LIST) { repeated group list { optional group element {
              optional binary email (STRING); optional boolean paid; } } }
            optional group attributes (MAP) { repeated group key_value {
              required binary key (STRING); optional binary value (STRING); } }
            optional binary payload (JSON);
          }
          """);

  /** How values are encoded. */
  enum Pages {
    DICTIONARY,
    PLAIN,
    /** Some of the values; then the dictionary is too large. */
    BOTH,
    STREAM_SPLIT
  }

  private NestedFile() {}

  /** E-mails in items begin with {@code word}; uncompressed. */
  static byte[] of(WriterVersion version, Pages pages, String word) throws IOException {
    MemoryFile file = new MemoryFile();
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(file)
            .withConf(new PlainParquetConfiguration())
            .withType(SCHEMA)
            .withCodecFactory(new JavaWriter.Codecs())
            .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
            .withWriterVersion(version)
            .withDictionaryEncoding(pages != Pages.PLAIN)
            .withDictionaryPageSize(pages == Pages.BOTH ? 200 : 1 << 20)
            .withByteStreamSplitEncoding(pages == Pages.STREAM_SPLIT)
            .withPageSize(512)
            .withPageRowCountLimit(40)
            .withRowGroupRowCountLimit(170)
            .withBloomFilterEnabled("items.list.element.email", true)
            .withPageWriteChecksumEnabled(true)
            .build()) {
      for (int i = 0; i < ROWS; i++) {
        writer.write(row(i, word));
      }
    }
    return file.bytes();
  }

  private static Group row(int i, String word) {
    Group row = new SimpleGroupFactory(SCHEMA).newGroup();
    row.add("id", (long) i);
    if (i % 5 > 0) {
      Group address = row.addGroup("address");
      address.add("number", i);
      if (i % 7 > 0) {
        address.add("street", i % 9 + " Main Street");
      }
    }
    if (i % 3 > 0) {
      Group tags = row.addGroup("tags");
      for (int n = i % 4; n > 0; n--) {
        Group tag = tags.addGroup("list");
        if (n != 2) {
          tag.add("element", "tag" + n);
        }
      }
      Group attributes = row.addGroup("attributes").addGroup("key_value");
      attributes.add("key", "key" + i % 2);
      attributes.add("value", "value" + i % 6);
    }
    Group items = row.addGroup("items");
    for (int n = i % 3; n > 0; n--) {
      Group item = items.addGroup("list").addGroup("element");
      item.add("paid", n == 1);
      if (i % 11 > 0) {
        item.add("email", word + (i + n) % 60 + "@example.com");
      }
    }
    row.add(
        "payload",
        "{ \"customer\": {\"email\":\"user" + i + "@example.com\", \"n\" : 1.50},\"x\":[] }");
    return row;
  }
}
