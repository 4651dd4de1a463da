package io.understudy.files.parquet;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.schema.MessageType;

/** A parquet file that is made anew, row group after row group. Used by one thread. */
final class NewFile {
  private static final int FORMAT_VERSION = 1;

  private final ParquetOutput out;
  private final MessageType schema;
  private final CompressionCodec codec;
  private final List<RowGroup> groups = new ArrayList<>();
  private final List<PageIndexes> indexes = new ArrayList<>();
  private GroupEncoder encoder;
  private long rows;
  private boolean finished;

  /**
   * Begins the file.
   *
   * @param out not closed
   * @param schema flat
   */
  NewFile(OutputStream out, MessageType schema, CompressionCodec codec) {
    this.out = new ParquetOutput(out, schema.getName());
    this.schema = schema;
    this.codec = codec;
    this.encoder = nextEncoder();
  }

  private GroupEncoder nextEncoder() {
    CompressionCodec[] codecs = new CompressionCodec[schema.getFieldCount()];
    Arrays.fill(codecs, codec);
    return new GroupEncoder(schema, codecs, Place.of(schema.getName()));
  }

  /** What takes the rows of the group that is being filled. */
  GroupEncoder encoder() {
    return encoder;
  }

  /** Bytes written. */
  long bytes() {
    return out.position();
  }

  /** Rows of the groups that are full. */
  long rows() {
    return rows;
  }

  /**
   * Writes the group; another {@link #encoder} takes the rows that follow.
   *
   * @param rowsInGroup as many as the encoder took; 0: there is no group
   */
  void endGroup(int rowsInGroup) {
    if (rowsInGroup == 0) {
      return;
    }
    long start = out.position();
    List<ColumnChunk> columns = new ArrayList<>();
    long uncompressed = 0;
    for (EncodedChunk chunk : encoder.finish()) {
      ColumnChunk entry = chunk.writeTo(out);
      uncompressed += entry.getMeta_data().getTotal_uncompressed_size();
      columns.add(entry);
      indexes.add(new PageIndexes(entry, chunk.facts()));
    }
    RowGroup group = new RowGroup(columns, uncompressed, rowsInGroup);
    group.setFile_offset(start).setTotal_compressed_size(out.position() - start);
    groups.add(group);
    rows += rowsInGroup;
    encoder = nextEncoder();
  }

  /** Writes indexes and footer; the stream stays open. */
  void finish() {
    if (finished) {
      return;
    }
    finished = true;
    PageIndexes.write(indexes, out);
    FileMetaData footer =
        new ParquetMetadataConverter()
            .toParquetMetadata(
                FORMAT_VERSION,
                new ParquetMetadata(
                    new org.apache.parquet.hadoop.metadata.FileMetaData(
                        schema, Map.of(), WriterVersion.OURS),
                    List.of()));
    out.finish(footer.setNum_rows(rows).setRow_groups(groups));
  }
}
