package io.understudy.loader.dialect;

import io.understudy.loader.database.Dialect;
import io.understudy.loader.database.Session;
import io.understudy.loader.ledger.Ledger;
import io.understudy.loader.swap.LoadedTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Puts staging tables in the place of MariaDB's tables with one {@code RENAME TABLE}, which renames
 * all or none, and lets nobody see them in between. No transaction holds that and the ledger
 * together, so a small table is renamed with the others: it tells a loader that comes after one
 * that was killed whether it is done.
 */
final class RenameSwap {
  private final Swapping swapping;
  private final Dialect dialect;
  private final Session session;
  private final Marker marker;

  RenameSwap(Swapping swapping) {
    this.swapping = swapping;
    this.dialect = swapping.dialect();
    this.session = swapping.session();
    this.marker = new Marker(session, dialect, swapping.run());
  }

  Ledger.Total swap(Runnable verifyHeld) throws SQLException {
    Optional<Ledger.Total> before = swapping.done();
    if (before.isPresent()) {
      finish();
      return before.get();
    }
    if (!marker.isRenamed()) {
      rename(verifyHeld);
    }
    // a loader that came late may have made a staging again; the old tables were free to be renamed
    new Leftovers(dialect, session, swapping.run())
        .drop(
            swapping.ledger().stagings().stream()
                .flatMap(staging -> Stream.of(staging.name(), staging.aside()))
                .toList());
    Ledger.Total total = swapping.note();
    swapping.ledger().forgetStagings();
    verifyHeld.run();
    session.commit();
    finish();
    return total;
  }

  /** What is still to be done when the tables are in place and the ledger knows. */
  private void finish() throws SQLException {
    StagedKeys keys = new StagedKeys(session, dialect, swapping.run().id());
    for (LoadedTable table : swapping.loaded()) {
      keys.giveNames(table.table());
    }
    marker.drop();
  }

  private void rename(Runnable verifyHeld) throws SQLException {
    Stagings stagings = swapping.stagings();
    swapping.refuse("target-table", asideProblems());
    StagedKeys keys = new StagedKeys(session, dialect, swapping.run().id());
    for (LoadedTable table : swapping.loaded()) {
      Optional<ExistingTable> old = swapping.find(table.table());
      if (old.isPresent()) {
        keys.make(old.get(), stagings);
      }
      session.query(
          "analyze table " + dialect.quoted(stagings.of(table.table()).name()), row -> true);
    }
    List<String> problems = new ArrayList<>();
    List<String> renames = new ArrayList<>(List.of(marker.make()));
    for (LoadedTable table : swapping.loaded()) {
      RunLedger.Staging staging = stagings.of(table.table());
      Optional<ExistingTable> old = swapping.find(table.table());
      if (old.isPresent()) {
        problems.addAll(problems(old.get(), staging));
        renames.add(to(table.table(), staging.aside()));
      }
      renames.add(to(staging.name(), table.table()));
    }
    swapping.refuse("target-table", problems);
    verifyHeld.run();
    session.execute("rename table " + String.join(", ", renames));
  }

  /** None of these is ours before the tables are renamed, and afterwards they are dropped. */
  private List<String> asideProblems() throws SQLException {
    List<String> problems = new ArrayList<>();
    for (RunLedger.Staging staging : swapping.ledger().stagings()) {
      if (ExistingTable.isThere(swapping.session(), staging.aside())) {
        problems.add(
            "there is a table "
                + dialect.quoted(staging.aside())
                + " that is not of this run, but has the name that "
                + dialect.quoted(staging.table())
                + " gets; drop or rename it");
      }
    }
    return problems;
  }

  private String to(String from, String to) {
    return dialect.quoted(from) + " to " + dialect.quoted(to);
  }

  private List<String> problems(ExistingTable old, RunLedger.Staging staging) throws SQLException {
    List<String> problems = new ArrayList<>();
    Replacing.problems(session, dialect, old, swapping.tables()).stream()
        .map(problem -> dialect.quoted(old.name()) + ": " + problem)
        .forEach(problems::add);
    if (!swapping
        .find(staging.name())
        .map(ExistingTable::columns)
        .equals(Optional.of(old.columns()))) {
      problems.add(
          dialect.quoted(old.name())
              + ": its columns have changed since the load began; start a new run");
    }
    return problems;
  }
}
