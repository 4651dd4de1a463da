package io.understudy.engine.config;

/**
 * Rows that go: those for which the condition is true.
 *
 * @param place where it is
 * @param condition about the row; there is no cell and no column
 */
public record RowDrop(Place place, Source condition) implements RowAction {}
