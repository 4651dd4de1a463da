package io.understudy.loader.table;

import io.understudy.loader.ledger.RunKey;

/**
 * Where the files of one table of a run go.
 *
 * @param append into the table itself; else by way of a staging table
 * @param table name of the target table
 */
public record Destination(RunKey run, boolean append, String table) {}
