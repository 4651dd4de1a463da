package io.understudy.loader.table;

import io.understudy.loader.ledger.RunKey;
import io.understudy.loader.schema.SchemaRecord;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where the files of one table of a run go.
 *
 * @param append into the table itself; else by way of a staging table
 * @param upsert the columns by which they take the place of rows that are there (none: the table's
 *     primary key); empty: they are added to these. Only into the table itself
 * @param table name of the target table
 * @param recorded of files that were extracted from a database: fetches the form of its tables
 */
public record Destination(
    RunKey run,
    boolean append,
    Optional<List<String>> upsert,
    String table,
    Optional<Supplier<SchemaRecord>> recorded) {

  /** Of files that no database is known to, and whose rows take the place of no others. */
  public Destination(RunKey run, boolean append, String table) {
    this(run, append, Optional.empty(), table, Optional.empty());
  }

  /**
   * Whether a text may be loaded into a column of any type: it is the form that a database gave to
   * a value of that type.
   */
  public boolean castsTexts() {
    return recorded.isPresent();
  }
}
