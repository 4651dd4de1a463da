package io.understudy.loader.extract;

import org.jspecify.annotations.Nullable;

/**
 * A part that is to be read.
 *
 * @param table that it is of
 * @param bytes that its rows take, about
 * @param rows their places, as an array of {@code tid}; null if the part has all in its pages
 */
public record Planned(String table, Part part, long bytes, @Nullable String rows) {}
