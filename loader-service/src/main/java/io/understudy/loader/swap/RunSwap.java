package io.understudy.loader.swap;

import io.understudy.loader.database.Names;
import io.understudy.loader.database.Session;
import io.understudy.loader.database.Target;
import io.understudy.loader.database.TargetException;
import io.understudy.loader.ledger.Ledger;
import io.understudy.loader.ledger.RunKey;
import io.understudy.loader.table.Preparation;
import io.understudy.loader.table.TargetTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Puts the staging tables of a run in the place of the target's tables: all of them in one
 * transaction, or none. Nothing is dropped that was not replaced.
 */
public final class RunSwap {
  private static final Logger LOG = Logger.getLogger(RunSwap.class);

  private final Target target;
  private final RunKey run;
  private final List<LoadedTable> tables;

  /**
   * @param tables of the run that have files, each target table once
   */
  public RunSwap(Target target, RunKey run, List<LoadedTable> tables) {
    this.target = target;
    this.run = run;
    this.tables = List.copyOf(tables);
  }

  /**
   * Verifies and swaps. Done again after it was done, it changes nothing.
   *
   * @param verifyHeld throws if the job is no longer this loader's; called before the commit
   * @return files and rows of the tables that are in place now
   * @throws TargetException if anything is not as it must be; nothing is changed then
   * @throws InterruptedException if interrupted; nothing is changed then
   */
  public Ledger.Total swap(Runnable verifyHeld, String application) throws InterruptedException {
    if (tables.isEmpty()) {
      return new Ledger.Total(0, 0);
    }
    return target.use(
        "put the tables of run " + run.id() + " in place",
        application,
        session -> {
          Ledger ledger = new Ledger(session, run, target.schema());
          if (!ledger.exists()) {
            throw target.refusal(
                "target-ledger",
                "the schema \"understudy\" has no ledger, so nothing is known of the run; retry"
                    + " the run, it loads again");
          }
          session.lock("swap " + run);
          Optional<Ledger.Total> before = ledger.swapped();
          if (before.isPresent()) {
            LOG.infof("the tables of %s are in place already", run);
            return before.get();
          }
          session.execute("set local search_path = ''");
          Ledger.Total total = swap(session, ledger);
          verifyHeld.run();
          session.commit();
          return total;
        });
  }

  private Ledger.Total swap(Session session, Ledger ledger) throws SQLException {
    long files = 0;
    long rows = 0;
    List<String> problems = new ArrayList<>();
    for (LoadedTable table : tables) {
      problems.addAll(countProblems(session, ledger, table));
      files += table.files();
      rows += table.rows();
    }
    refuse("target-count", problems);
    Set<String> together =
        tables.stream().map(LoadedTable::table).collect(Collectors.toUnmodifiableSet());
    List<Replacement> replacements = new ArrayList<>();
    List<LoadedTable> additions = new ArrayList<>();
    for (LoadedTable table : tables) {
      Optional<TargetTable> old = lockedOld(session, table.table());
      if (old.isEmpty()) {
        additions.add(table);
        continue;
      }
      List<String> standing = Preparation.replaceProblems(session, old.get(), together);
      standing.forEach(problem -> problems.add(named(table.table()) + ": " + problem));
      if (standing.isEmpty()) {
        replacements.add(
            new Replacement(session, target.schema(), old.get(), staging(table.table())));
      }
    }
    refuse("target-table", problems);
    for (Replacement replacement : replacements) {
      replacement.dropForeignKeys();
    }
    for (Replacement replacement : replacements) {
      replacement.replace();
    }
    for (LoadedTable table : additions) {
      String staging = Names.qualified(target.schema(), staging(table.table()));
      session.execute("comment on table " + staging + " is null");
      session.execute("alter table " + staging + " rename to " + Names.quoted(table.table()));
    }
    for (Replacement replacement : replacements) {
      replacement.makeForeignKeys();
    }
    for (LoadedTable table : tables) {
      ledger.swap(table.table(), new Ledger.Total(table.files(), table.rows()));
    }
    return new Ledger.Total(files, rows);
  }

  /** Staging, ledger and job table must agree; a loader that still writes is waited for. */
  private List<String> countProblems(Session session, Ledger ledger, LoadedTable table)
      throws SQLException {
    String staging = staging(table.table());
    Optional<TargetTable> there = TargetTable.find(session, target.schema(), staging);
    if (there.isEmpty() || !Preparation.isStaging(there.get(), run)) {
      return List.of(
          "the staging table "
              + named(staging)
              + " of this run is not there; see who dropped it and retry the run");
    }
    session.execute("lock table " + named(staging) + " in share mode");
    long counted = session.number("select count(*) from " + named(staging));
    Ledger.Total noted = ledger.total(table.table());
    if (counted == table.rows() && noted.rows() == table.rows() && noted.files() == table.files()) {
      return List.of();
    }
    return List.of(
        named(staging)
            + " has "
            + counted
            + " rows, the ledger "
            + noted.rows()
            + " of "
            + noted.files()
            + " files, the transforms wrote "
            + table.rows()
            + " in "
            + table.files()
            + " files; see who else writes to it and retry the run");
  }

  private Optional<TargetTable> lockedOld(Session session, String table) throws SQLException {
    Optional<TargetTable> seen = TargetTable.find(session, target.schema(), table);
    if (seen.isEmpty() || !seen.get().kind().equals("r")) {
      return seen;
    }
    session.execute("lock table " + named(table) + " in access exclusive mode");
    return TargetTable.find(session, target.schema(), table);
  }

  private String staging(String table) {
    return Names.staging(table, run.id());
  }

  private String named(String table) {
    return Names.qualified(target.schema(), table);
  }

  private void refuse(String code, List<String> problems) {
    if (!problems.isEmpty()) {
      throw target.refusal(
          code,
          "the tables of run "
              + run.id()
              + " cannot be put in place, nothing is changed: "
              + String.join("; and ", problems));
    }
  }
}
