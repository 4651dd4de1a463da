package io.understudy.files;

import io.understudy.engine.Batch;
import java.io.OutputStream;
import java.util.List;

/** Writes typed rows as a new parquet file. */
public final class ParquetTableWriter implements AutoCloseable {

  /** Compression of pages. */
  public enum Codec {
    UNCOMPRESSED,
    SNAPPY,
    ZSTD
  }

  /**
   * @param out not closed by this writer
   * @param table name of the message type
   * @param columns types to write; a batch's columns are in this order, with values of the class of
   *     the matching {@link io.understudy.engine.ColumnType} (NUMERIC is written as decimal(18, 2))
   * @param rowsPerGroup rows in a row group
   */
  public ParquetTableWriter(
      OutputStream out, String table, List<FileColumn> columns, Codec codec, int rowsPerGroup) {
    throw new FileException.Terminal(table);
  }

  /** Appends the rows of a batch. */
  public void write(Batch batch) {
    throw new FileException.Terminal("write");
  }

  /** Writes the footer. */
  @Override
  public void close() {}
}
