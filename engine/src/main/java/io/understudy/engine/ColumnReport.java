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
 */
public record ColumnReport(String column, long changed, long nulls, long left) {}
