package io.understudy.engine;

/**
 * Counts of one column over one file; holds no value.
 *
 * @param column name
 * @param changed cells whose value was replaced
 * @param nulls cells that were null and stayed null
 * @param left cells with a value that no rule replaced
 */
public record ColumnReport(String column, long changed, long nulls, long left) {}
