package io.understudy.loader.dialect;

import io.understudy.loader.database.Dialect;
import io.understudy.loader.database.Names;
import io.understudy.loader.database.Session;
import io.understudy.loader.ledger.RunKey;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.UUID;

/**
 * A table with the run in its one row that is renamed together with the run's tables: whether it
 * has its other name says whether these have theirs.
 */
final class Marker {
  private final Session session;
  private final Dialect dialect;
  private final RunKey run;
  private final String before;
  private final String after;

  Marker(Session session, Dialect dialect, RunKey run) {
    this.session = session;
    this.dialect = dialect;
    this.run = run;
    // another installation may have a run of the same number on the same server
    UUID hash = UUID.nameUUIDFromBytes(run.toString().getBytes(StandardCharsets.UTF_8));
    String name = RunLedger.SWAPS + "_" + hash.toString().substring(0, 8);
    this.before = Names.staging(name, run.id());
    this.after = Names.aside(name, run.id());
  }

  /**
   * Makes it anew.
   *
   * @return how it is renamed
   */
  String make() throws SQLException {
    drop();
    session.execute("create table " + dialect.quoted(before) + " (run varchar(100) not null)");
    session.update("insert into " + dialect.quoted(before) + " values (?)", run.toString());
    session.commit();
    return dialect.quoted(before) + " to " + dialect.quoted(after);
  }

  /** Whether it was renamed, with the tables of this run (and not of one with the same number). */
  boolean isRenamed() throws SQLException {
    return ExistingTable.isThere(session, after)
        && session.number(
                "select count(*) from " + dialect.quoted(after) + " where run = ?", run.toString())
            == 1;
  }

  /** Drops it, whatever its name. */
  void drop() throws SQLException {
    session.execute(
        "drop table if exists " + dialect.quoted(before) + ", " + dialect.quoted(after));
  }
}
