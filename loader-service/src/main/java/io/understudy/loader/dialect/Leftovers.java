package io.understudy.loader.dialect;

import io.understudy.loader.database.Dialect;
import io.understudy.loader.database.Session;
import io.understudy.loader.ledger.RunKey;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Tables that a run made and that are no longer wanted: only those that its ledger has noted. */
final class Leftovers {
  private final Dialect dialect;
  private final Session session;
  private final RunKey run;

  Leftovers(Dialect dialect, Session session, RunKey run) {
    this.dialect = dialect;
    this.session = session;
    this.run = run;
  }

  /** Removes what a run left that did not succeed. */
  void remove(Runnable verifyHeld) throws SQLException {
    RunLedger ledger = new RunLedger(session, dialect, run);
    verifyHeld.run();
    if (!ledger.exists()) {
      return;
    }
    Marker marker = new Marker(session, dialect, run);
    // a loader that was killed when it had put the tables in place: the new ones stay
    boolean renamed = dialect.isMariaDb() && marker.isRenamed();
    boolean swapped = ledger.swapped().isPresent();
    List<String> unwanted = new ArrayList<>();
    for (RunLedger.Staging staging : ledger.stagings()) {
      unwanted.add(renamed ? staging.aside() : staging.name());
      if (staging.made() && !swapped && !renamed && isUnused(staging)) {
        unwanted.add(staging.table());
      }
    }
    drop(unwanted);
    if (dialect.isMariaDb()) {
      marker.drop();
    }
    ledger.forget();
    session.commit();
  }

  /** Of MariaDB's no run stores rows in it before it is swapped: those would be of others. */
  private boolean isUnused(RunLedger.Staging staging) throws SQLException {
    return !dialect.isMariaDb()
        || !ExistingTable.isThere(session, staging.table())
        || session.number(
                "select count(*) from (select 1 from "
                    + dialect.quoted(staging.table())
                    + " limit 1) t")
            == 0;
  }

  /** Drops those of the tables that are there. They may refer to each other. */
  void drop(List<String> tables) throws SQLException {
    List<String> there = new ArrayList<>();
    for (String table : tables) {
      if (ExistingTable.isThere(session, table)) {
        there.add(table);
      }
    }
    if (there.isEmpty()) {
      return;
    }
    if (dialect.isMariaDb()) {
      session.execute("set session foreign_key_checks = 0");
    }
    for (String table : there) {
      session.execute("drop table " + dialect.quoted(table));
    }
    if (dialect.isMariaDb()) {
      session.execute("set session foreign_key_checks = 1");
    }
  }
}
