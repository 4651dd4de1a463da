package io.understudy.files;

import io.understudy.engine.Batch;
import io.understudy.files.parquet.ParquetWriter;
import java.io.OutputStream;
import java.util.List;

/** Writes typed rows as a new parquet file; the same rows give the same bytes. */
public final class ParquetTableWriter implements AutoCloseable {
  private final ParquetWriter writer;

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
    this.writer = new ParquetWriter(out, table, columns, codec, rowsPerGroup);
  }

  /**
   * Appends the rows of a batch.
   *
   * @throws io.understudy.engine.CellException a value that its column cannot hold
   * @throws FileException the stream did not take it
   */
  public void write(Batch batch) {
    writer.write(batch);
  }

  /** Writes what is left and the footer. */
  @Override
  public void close() {
    writer.finish();
  }
}
