package io.understudy.loader.dialect;

import io.understudy.loader.database.Dialect;
import io.understudy.loader.database.Session;
import io.understudy.loader.ledger.RunKey;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Tables that a run made and that are no longer wanted: only those that its ledger has noted. */
final class Leftovers {
  private static final Logger LOG = Logger.getLogger(Leftovers.class);

  /** Numbers of MariaDB's refusals by a missing right: to the database, to a table. */
  private static final Set<Integer> DENIED = Set.of(1044, 1142);

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
    Locks.take(session, dialect, Locks.SCHEMA);
    verifyHeld.run();
    if (!ledger.exists()) {
      return;
    }
    Marker marker = new Marker(session, dialect, run);
    // a loader that was killed when it had put the tables in place: the new ones stay
    boolean renamed = dialect.isMariaDb() && marker.isRenamed();
    List<RunLedger.Staging> stagings = ledger.stagings();
    List<String> unwanted = new ArrayList<>();
    for (RunLedger.Staging staging : stagings) {
      unwanted.add(staging.name());
      if (renamed) {
        unwanted.add(staging.aside());
        ledger.disclaim(staging.table()); // it is what the run has loaded
      }
    }
    drop(unwanted);
    if (!renamed && ledger.swapped().isEmpty()) {
      dropUnused(unusedOf(stagings, ledger));
    }
    if (dialect.isMariaDb()) {
      marker.drop();
    }
    ledger.forget();
    session.commit();
    Locks.release(session, dialect, Locks.SCHEMA);
    if (renamed) { // which may wait for whoever uses the tables
      StagedKeys keys = new StagedKeys(session, dialect, run.id());
      for (RunLedger.Staging staging : stagings) {
        keys.giveNames(staging.table());
      }
    }
  }

  /**
   * Tables that the run made and that nobody has a use for; those that other runs are loaded for
   * are theirs from now on.
   */
  private List<String> unusedOf(List<RunLedger.Staging> stagings, RunLedger ledger)
      throws SQLException {
    Set<String> alone = ledger.madeAlone();
    List<String> unused = new ArrayList<>();
    for (RunLedger.Staging staging : stagings) {
      String table = staging.table();
      if (!staging.made() || !isThereEmpty(table)) {
        continue;
      }
      if (alone.contains(table)) {
        unused.add(table);
      } else {
        ledger.handOver(table);
      }
    }
    keepReferredTo(unused);
    return unused;
  }

  private void keepReferredTo(List<String> unused) throws SQLException {
    while (unused.removeAll(referredTo(unused))) {
      // those that stay may refer to further ones
    }
  }

  /** Those that tables which are not dropped with them refer to. */
  private List<String> referredTo(List<String> dropped) throws SQLException {
    List<String> referredTo = new ArrayList<>();
    for (String table : dropped) {
      for (ExistingTable found : ExistingTable.find(session, dialect, table).stream().toList()) {
        if (found.references(session, dialect).stream()
            .anyMatch(key -> !key.same() || !dropped.contains(key.table()))) {
          referredTo.add(table);
        }
      }
    }
    return referredTo;
  }

  /** No run stores rows in it before it is swapped: those would be of others. */
  private boolean isThereEmpty(String table) throws SQLException {
    return ExistingTable.find(session, dialect, table).filter(ExistingTable::plain).isPresent()
        && isEmpty(table);
  }

  private boolean isEmpty(String table) throws SQLException {
    return session.number(
            "select count(*) from (select 1 from " + dialect.quoted(table) + " limit 1) t")
        == 0;
  }

  /** Drops them but for those that have rows by then: nobody writes between the look and that. */
  private void dropUnused(List<String> unused) throws SQLException {
    if (!dialect.isMariaDb()) {
      drop(unused);
      return;
    }
    List<String> left = new ArrayList<>(unused);
    while (!left.isEmpty() && isLocked(left)) {
      List<String> filled = filled(left);
      if (filled.isEmpty()) {
        drop(left);
        left.clear();
      }
      session.execute("unlock tables");
      left.removeAll(filled);
      keepReferredTo(left);
    }
  }

  private List<String> filled(List<String> tables) throws SQLException {
    List<String> filled = new ArrayList<>();
    for (String table : tables) {
      if (!isEmpty(table)) {
        filled.add(table);
      }
    }
    return filled;
  }

  /** Locks the tables against others; they stay where the role may not. */
  private boolean isLocked(List<String> tables) throws SQLException {
    try {
      session.execute(
          tables.stream()
              .map(table -> dialect.quoted(table) + " write")
              .collect(Collectors.joining(", ", "lock tables ", "")));
      return true;
    } catch (SQLException e) {
      if (!DENIED.contains(e.getErrorCode())) {
        throw e;
      }
      LOG.warnf(
          "the role has no right to lock tables, so those that run %d made stay, empty: %s; drop"
              + " them, and grant it for the next time",
          run.id(), dialect.quoted(tables));
      return false;
    }
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
