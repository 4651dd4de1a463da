package io.understudy.loader.dialect;

import io.understudy.files.FileColumn;
import io.understudy.loader.database.Dialect;
import io.understudy.loader.database.Names;
import io.understudy.loader.database.Session;
import io.understudy.loader.database.Target;
import io.understudy.loader.table.Destination;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes ready the table that the files of a run's table are loaded into. */
final class TablePlan {
  private final Target target;
  private final Dialect dialect;
  private final Session session;
  private final Destination destination;
  private final Set<String> together;
  private final RunLedger ledger;

  /**
   * @param together names of all tables that the run loads
   */
  TablePlan(
      Target target,
      Dialect dialect,
      Session session,
      Destination destination,
      Set<String> together) {
    this.target = target;
    this.dialect = dialect;
    this.session = session;
    this.destination = destination;
    this.together = together;
    this.ledger = new RunLedger(session, dialect, destination.run());
  }

  /**
   * The table to load into, made if it was absent.
   *
   * @param name of it
   * @param columns those of the files, by position
   * @param key columns by which rows take the place of others; empty: they do not
   */
  record Ready(String name, List<ExistingColumn> columns, List<String> key) {
    Ready {
      columns = List.copyOf(columns);
      key = List.copyOf(key);
    }
  }

  /**
   * Finds or makes it. Where there are named locks, the caller has the table's. What is made stays,
   * since the statements that make tables end transactions; the ledger has noted it before.
   *
   * @param files columns of the masked files, merged
   * @param verifyHeld throws if the job is no longer this loader's
   * @throws io.understudy.loader.database.TargetException.Terminal with everything that does not
   *     fit
   */
  Ready prepare(List<FileColumn> files, Runnable verifyHeld) throws SQLException {
    String table = destination.table();
    refuse(nameProblems(table));
    ledger.ensure();
    verifyHeld.run();
    return destination.append() ? append(files) : stage(files, verifyHeld);
  }

  /** It is no longer only there for the run that made it, if one did, or is about to. */
  private Ready append(List<FileColumn> files) throws SQLException {
    String table = destination.table();
    Optional<ExistingTable> there = ExistingTable.find(session, dialect, table);
    // asked when it was found: whoever makes one has noted it before
    if (there.isPresent() && !ledger.isMade(table)) {
      return append(there, files);
    }
    Locks.take(session, dialect, Locks.SCHEMA);
    ledger.disclaim(table);
    session.commit();
    Ready ready = append(ExistingTable.find(session, dialect, table), files);
    Locks.release(session, dialect, Locks.SCHEMA);
    return ready;
  }

  private Ready append(Optional<ExistingTable> there, List<FileColumn> files) throws SQLException {
    List<String> problems = new ArrayList<>();
    List<String> wanted = destination.upsert().orElse(List.of());
    List<String> key = wanted;
    if (destination.upsert().isPresent() && !dialect.isMariaDb()) {
      problems.add(
          "mode upsert is not known for " + dialect.name() + "; use mode append or replace");
    } else if (destination.upsert().isPresent()) {
      key = there.isPresent() ? key(there.get(), wanted, problems) : wanted;
      problems.addAll(partitionProblems());
      if (there.isEmpty() && wanted.isEmpty()) {
        problems.add("it is not there, and there is no key to make it with; set load.key");
      }
      List<String> missing = new ArrayList<>(key);
      files.forEach(column -> missing.remove(column.name()));
      if (!missing.isEmpty()) {
        problems.add(
            "the files do not have "
                + dialect.quoted(missing)
                + " of the key; keep it in the transform, or set another load.key");
      }
    }
    if (there.isPresent()) {
      problems.addAll(kindProblems(there.get()));
      problems.addAll(DialectFit.problems(dialect, files, there.get(), destination.castsTexts()));
      refuse(problems);
      return ready(there.get(), files, key);
    }
    problems.addAll(DialectFit.problems(dialect, files));
    refuse(problems);
    create(destination.table(), Kinds.ddl(dialect, destination.table(), files, key));
    return ready(made(destination.table()), files, key);
  }

  private Ready stage(List<FileColumn> files, Runnable verifyHeld) throws SQLException {
    String table = destination.table();
    String staging = Names.staging(table, destination.run().id());
    Optional<ExistingTable> begun = ExistingTable.find(session, dialect, staging);
    boolean noted = ledger.staged().contains(table);
    if (begun.isPresent() && !noted) {
      refuse(
          List.of(
              "there is a table "
                  + dialect.quoted(staging)
                  + " that is not of this run, but has the name of its staging; drop or rename"
                  + " it"));
    }
    Optional<ExistingTable> there = ExistingTable.find(session, dialect, table);
    // asked for before the lock, since it may have to be fetched
    boolean recorded = there.isEmpty() && isRecorded();
    if (begun.isPresent() && !recorded) {
      refuse(replaceProblems(there, files));
      return ready(begun.get(), files, List.of());
    }
    // whoever drops what a run made has done so, and has the job; or waits, and sees the staging
    Locks.take(session, dialect, Locks.SCHEMA);
    verifyHeld.run();
    there = made();
    refuse(replaceProblems(there, files));
    if (noted && begun.isEmpty() && dialect.isMariaDb()) {
      // someone dropped it, with the rows of files that the ledger has; elsewhere, without a lock,
      // another loader may be about to make it
      ledger.begin(table);
      session.commit();
    } else if (!noted && !ledger.staged().contains(table)) {
      String aside = Names.aside(table, destination.run().id());
      note(new RunLedger.Staging(table, staging, aside, false));
    }
    if (begun.isEmpty()) {
      create(staging, there.isPresent() ? like(staging, files) : ddl(staging, files));
    }
    Locks.release(session, dialect, Locks.SCHEMA);
    return ready(made(staging), files, List.of());
  }

