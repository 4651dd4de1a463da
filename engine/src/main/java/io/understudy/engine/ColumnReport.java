package io.understudy.engine;

/**
 * Counts of one column over the rows of one file that were written; holds no value. Of a column
 * that need not be read ({@link Plan#needs}) all cells count as left, be they null or not. A column
 * that is dropped has no cells.
 *
 * @param column name in the file; of one that is added the name that it is written under
 * @param changed cells whose value was replaced, or made in a column that is added
 * @param nulls cells that were null and stayed null
 * @param left cells with a value that no rule replaced
 * @param survival of a column that a rule changes, how much of it is left
 */
public record ColumnReport(String column, long changed, long nulls, long left, Survival survival) {

  /** Of a column that nothing is to be proved of. */
  public ColumnReport(String column, long changed, long nulls, long left) {
    this(column, changed, nulls, left, Survival.NONE);
  }

  /** Both, for two stretches of one file. */
  public ColumnReport plus(ColumnReport other) {
    return new ColumnReport(
        column,
        changed + other.changed,
        nulls + other.nulls,
        left + other.left,
        survival.plus(other.survival));
  }
}
