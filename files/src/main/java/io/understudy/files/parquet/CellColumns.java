package io.understudy.files.parquet;

import io.understudy.files.ParquetColumn;
import io.understudy.files.ParquetTableWriter.Codec;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** What {@link io.understudy.files.ParquetCellWriter} does. Used by one thread. */
public final class CellColumns {
  private static final int MOST_ROWS = 1 << 20;
  private static final long MOST_BYTES = 64L << 20;

  private final NewFile file;
  private CellChunk[] chunks;
  private int rowsInGroup;
  private long bytesInGroup;

  /** See {@link io.understudy.files.ParquetCellWriter}. */
  public CellColumns(OutputStream out, String table, List<ParquetColumn> columns, Codec codec) {
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("a parquet file has columns");
    }
    this.file =
        new NewFile(
            out,
            new MessageType(table, columns.stream().<Type>map(NewTypes::of).toList()),
            CompressionCodec.valueOf(codec.name()));
    this.chunks = file.newChunks();
  }

  public void setNull(int column) {
    chunks[column].addNull();
  }

  public void set(int column, boolean value) {
    bytesInGroup++;
    ((TruthChunk) chunks[column]).add(value);
  }

  public void set(int column, int value) {
    bytesInGroup += Integer.BYTES;
    ((ValueChunk) chunks[column]).add(value);
  }

  public void set(int column, long value) {
    bytesInGroup += Long.BYTES;
    ((ValueChunk) chunks[column]).add(value);
  }

  public void set(int column, float value) {
    set(column, Float.floatToRawIntBits(value));
  }

  public void set(int column, double value) {
    set(column, Double.doubleToRawLongBits(value));
  }

  public void set(int column, byte[] bytes, int offset, int length) {
    bytesInGroup += length;
    ((ValueChunk) chunks[column]).add(bytes, offset, length);
  }

  public void endRow() {
    if (++rowsInGroup == MOST_ROWS || bytesInGroup >= MOST_BYTES) {
      endGroup();
    }
  }

  private void endGroup() {
    file.addGroup(
        Arrays.stream(chunks).map(CellChunk::finish).toArray(EncodedChunk[]::new), rowsInGroup);
    rowsInGroup = 0;
    bytesInGroup = 0;
    chunks = file.newChunks();
  }

  public long rows() {
    return file.rows() + rowsInGroup;
  }

  public long bytes() {
    return file.bytes();
  }

  /** Writes what is left and the footer; the stream stays open. */
  public void finish() {
    endGroup();
    file.finish();
  }
}
