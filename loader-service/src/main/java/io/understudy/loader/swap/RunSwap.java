package io.understudy.loader.swap;

import io.understudy.loader.database.Names;
import io.understudy.loader.database.Session;
import io.understudy.loader.database.Target;
import io.understudy.loader.database.TargetException;
import io.understudy.loader.ledger.Ledger;
import io.understudy.loader.ledger.RunKey;
import io.understudy.loader.schema.SchemaCreation;
import io.understudy.loader.schema.SchemaRecord;
import io.understudy.loader.table.Preparation;
import io.understudy.loader.table.TargetTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
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
  private final Optional<Supplier<SchemaRecord>> recorded;

  /**
   * @param tables of the run that have files, each target table once
   * @param recorded of files that were extracted from a database: fetches the form of its tables
   */
  public RunSwap(
      Target target,
      RunKey run,
      List<LoadedTable> tables,
      Optional<Supplier<SchemaRecord>> recorded) {
    this.target = target;
    this.run = run;
    this.tables = List.copyOf(tables);
    this.recorded = recorded;
  }

  /**
   * Verifies and swaps. Done again after it was done, it changes nothing.
   *
   * @param verifyHeld throws if the job is no longer this loader's; called before the commit, when
   *     readers may wait for it
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
          transaction(session);
          Optional<Ledger.Total> before = ledger.swapped();
          if (before.isPresent()) {
            LOG.infof("the tables of %s are in place already", run);
            return before.get();
          }
          makeKeys(session, ledger);
          transaction(session);
          before = ledger.swapped();
          if (before.isPresent()) {
            return before.get();
          }
          Ledger.Total total = swap(session, ledger);
          if (recorded.isPresent() && !ledger.made().isEmpty()) {
            new SchemaCreation(target, session, ledger).complete(recorded.get().get());
          }
          verifyHeld.run();
          session.commit();
          return total;
        });
  }

  /** No other loader swaps this run; names in the texts of the catalogue are qualified. */
  private void transaction(Session session) throws SQLException {
    session.lock("swap " + run);
    session.execute("set local search_path = ''");
  }

  /**
   * Makes the staging tables ready, in transactions of their own that take no lock on what readers
   * read: counts, indexes, keys, foreign keys, statistics. Done again, it goes on where it ended.
   */
  private void makeKeys(Session session, Ledger ledger) throws SQLException {
    List<String> problems = new ArrayList<>();
    for (LoadedTable table : tables) {
      problems.addAll(countProblems(session, ledger, table));
    }
    refuse("target-count", problems);
    session.commit();
    List<LoadedTable> staged = staged(session, ledger);
    List<StagingKeys> keys = new ArrayList<>();
    for (LoadedTable table : staged) {
      transaction(session);
      Optional<TargetTable> old = TargetTable.find(session, target.schema(), table.table());
      if (old.isPresent()) {
        keys.add(keys(session, old.get()));
        // the functions of an index may rely on it
        session.execute("set local search_path to default");
        keys.getLast().makeIndexes();
      }
      session.commit();
    }
    Map<String, String> stagings = stagings(staged);
    for (StagingKeys each : keys) {
      transaction(session);
      each.makeForeignKeys(stagings);
      session.commit();
    }
    for (LoadedTable table : tables) {
      session.execute(
          "analyze " + named(staged.contains(table) ? staging(table.table()) : table.table()));
      session.commit();
    }
  }

  private StagingKeys keys(Session session, TargetTable old) throws SQLException {
    return new StagingKeys(session, target.schema(), old, staging(old.name()), run.id());
  }

  /** Those that are loaded by way of a staging table. */
  private List<LoadedTable> staged(Session session, Ledger ledger) throws SQLException {
    List<LoadedTable> staged = new ArrayList<>();
    for (LoadedTable table : tables) {
      if (!isDirect(session, ledger, table)) {
        staged.add(table);
      }
    }
    return staged;
  }

  private boolean isDirect(Session session, Ledger ledger, LoadedTable table) throws SQLException {
    Optional<TargetTable> there = TargetTable.find(session, target.schema(), table.table());
    return there.isPresent() && Preparation.isDirect(there.get(), ledger);
  }

  private Map<String, String> stagings(List<LoadedTable> staged) {
    return staged.stream()
        .collect(Collectors.toMap(LoadedTable::table, table -> staging(table.table())));
  }

  private Ledger.Total swap(Session session, Ledger ledger) throws SQLException {
    List<LoadedTable> staged = staged(session, ledger);
    Outsiders outsiders = new Outsiders(session, oids(session, staged));
    outsiders.lockViews();
    List<Replacement> replacements = replacements(session, staged);
    Map<String, String> stagings = stagings(staged);
    for (Replacement replacement : replacements) {
      replacement.keys().makeForeignKeys(stagings); // that the old table has got meanwhile
    }
    outsiders.detach();
    for (Replacement replacement : replacements) {
      replacement.changeNames();
    }
    outsiders.attachViews();
    if (!replacements.isEmpty()) {
      session.execute(
          replacements.stream()
              .map(Replacement::aside)
              .collect(Collectors.joining(", ", "drop table ", "")));
    }
    for (Replacement replacement : replacements) {
      replacement.complete();
    }
    outsiders.attachForeignKeys();
    long files = 0;
    long rows = 0;
    for (LoadedTable table : tables) {
      ledger.swap(table.table(), new Ledger.Total(table.files(), table.rows()));
      files += table.files();
      rows += table.rows();
    }
    return new Ledger.Total(files, rows);
  }

  private List<Long> oids(Session session, List<LoadedTable> staged) throws SQLException {
    List<Long> oids = new ArrayList<>();
    for (LoadedTable table : staged) {
      TargetTable.find(session, target.schema(), table.table()).ifPresent(t -> oids.add(t.oid()));
    }
    return oids;
  }

  /** Locks the tables that are to be replaced; those that are not there yet are put in place. */
  private List<Replacement> replacements(Session session, List<LoadedTable> staged)
      throws SQLException {
    List<String> problems = new ArrayList<>();
    List<Replacement> replacements = new ArrayList<>();
    for (LoadedTable table : staged) {
      Optional<TargetTable> old = lockedOld(session, table.table());
      String staging = staging(table.table());
      if (old.isEmpty()) {
        session.execute("comment on table " + named(staging) + " is null");
        session.execute(
            "alter table " + named(staging) + " rename to " + Names.quoted(table.table()));
        continue;
      }
      List<String> standing = new ArrayList<>(Preparation.replaceProblems(session, old.get()));
      if (!sameColumns(session, old.get(), staging)) {
        standing.add("its columns have changed since the load began; start a new run");
      }
      standing.forEach(problem -> problems.add(named(table.table()) + ": " + problem));
      if (standing.isEmpty()) {
        String aside = Names.aside(table.table(), run.id());
        StagingKeys keys = keys(session, old.get());
        keys.makeIndexes(); // that the old table has got meanwhile
        replacements.add(
            new Replacement(session, target.schema(), old.get(), staging, aside, keys));
      }
    }
    refuse("target-table", problems);
    return replacements;
  }

  private boolean sameColumns(Session session, TargetTable old, String staging)
      throws SQLException {
    return TargetTable.find(session, target.schema(), staging)
        .filter(next -> next.columns().equals(old.columns()))
        .isPresent();
  }

  /** Staging, ledger and job table must agree; a loader that still writes is waited for. */
  private List<String> countProblems(Session session, Ledger ledger, LoadedTable table)
      throws SQLException {
    boolean direct = isDirect(session, ledger, table);
    String staging = direct ? table.table() : staging(table.table());
    Optional<TargetTable> there = TargetTable.find(session, target.schema(), staging);
    if (there.isEmpty() || !direct && !Preparation.isStaging(there.get(), run)) {
      return List.of(
          "the staging table "
              + named(staging)
              + " of this run is not there; see who dropped it and retry the run");
    }
    session.execute("lock table " + named(staging) + " in share mode");
    String only = there.get().kind().equals("p") ? "" : "only ";
    long counted = session.number("select count(*) from " + only + named(staging));
    Ledger.Total noted = ledger.total(table.table());
    return SwapProblems.count(table, named(staging), counted, noted);
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
    SwapProblems.refuse(target, run, code, problems);
  }
}
