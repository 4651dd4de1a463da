package io.understudy.benchmarks.files;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.xerial.snappy.Snappy;

/** parquet-java: row by row as its examples do it, in its default settings, with the input's codec. */
final class RowCopy {
  private RowCopy() {}

  public static void main(String[] arguments) throws IOException {
    Picks picks = new Picks(MaskedTable.of(arguments[0]));
    InputFile input = new LocalInputFile(Path.of(arguments[1]));
    OutputFile output = new LocalOutputFile(Path.of(arguments[2]));
    MessageType schema;
    CompressionCodecName codec;
    try (ParquetFileReader file =
        ParquetFileReader.open(input, ParquetReadOptions.builder(new PlainParquetConfiguration()).withCodecFactory(new Codecs()).build())) {
      schema = file.getFileMetaData().getSchema();
      codec = file.getRowGroups().get(0).getColumns().get(0).getCodec();
    }
    try (ParquetReader<Group> reader = new Reading(input).withCodecFactory(new Codecs()).build();
        ParquetWriter<Group> writer =
            ExampleParquetWriter.builder(output)
                .withConf(new PlainParquetConfiguration())
                .withType(schema)
                .withCodecFactory(new Codecs())
                .withCompressionCodec(codec)
                .build()) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        writer.write(masked(row, schema, picks));
      }
    }
  }

  private static Group masked(Group row, MessageType schema, Picks picks) {
    Group copy = new SimpleGroup(schema);
    for (int i = 0; i < schema.getFieldCount(); i++) {
      if (row.getFieldRepetitionCount(i) == 0) {
        continue;
      }
      PrimitiveType type = schema.getType(i).asPrimitiveType();
      switch (type.getPrimitiveTypeName()) {
        case INT64 -> copy.add(i, row.getLong(i, 0));
        case INT32 -> copy.add(i, row.getInteger(i, 0));
        case DOUBLE -> copy.add(i, row.getDouble(i, 0));
        case FLOAT -> copy.add(i, row.getFloat(i, 0));
        case BOOLEAN -> copy.add(i, row.getBoolean(i, 0));
        case BINARY, FIXED_LEN_BYTE_ARRAY -> copy.add(i, picks.instead(i, row.getBinary(i, 0)));
        case INT96 -> copy.add(i, row.getInt96(i, 0));
      }
    }
    return copy;
  }

  private static final class Reading extends ParquetReader.Builder<Group> {
    private Reading(InputFile file) {
      super(file, new PlainParquetConfiguration());
    }

    @Override
    protected ReadSupport<Group> getReadSupport() {
      return new GroupReadSupport();
    }
  }

  /** The codecs of parquet-java need Hadoop's runtime; these call the same native libraries. */
  private record Codecs() implements CompressionCodecFactory {
    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName name) {
      return new Compressor(name);
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName name) {
      return new Decompressor(name);
    }

    @Override
    public void release() {}
  }

  private record Compressor(CompressionCodecName name) implements CompressionCodecFactory.BytesInputCompressor {
    @Override
    public BytesInput compress(BytesInput bytes) throws IOException {
      byte[] plain = bytes.toByteArray();
      return BytesInput.from(name == CompressionCodecName.SNAPPY ? Snappy.compress(plain) : Zstd.compress(plain, 3));
    }

    @Override
    public CompressionCodecName getCodecName() {
      return name;
    }

    @Override
    public void release() {}
  }

  private record Decompressor(CompressionCodecName name) implements CompressionCodecFactory.BytesInputDecompressor {
    @Override
    public BytesInput decompress(BytesInput bytes, int size) throws IOException {
      return BytesInput.from(plain(bytes.toByteArray(), size));
    }

    @Override
    public void decompress(ByteBuffer in, int length, ByteBuffer out, int size) throws IOException {
      byte[] bytes = new byte[length];
      in.get(bytes);
      out.put(plain(bytes, size));
    }

    private byte[] plain(byte[] bytes, int size) throws IOException {
      return name == CompressionCodecName.SNAPPY ? Snappy.uncompress(bytes) : Zstd.decompress(bytes, size);
    }

    @Override
    public void release() {}
  }
}
