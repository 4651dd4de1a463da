package io.understudy.files;

import io.understudy.files.ParquetTableWriter.Codec;
import io.understudy.files.parquet.CellColumns;
import java.io.OutputStream;
import java.util.List;

/**
 * Writes a new parquet file value by value, without an object for any: in each row, one call for
 * every column, then {@link #endRow}. A row group ends when it has 64 MiB of values or 1,048,576
 * rows, so memory does not grow with the file. Used by one thread.
 */
public final class ParquetCellWriter {
  private final CellColumns columns;

  /**
   * @param out not closed by this writer
   * @param table name of the message type
   * @param columns at least one
   */
  public ParquetCellWriter(
      OutputStream out, String table, List<ParquetColumn> columns, Codec codec) {
    this.columns = new CellColumns(out, table, columns, codec);
  }

  /** The row has no value in this column, which must be nullable. */
  public void setNull(int column) {
    columns.setNull(column);
  }

  /** A BOOLEAN. */
  public void set(int column, boolean value) {
    columns.set(column, value);
  }

  /** What has 32 bit. */
  public void set(int column, int value) {
    columns.set(column, value);
  }

  /** What has 64 bit. */
  public void set(int column, long value) {
    columns.set(column, value);
  }

  /** A FLOAT. */
  public void set(int column, float value) {
    columns.set(column, value);
  }

  /** A DOUBLE. */
  public void set(int column, double value) {
    columns.set(column, value);
  }

  /** What is bytes; they are copied. */
  public void set(int column, byte[] bytes, int offset, int length) {
    columns.set(column, bytes, offset, length);
  }

  /** All columns of the row are set. */
  public void endRow() {
    columns.endRow();
  }

  /** Rows so far. */
  public long rows() {
    return columns.rows();
  }

  /** Bytes written so far; row groups are written when they end. */
  public long bytes() {
    return columns.bytes();
  }

  /** Writes what is left and the footer. */
  public void finish() {
    columns.finish();
  }
}
