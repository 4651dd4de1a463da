package io.understudy.files.parquet;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** A parquet file that is made anew, row group after row group. Used by one thread. */
final class NewFile {
  private static final int FORMAT_VERSION = 1;

  private final ParquetOutput out;
  private final MessageType schema;
  private final CompressionCodec codec;
  private final List<RowGroup> groups = new ArrayList<>();
  private final List<PageIndexes> indexes = new ArrayList<>();
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
  }

  /** One for the rows of a group. */
  GroupEncoder newEncoder() {
    CompressionCodec[] codecs = new CompressionCodec[schema.getFieldCount()];
    Arrays.fill(codecs, codec);
    return new GroupEncoder(schema, codecs, Place.of(schema.getName()));
  }

  /** One for each column of a group. */
  CellChunk[] newChunks() {
    return schema.getColumns().stream().map(this::newChunk).toArray(CellChunk[]::new);
  }

  private CellChunk newChunk(ColumnDescriptor column) {
    Place place = Place.of(schema.getName());
    return column.getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.BOOLEAN
        ? new TruthChunk(column, codec, place)
        : new ValueChunk(column, codec, place, GroupEncoder.pageSize(schema.getFieldCount()));
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
   * Writes a group.
   *
   * @param chunks in the order of the schema
   * @param rowsInGroup as many as they have; 0: there is no group
   */
  void addGroup(EncodedChunk[] chunks, int rowsInGroup) {
    if (rowsInGroup == 0) {
      return;
    }
    long start = out.position();
    List<ColumnChunk> columns = new ArrayList<>();
    long uncompressed = 0;
    for (EncodedChunk chunk : chunks) {
      ColumnChunk entry = chunk.writeTo(out);
      uncompressed += entry.getMeta_data().getTotal_uncompressed_size();
      columns.add(entry);
      indexes.add(new PageIndexes(entry, chunk.facts()));
    }
    RowGroup group = new RowGroup(columns, uncompressed, rowsInGroup);
    group.setFile_offset(start).setTotal_compressed_size(out.position() - start);
    groups.add(group);
    rows += rowsInGroup;
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
