package io.understudy.loader.dialect;

import io.understudy.files.Sha256;
import io.understudy.loader.database.Dialect;
import io.understudy.loader.database.Session;
import io.understudy.loader.ledger.Ledger;
import io.understudy.loader.ledger.RunKey;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which files of a run are loaded, in tables beside those that are loaded, so that a row and the
 * fact that it is loaded become visible together. Where a table of the target cannot bear a mark of
 * its run, it says which tables are the run's own, too. Rows are found by a hash of what they are
 * about: names and locations are longer than keys may be.
 */
final class RunLedger {
  static final String FILES = "understudy_load_ledger";
  static final String SWAPS = "understudy_load_swap";
  static final String STAGINGS = "understudy_load_staging";

  private static final String NAMES =
      "id char(64) not null primary key, run varchar(100) not null,"
          + " target_table varchar(255) not null, ";

  private final Session session;
  private final Dialect dialect;
  private final RunKey run;

  RunLedger(Session session, Dialect dialect, RunKey run) {
    this.session = session;
    this.dialect = dialect;
    this.run = run;
  }

  /** A file that is loaded. */
  record Entry(String etag, long rows) {}

  /**
   * A table that the run made.
   *
   * @param table that it takes the place of, or whose rows it has
   * @param aside name of that one between the swap and its end
   * @param made whether the run made {@code table} itself, empty, because it was absent, or was
   *     handed it by one that did
   */
  record Staging(String table, String name, String aside, boolean made) {}

  /** Makes the ledger's tables if they are absent; needs no right to make any if they are there. */
  void ensure() throws SQLException {
    make(FILES, "location varchar(1200) not null, etag varchar(255) not null,");
    make(SWAPS, "files bigint not null,");
    make(STAGINGS, "staging varchar(255) not null, aside varchar(255) not null,");
  }

  private void make(String table, String columns) throws SQLException {
    if (isThere(table)) {
      return;
    }
    String last = table.equals(STAGINGS) ? " made integer not null" : " row_count bigint not null";
    try {
      session.execute(
          "create table "
              + dialect.quoted(table)
              + " ("
              + NAMES
              + columns
              + last
              + ")"
              + dialect.options());
    } catch (SQLException e) {
      session.rollback();
      if (!isThere(table)) { // else another loader has just made it
        throw e;
      }
    }
  }

  private boolean isThere(String table) throws SQLException {
    return ExistingTable.isThere(session, table);
  }

  /** Whether its tables are there. */
  boolean exists() throws SQLException {
    return isThere(FILES) && isThere(SWAPS) && isThere(STAGINGS);
  }

  /** What is known of a file. */
  Optional<Entry> find(String table, String location) throws SQLException {
    return session
        .query(
            "select etag, row_count from " + dialect.quoted(FILES) + " where id = ?",
            row -> new Entry(row.getString(1), row.getLong(2)),
            id(table, location))
        .stream()
        .findFirst();
  }

  /** Adds a file. */
  void add(String table, String location, Entry entry) throws SQLException {
    session.update(
        "insert into "
            + dialect.quoted(FILES)
            + " (id, run, target_table, location, etag, row_count) values (?, ?, ?, ?, ?, ?)",
        id(table, location),
        run.toString(),
        table,
        location,
        entry.etag(),
        entry.rows());
  }

  /** What is loaded of a table, over its files. */
  Ledger.Total total(String table) throws SQLException {
    return session
        .query(
            "select count(*), coalesce(sum(row_count), 0) from "
                + dialect.quoted(FILES)
                + " where run = ? and target_table = ?",
            row -> new Ledger.Total(row.getLong(1), row.getLong(2)),
            run.toString(),
            table)
        .getFirst();
  }

  /** Forgets the files of a table, and that the run was swapped in: its load begins anew. */
  void begin(String table) throws SQLException {
    forget(table);
    session.update("delete from " + dialect.quoted(SWAPS) + " where run = ?", run.toString());
  }

  private void forget(String table) throws SQLException {
    session.update(
        "delete from " + dialect.quoted(FILES) + " where run = ? and target_table = ?",
        run.toString(),
        table);
  }

