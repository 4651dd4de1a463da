package io.understudy.standalone.shop;

import io.understudy.engine.Batch;
import io.understudy.files.FileColumn;
import io.understudy.files.ParquetTableWriter;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hands rows one by one to a parquet writer that takes batches. */
final class ParquetRows implements AutoCloseable {
  private static final int BATCH = 1024;
  private static final int ROW_GROUP = 50_000;

  private final ParquetTableWriter writer;
  private final Batch batch;
  private long rows;
  private int filled;

  ParquetRows(
      OutputStream out, String table, List<FileColumn> columns, ParquetTableWriter.Codec codec) {
    this.writer = new ParquetTableWriter(out, table, columns, codec, ROW_GROUP);
    this.batch = new Batch(columns.size(), BATCH);
  }

  /**
   * @param values in the order of the columns
   */
  void add(@Nullable Object... values) {
    for (int i = 0; i < values.length; i++) {
      batch.column(i)[filled] = values[i];
    }
    filled++;
    rows++;
    if (filled == BATCH) {
      flush();
    }
  }

  /** Rows added so far. */
  long rows() {
    return rows;
  }

  private void flush() {
    if (filled > 0) {
      batch.reset(rows - filled, filled);
      writer.write(batch);
      filled = 0;
    }
  }

  @Override
  public void close() {
    flush();
    writer.close();
  }
}
