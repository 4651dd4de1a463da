package io.understudy.loader.table;

import io.understudy.loader.ledger.RunKey;
import java.util.Set;

/**
 * Where the files of one table of a run go.
 *
 * @param append into the table itself; else by way of a staging table
 * @param table name of the target table
 * @param together names of all target tables of the run
 */
public record Destination(RunKey run, boolean append, String table, Set<String> together) {
  public Destination {
    together = Set.copyOf(together);
  }
}
