package io.understudy.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Some consecutive rows of one file, by column. Only the columns that the plan reads or changes are
 * filled ({@link Plan#needs}); the others may be null arrays. Columns that the config adds come
 * behind those of the file ({@link Plan#width}), and the plan fills them.
 *
 * <p>Reused from batch to batch by the reader; not thread-safe.
 */
public final class Batch {
  private static final @Nullable Object[] NOTHING = {};

  private final @Nullable Object[][] columns;

  /** The column that it holds alone; -1: it holds all. */
  private final int only;

  private int size;
  private long firstRow;
  private boolean[] dropped = new boolean[0];
  private int drops;
  private boolean numbered;

  /**
   * @param columnCount columns of the schema, and those that a plan adds
   * @param capacity most rows in a batch, such as 1024
   */
  public Batch(int columnCount, int capacity) {
    this.only = -1;
    this.columns = new @Nullable Object[columnCount][];
    Arrays.setAll(columns, column -> new @Nullable Object[capacity]);
  }

  private Batch(int only) {
    this.only = only;
    this.columns = new @Nullable Object[][] {NOTHING};
  }

  /**
   * A batch that holds one column of many; the others are empty in it.
   *
   * @param column position of the column, whose values {@link #reset(Object[], int)} brings
   */
  public static Batch ofOne(int column) {
    return new Batch(column);
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

  /** 0-based number in the file of a row, for a value that follows from it. */
  public long number(int row) {
    numbered = true;
    return firstRow + row;
  }

  /** Whether a value followed from a row's number ({@link #number}), in this batch or earlier. */
  public boolean isNumbered() {
    return numbered;
  }

  /** Starts the next batch: how many rows, and the 0-based number of the first. */
  public void reset(long firstRow, int size) {
    this.firstRow = firstRow;
    this.size = size;
    if (drops > 0) {
      Arrays.fill(dropped, false);
      drops = 0;
    }
  }

  /**
   * Starts the next values of the one column that it holds.
   *
   * @param values become the live array of the column
   */
  public void reset(@Nullable Object[] values, int size) {
    columns[0] = values;
    reset(0, size);
  }

  /** Marks a row: it is not written. */
  public void drop(int row) {
    if (dropped.length < size) {
      dropped = Arrays.copyOf(dropped, size);
    }
    if (!dropped[row]) {
      dropped[row] = true;
      drops++;
    }
  }

  /** Whether the row is not written. */
  public boolean isDropped(int row) {
    return drops > 0 && dropped[row];
  }

  /** How many rows of the batch are not written. */
  public int drops() {
    return drops;
  }

  /**
   * The live array of a column: index is the row within the batch, null is the null value, else the
   * class that {@link ColumnType} names.
   */
  public @Nullable Object[] column(int index) {
    if (only < 0) {
      return columns[index];
    }
    return index == only ? columns[0] : NOTHING;
  }
}
