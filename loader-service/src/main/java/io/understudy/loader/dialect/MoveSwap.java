package io.understudy.loader.dialect;

import io.understudy.loader.database.Dialect;
import io.understudy.loader.database.Session;
import io.understudy.loader.ledger.Ledger;
import io.understudy.loader.swap.LoadedTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts the rows of staging tables in the place of the rows of any database's tables, all in one
 * transaction: where statements that make and rename tables end a transaction, rows are all that
 * can change at once. The tables stay what they are, with all that belongs to them.
 */
final class MoveSwap {
  private final Swapping swapping;
  private final Dialect dialect;
  private final Session session;

  MoveSwap(Swapping swapping) {
    this.swapping = swapping;
    this.dialect = swapping.dialect();
    this.session = swapping.session();
  }

  Ledger.Total swap(Runnable verifyHeld) throws SQLException {
    Optional<Ledger.Total> before = swapping.done();
    Ledger.Total total = before.isPresent() ? before.get() : move(verifyHeld);
    new Leftovers(dialect, session, swapping.run())
        .drop(swapping.ledger().stagings().stream().map(RunLedger.Staging::name).toList());
    swapping.ledger().forgetStagings();
    session.commit();
    return total;
  }

  private Ledger.Total move(Runnable verifyHeld) throws SQLException {
    Stagings stagings = swapping.stagings();
    List<String> problems = new ArrayList<>();
    for (LoadedTable table : swapping.loaded()) {
      RunLedger.Staging staging = stagings.of(table.table());
      Optional<ExistingTable> there = swapping.find(table.table());
      if (there.isPresent()) {
        Replacing.problems(session, dialect, there.get(), swapping.tables()).stream()
            .map(problem -> dialect.quoted(table.table()) + ": " + problem)
            .forEach(problems::add);
      } else {
        verifyHeld.run();
        session.execute(
            Replacing.columnsOf(dialect, table.table(), staging.name(), columns(staging)));
        // not before: a table that another made meanwhile is not the run's to drop
        swapping.ledger().setMade(table.table());
        session.commit();
      }
    }
    List<String> order = parentsFirst(problems);
    swapping.refuse("target-table", problems);
    verifyHeld.run();
    Ledger.Total total = swapping.note(); // first: nobody else can note the same
    List<String> reversed = new ArrayList<>(order);
    Collections.reverse(reversed);
    for (String table : reversed) {
      session.update("delete from " + dialect.quoted(table));
    }
    for (String table : order) {
      RunLedger.Staging staging = stagings.of(table);
      String columns = dialect.quoted(columns(staging));
      session.update(
          "insert into "
              + dialect.quoted(table)
              + " ("
              + columns
              + ") select "
              + columns
              + " from "
              + dialect.quoted(staging.name()));
    }
    swapping.refuse("target-count", countProblems());
    verifyHeld.run();
    session.commit();
    return total;
  }

  private List<String> countProblems() throws SQLException {
    List<String> problems = new ArrayList<>();
    for (LoadedTable table : swapping.loaded()) {
      long rows = session.number("select count(*) from " + dialect.quoted(table.table()));
      if (rows != table.rows()) {
        problems.add(
            dialect.quoted(table.table())
                + " would have "
                + rows
                + " rows instead of "
                + table.rows()
                + "; see its triggers");
      }
    }
    return problems;
  }

  private List<String> columns(RunLedger.Staging staging) throws SQLException {
    return swapping.find(staging.name()).stream()
        .flatMap(table -> table.columns().stream())
        .map(ExistingColumn::name)
        .toList();
  }

  /** The tables, each behind those that it refers to. */
  private List<String> parentsFirst(List<String> problems) throws SQLException {
    List<String> order = new ArrayList<>();
    Set<String> left = new HashSet<>(swapping.tables());
    Map<String, List<String>> parents = new HashMap<>();
    for (String table : left) {
      parents.put(table, refersTo(table));
    }
    while (!left.isEmpty()) {
      List<String> free = new ArrayList<>();
      for (String table : left) {
        if (parents.getOrDefault(table, List.of()).stream().noneMatch(left::contains)) {
          free.add(table);
        }
      }
      if (free.isEmpty()) {
        problems.add(
            "the foreign keys of "
                + dialect.quoted(left.stream().sorted().toList())
                + " form a circle; drop one of them (and make it again after the run)");
        return order;
      }
      Collections.sort(free);
      order.addAll(free);
      free.forEach(left::remove);
    }
    return order;
  }

  private List<String> refersTo(String table) throws SQLException {
    List<String> parents = new ArrayList<>();
    for (ExistingTable found : swapping.find(table).stream().toList()) {
      for (ForeignKey key : found.foreignKeys(session)) {
        if (!key.parent().equals(table)) {
          parents.add(key.parent());
        }
      }
    }
    return parents;
  }
}
