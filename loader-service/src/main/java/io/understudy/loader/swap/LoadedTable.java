package io.understudy.loader.swap;

/**
 * What the job table says of one target table of a run.
 *
 * @param table name of the target table
 * @param files that were to be loaded
 * @param rows that the transforms wrote, without those that the target refused
 */
public record LoadedTable(String table, long files, long rows) {}
