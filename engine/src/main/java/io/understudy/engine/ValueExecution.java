package io.understudy.engine;

import org.jspecify.annotations.Nullable;

/**
 * The rules of one column at work on values apart from their rows, such as the entries of a
 * dictionary, for a column whose values become what they become whatever else is in the row. Used
 * by one thread.
 */
public interface ValueExecution {

  /**
   * Replaces values in place, and checks those that pass. A new value has the class of the column's
   * type, or is null.
   *
   * @param values none of the first {@code size} is null
   * @throws CellException if a value cannot be transformed or may not pass; its row is the index of
   *     the value
   */
  void transform(@Nullable Object[] values, int size);

  /**
   * Counts the cells that hold the values given last.
   *
   * @param cells for each value how many; one that no cell holds counts as not there; null: one for
   *     each value
   */
  void count(long @Nullable [] cells);

  /** Counts cells that are null and stay null. */
  void nulls(long cells);
}
