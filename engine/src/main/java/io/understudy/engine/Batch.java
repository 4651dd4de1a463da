package io.understudy.engine;

import org.jspecify.annotations.Nullable;

/**
 * Some consecutive rows of one file, by column. Only the columns that the plan reads or changes are
 * filled ({@link Plan#needs}); the others may be null arrays.
 *
 * <p>Reused from batch to batch by the reader; not thread-safe.
 */
public final class Batch {
  private final @Nullable Object[][] columns;
  private int size;
  private long firstRow;

  /**
   * @param columnCount columns of the schema
   * @param capacity most rows in a batch, such as 1024
   */
  public Batch(int columnCount, int capacity) {
    this.columns = new @Nullable Object[columnCount][capacity];
  }

  /** Most rows this batch can hold. */
  public int capacity() {
    return columns.length == 0 ? Integer.MAX_VALUE : columns[0].length;
  }

  /** Number of columns. */
  public int columnCount() {
    return columns.length;
  }

  /** Rows now in the batch. */
  public int size() {
    return size;
  }

  /** 0-based number in the file of the first row. */
  public long firstRow() {
    return firstRow;
  }

  /** Starts the next batch: how many rows, and the 0-based number of the first. */
  public void reset(long firstRow, int size) {
    this.firstRow = firstRow;
    this.size = size;
  }

  /**
   * The live array of a column: index is the row within the batch, null is the null value, else the
   * class that {@link ColumnType} names.
   */
  public @Nullable Object[] column(int index) {
    return columns[index];
  }
}
