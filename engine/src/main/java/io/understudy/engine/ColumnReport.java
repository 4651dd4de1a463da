package io.understudy.engine;

/**
 * Counts of one column over one file; holds no value. Of a column that need not be read ({@link
 * Plan#needs}) all cells count as left, be they null or not.
 *
 * @param column name
 * @param changed cells whose value was replaced
 * @param nulls cells that were null and stayed null
 * @param left cells with a value that no rule replaced
 */
public record ColumnReport(String column, long changed, long nulls, long left) {}