  /** Whether it is known how the table is made that the files come from. */
  private boolean isRecorded() {
    return dialect.isMariaDb()
        && destination.recorded().isPresent()
        && destination.recorded().get().get().mariaDb() != null;
  }

  /** The table to replace, made if the form that it had where the files come from is known. */
  private Optional<ExistingTable> made() throws SQLException {
    String table = destination.table();
    Optional<ExistingTable> there = ExistingTable.find(session, dialect, table);
    if (there.isEmpty() && dialect.isMariaDb() && destination.recorded().isPresent()) {
      RecordedTables recorded = new RecordedTables(target, dialect, session, destination.run());
      if (recorded.make(destination.recorded().get().get())) {
        there = ExistingTable.find(session, dialect, table);
      }
    }
    return there;
  }

  private List<String> replaceProblems(Optional<ExistingTable> there, List<FileColumn> files)
      throws SQLException {
    if (there.isEmpty()) {
      return DialectFit.problems(dialect, files);
    }
    List<String> problems =
        new ArrayList<>(Replacing.problems(session, dialect, there.get(), together));
    problems.addAll(kindProblems(there.get()));
    problems.addAll(DialectFit.problems(dialect, files, there.get(), destination.castsTexts()));
    return problems;
  }

  /** The load begins with that: who comes later has nothing to forget of it. */
  private void note(RunLedger.Staging staging) throws SQLException {
    try {
      ledger.begin(staging.table());
      ledger.add(staging);
      session.commit();
    } catch (SQLException e) {
      session.rollback();
      if (!ledger.staged().contains(staging.table())) { // else another loader was quicker
        throw e;
      }
    }
  }

  private String ddl(String table, List<FileColumn> files) {
    return Kinds.ddl(dialect, table, files, List.of());
  }

  /** MariaDB's has all that the table is; elsewhere only its rows move. */
  private String like(String staging, List<FileColumn> files) {
    if (dialect.isMariaDb()) {
      return "create table "
          + dialect.quoted(staging)
          + " like "
          + dialect.quoted(destination.table());
    }
    return Replacing.columnsOf(
        dialect, staging, destination.table(), files.stream().map(FileColumn::name).toList());
  }

  private void create(String table, String statement) throws SQLException {
    try {
      session.execute(statement);
    } catch (SQLException e) {
      session.rollback();
      if (!ExistingTable.isThere(session, table)) {
        throw e;
      }
    }
  }

  private ExistingTable made(String table) throws SQLException {
    return ExistingTable.find(session, dialect, table)
        .orElseThrow(
            () ->
                target.refusal(
                    "target-table",
                    "the table "
                        + dialect.quoted(table)
                        + " is not there after it was made; see who dropped it"));
  }

  private static Ready ready(ExistingTable table, List<FileColumn> files, List<String> key) {
    List<ExistingColumn> columns =
        files.stream()
            .map(
                file ->
                    table.columns().stream()
                        .filter(column -> column.name().equals(file.name()))
                        .findFirst()
                        .orElseThrow())
            .toList();
    return new Ready(table.name(), columns, key);
  }

  private List<String> key(ExistingTable table, List<String> wanted, List<String> problems)
      throws SQLException {
    List<String> primary = table.primaryKey(session);
    if (wanted.isEmpty() && primary.isEmpty()) {
      problems.add(
          "it has no primary key by which rows could be told apart; set load.key to the columns of"
              + " a unique index, or make one");
    }
    if (wanted.isEmpty()) {
      return primary;
    }
    Set<String> columns = new HashSet<>(wanted);
    boolean unique =
        table.keys(session).stream().anyMatch(key -> new HashSet<>(key).equals(columns));
    if (!unique) {
      problems.add(
          "it has no unique index of "
              + dialect.quoted(wanted)
              + " that are all not null; make one, or set load.key to the columns of one that it"
              + " has");
    }
    return wanted;
  }

  /** What rows are stored in must be able to take them back. */
  private List<String> kindProblems(ExistingTable table) throws SQLException {
    if (!table.plain()) {
      return List.of("it is not a plain table; name another target table");
    }
    if (!dialect.isMariaDb()) {
      return List.of();
    }
    return session
        .query(
            "select engine from information_schema.tables where table_schema = database()"
                + " and table_name = ?",
            row -> row.getString(1),
            table.name())
        .stream()
        .filter(engine -> !"InnoDB".equalsIgnoreCase(engine))
        .map(engine -> "its engine " + engine + " has no transactions; alter it to InnoDB")
        .toList();
  }

  /** An upsert goes by way of a temporary table like it, and such have no partitions. */
  private List<String> partitionProblems() throws SQLException {
    long partitions =
        session.number(
            "select count(*) from information_schema.partitions where table_schema = database()"
                + " and table_name = ? and partition_name is not null",
            destination.table());
    return partitions == 0
        ? List.of()
        : List.of(
            "it has partitions, rows cannot be merged into such; use mode append or replace, or"
                + " alter it with remove partitioning");
  }

  private List<String> nameProblems(String table) {
    return dialect
        .nameProblem(table)
        .map(problem -> "the table's name " + problem + "; set another target for it")
        .map(List::of)
        .orElse(List.of());
  }

  private void refuse(List<String> problems) {
    if (!problems.isEmpty()) {
      throw target.refusal(
          "target-table",
          "table "
              + dialect.quoted(destination.table().replace('\0', '?'))
              + " cannot be loaded: "
              + String.join("; and ", problems));
    }
  }
}