  /** Forgets the run. */
  void forget() throws SQLException {
    for (String table : List.of(FILES, SWAPS, STAGINGS)) {
      session.update("delete from " + dialect.quoted(table) + " where run = ?", run.toString());
    }
  }

  /** What was put in place of the run's tables, summed; empty if the run was not swapped in. */
  Optional<Ledger.Total> swapped() throws SQLException {
    return session
        .query(
            "select count(*), coalesce(sum(files), 0), coalesce(sum(row_count), 0) from "
                + dialect.quoted(SWAPS)
                + " where run = ?",
            row ->
                row.getLong(1) == 0
                    ? Optional.<Ledger.Total>empty()
                    : Optional.of(new Ledger.Total(row.getLong(2), row.getLong(3))),
            run.toString())
        .getFirst();
  }

  /** Notes that a table was put in place; its files are forgotten. */
  void swap(String table, Ledger.Total total) throws SQLException {
    forget(table);
    session.update(
        "insert into "
            + dialect.quoted(SWAPS)
            + " (id, run, target_table, files, row_count) values (?, ?, ?, ?, ?)",
        id(table, ""),
        run.toString(),
        table,
        total.files(),
        total.rows());
  }

  /** Notes a table that the run is about to make. */
  void add(Staging staging) throws SQLException {
    session.update(
        "insert into "
            + dialect.quoted(STAGINGS)
            + " (id, run, target_table, staging, aside, made) values (?, ?, ?, ?, ?, ?)",
        id(staging.table(), ""),
        run.toString(),
        staging.table(),
        staging.name(),
        staging.aside(),
        staging.made() ? 1 : 0);
  }

  /** Notes that the run made the table itself, empty. */
  void setMade(String table) throws SQLException {
    session.update(
        "update " + dialect.quoted(STAGINGS) + " set made = 1 where id = ?", id(table, ""));
  }

  /** Whether the table is noted as one that a run made. */
  boolean isMade(String table) throws SQLException {
    return session.number(
            "select count(*) from "
                + dialect.quoted(STAGINGS)
                + " where made = 1 and target_table = ?",
            table)
        > 0;
  }

  /** Of the tables that the run made those that no other run has noted a staging for. */
  Set<String> madeAlone() throws SQLException {
    return Set.copyOf(
        session.query(
            "select target_table from "
                + dialect.quoted(STAGINGS)
                + " s where run = ? and made = 1 and not exists (select 1 from "
                + dialect.quoted(STAGINGS)
                + " o where o.target_table = s.target_table and o.run <> s.run)",
            row -> row.getString(1),
            run.toString()));
  }

  /** Notes that the other runs with a staging for the table made it: the last one drops it. */
  void handOver(String table) throws SQLException {
    session.update(
        "update " + dialect.quoted(STAGINGS) + " set made = 1 where target_table = ? and run <> ?",
        table,
        run.toString());
  }

  /** Notes that no run made the table, or that it is gone. */
  void disclaim(String table) throws SQLException {
    session.update(
        "update " + dialect.quoted(STAGINGS) + " set made = 0 where made = 1 and target_table = ?",
        table);
  }

  /** The tables that the run made, by the table that each is for. */
  List<Staging> stagings() throws SQLException {
    return session.query(
        "select target_table, staging, aside, made from "
            + dialect.quoted(STAGINGS)
            + " where run = ? order by target_table",
        row ->
            new Staging(row.getString(1), row.getString(2), row.getString(3), row.getInt(4) == 1),
        run.toString());
  }

  /** Names of the tables whose stagings are noted. */
  Set<String> staged() throws SQLException {
    return stagings().stream().map(Staging::table).collect(Collectors.toSet());
  }

  /** Forgets the tables that the run made: they are in place, or gone. */
  void forgetStagings() throws SQLException {
    session.update("delete from " + dialect.quoted(STAGINGS) + " where run = ?", run.toString());
  }

  private String id(String table, String location) {
    String text = String.join("\0", run.toString(), table, location);
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
