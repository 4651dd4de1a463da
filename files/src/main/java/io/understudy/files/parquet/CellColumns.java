package io.understudy.files.parquet;

import io.understudy.files.ParquetColumn;
import io.understudy.files.ParquetTableWriter.Codec;
import java.io.OutputStream;
import java.util.List;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** What {@link io.understudy.files.ParquetCellWriter} does. Used by one thread. */
public final class CellColumns {
  private static final int MOST_ROWS = 1 << 20;
  private static final long MOST_BYTES = 64L << 20;

  private final NewFile file;
  private final ColumnWriter[] writers;
  private final int[] definitions;
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
    this.writers = new ColumnWriter[columns.size()];
    this.definitions = columns.stream().mapToInt(column -> column.nullable() ? 1 : 0).toArray();
    begin();
  }

  private void begin() {
    for (int i = 0; i < writers.length; i++) {
      writers[i] = file.encoder().writer(i);
    }
  }

  public void setNull(int column) {
    if (definitions[column] == 0) {
      throw new IllegalArgumentException("column " + column + " has no nulls");
    }
    writers[column].writeNull(0, 0);
  }

  public void set(int column, boolean value) {
    bytesInGroup++;
    writers[column].write(value, 0, definitions[column]);
  }

  public void set(int column, int value) {
    bytesInGroup += Integer.BYTES;
    writers[column].write(value, 0, definitions[column]);
  }

  public void set(int column, long value) {
    bytesInGroup += Long.BYTES;
    writers[column].write(value, 0, definitions[column]);
  }

  public void set(int column, float value) {
    bytesInGroup += Float.BYTES;
    writers[column].write(value, 0, definitions[column]);
  }

  public void set(int column, double value) {
    bytesInGroup += Double.BYTES;
    writers[column].write(value, 0, definitions[column]);
  }

  public void set(int column, byte[] bytes, int offset, int length) {
    bytesInGroup += length;
    writers[column].write(
        Binary.fromReusedByteArray(bytes, offset, length), 0, definitions[column]);
  }

  public void endRow() {
    file.encoder().endRow();
    if (++rowsInGroup == MOST_ROWS || bytesInGroup >= MOST_BYTES) {
      endGroup();
    }
  }

  private void endGroup() {
    file.endGroup(rowsInGroup);
    rowsInGroup = 0;
    bytesInGroup = 0;
    begin();
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
