package io.understudy.loader.ledger;

import io.understudy.loader.database.Names;
import io.understudy.loader.database.Session;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which files of a run are loaded, in tables of the target itself (schema {@code understudy}), so
 * that a row and the fact that it is loaded become visible together. Kept for ever for what was
 * appended; for what is swapped in, one row per table takes the place of those of its files.
 */
public final class Ledger {
  private static final List<String> TABLES =
      List.of(
          """
          create table if not exists understudy.load_ledger (
            run_id bigint not null,
            run_created_at timestamptz not null,
            target_schema text not null,
            target_table text not null,
            location text not null,
            etag text not null,
            rows bigint not null,
            loaded_at timestamptz not null default clock_timestamp(),
            primary key (run_id, run_created_at, target_schema, target_table, location)
          )
          """,
          """
          create table if not exists understudy.load_swap (
            run_id bigint not null,
            run_created_at timestamptz not null,
            target_schema text not null,
            target_table text not null,
            files bigint not null,
            rows bigint not null,
            swapped_at timestamptz not null default clock_timestamp(),
            primary key (run_id, run_created_at, target_schema, target_table)
          )
          """,
          """
          create table if not exists understudy.load_made (
            place bigint generated always as identity primary key,
            run_id bigint not null,
            run_created_at timestamptz not null,
            target_schema text not null,
            target_table text,
            undo text,
            part_of text,
            part_of_oid oid,
            check (target_table is not null or undo is not null)
          )
          """,
          """
          create table if not exists understudy.load_rejected (
            run_id bigint not null,
            run_created_at timestamptz not null,
            target_schema text not null,
            target_table text not null,
            location text not null,
            rows bigint not null,
            primary key (run_id, run_created_at, target_schema, target_table, location)
          )
          """,
          "comment on table understudy.load_rejected is 'Understudy: how many rows of a file were"
              + " refused here and are in a rejects file instead; no row if none were.'",
          "comment on table understudy.load_made is 'Understudy: tables that a run made because"
              + " they were absent, and what removes them and their types should it fail; empty"
              + " when it has ended.'",
          "comment on table understudy.load_ledger is 'Understudy: which masked files are loaded;"
              + " written in the transaction that loads the rows.'",
          "comment on table understudy.load_swap is 'Understudy: which run''s tables were put in"
              + " the place of the old ones, and when.'");

  private static final String EXISTS =
      """
      select to_regclass('understudy.load_ledger') is not null
             and to_regclass('understudy.load_swap') is not null
      """;

  private static final String WHOLE =
      """
      select bool_and(to_regclass('understudy.' || kept) is not null)
      from unnest('{load_ledger,load_swap,load_made,load_rejected}'::text[]) as t (kept)
      """;

  private static final String OF_RUN = " where run_id = ? and run_created_at = ?";
  private static final String OF_TABLE = OF_RUN + " and target_schema = ? and target_table = ?";

  private final Session session;
  private final RunKey run;
  private final String schema;

  /**
   * @param schema of the loaded tables
   */
  public Ledger(Session session, RunKey run, String schema) {
    this.session = session;
    this.run = run;
    this.schema = schema;
  }

  /**
   * A file that is loaded.
   *
   * @param rows that are loaded
   * @param rejected rows of it that were refused
   */
  public record Entry(String etag, long rows, long rejected) {}

  /** How much of a table is loaded. */
  public record Total(long files, long rows) {}

  /** Makes the ledger's tables if they are absent; needs no right to make any if they are there. */
  public void ensure() throws SQLException {
    if (session.is(WHOLE)) {
      return;
    }
    session.lock("ledger");
    if (!session.is("select to_regnamespace('understudy') is not null")) {
      session.execute("create schema understudy");
    }
    for (String table : TABLES) {
      session.execute(table);
    }
  }

  /** Whether its tables are there. */
  public boolean exists() throws SQLException {
    return session.is(EXISTS);
  }

  /** What is known of a file. */
  public Optional<Entry> find(String table, String location) throws SQLException {
    return session
        .query(
            """
            select l.etag, l.rows, coalesce(r.rows, 0)
            from understudy.load_ledger l
            left join understudy.load_rejected r
              using (run_id, run_created_at, target_schema, target_table, location)
            """
                + OF_TABLE
                + " and location = ?",
            row -> new Entry(row.getString(1), row.getLong(2), row.getLong(3)),
            run.id(),
            createdAt(),
            schema,
            table,
            location)
        .stream()
        .findFirst();
  }

  /**
   * Adds a file. A loader of an earlier version that forgot it has left how many of its rows were
   * refused then.
   */
  public void add(String table, String location, Entry entry) throws SQLException {
    session.update(
        """
        insert into understudy.load_ledger
          (run_id, run_created_at, target_schema, target_table, location, etag, rows)
        values (?, ?, ?, ?, ?, ?, ?)
        """,
        run.id(),
        createdAt(),
        schema,
        table,
        location,
        entry.etag(),
        entry.rows());
    session.update(
        "delete from understudy.load_rejected" + OF_TABLE + " and location = ?",
        run.id(),
        createdAt(),
        schema,
        table,
        location);
    if (entry.rejected() > 0) {
      session.update(
          """
          insert into understudy.load_rejected
            (run_id, run_created_at, target_schema, target_table, location, rows)
          values (?, ?, ?, ?, ?, ?)
          """,
          run.id(),
          createdAt(),
          schema,
          table,
          location,
          entry.rejected());
    }
  }

  /** Rows of a table that were refused, over its files that are loaded. */
  public long rejected(String table) throws SQLException {
    return session.number(
        """
        select coalesce(sum(r.rows), 0)
        from understudy.load_rejected r
        join understudy.load_ledger l
          using (run_id, run_created_at, target_schema, target_table, location)
        """
            + OF_TABLE,
        run.id(),
        createdAt(),
        schema,
        table);
  }

  /** What is loaded of a table, over its files. */
  public Total total(String table) throws SQLException {
    return session
        .query(
            "select count(*), coalesce(sum(rows), 0) from understudy.load_ledger" + OF_TABLE,
            row -> new Total(row.getLong(1), row.getLong(2)),
            run.id(),
            createdAt(),
            schema,
            table)
        .getFirst();
  }

  /** Forgets the files of a table, and that the run was swapped in: its load begins anew. */
  public void forget(String table) throws SQLException {
    forgetFiles(table);
    session.update("delete from understudy.load_swap" + OF_RUN, run.id(), createdAt());
  }

  private void forgetFiles(String table) throws SQLException {
    session.update(
        "delete from understudy.load_ledger" + OF_TABLE, run.id(), createdAt(), schema, table);
    if (has("load_rejected")) {
      session.update(
          "delete from understudy.load_rejected" + OF_TABLE, run.id(), createdAt(), schema, table);
    }
  }

  /** Forgets the run. */
  public void forget() throws SQLException {
    if (has("load_rejected")) {
      session.update("delete from understudy.load_rejected" + OF_RUN, run.id(), createdAt());
    }
    session.update("delete from understudy.load_ledger" + OF_RUN, run.id(), createdAt());
    session.update("delete from understudy.load_swap" + OF_RUN, run.id(), createdAt());
  }

  /** What was put in place of the run's tables, summed; empty if the run was not swapped in. */
  public Optional<Total> swapped() throws SQLException {
    return session
        .query(
            """
            select count(*), coalesce(sum(files), 0), coalesce(sum(rows), 0)
            from understudy.load_swap
            """
                + OF_RUN,
            row ->
                row.getLong(1) == 0
                    ? Optional.<Total>empty()
                    : Optional.of(new Total(row.getLong(2), row.getLong(3))),
            run.id(),
            createdAt())
        .getFirst();
  }

  /** Notes that a table was put in place; its files are forgotten. */
  public void swap(String table, Total total) throws SQLException {
    forgetFiles(table);
    session.update(
        """
        insert into understudy.load_swap
          (run_id, run_created_at, target_schema, target_table, files, rows)
        values (?, ?, ?, ?, ?, ?)
        """,
        run.id(),
        createdAt(),
        schema,
        table,
        total.files(),
        total.rows());
  }

  /** A ledger that an earlier version made does not have all tables. */
  private boolean has(String kept) throws SQLException {
    return session.is("select to_regclass(?) is not null", "understudy." + kept);
  }

  /** Notes a table that the run made because it was absent. */
  public void addMade(String table) throws SQLException {
    note(table, null, null);
  }

  /**
   * Notes a statement that removes what the run made.
   *
   * @param table that it is part of, as it is now; one that is not there counts as none
   */
  public void addUndo(String statement, @Nullable String table) throws SQLException {
    note(null, statement, table);
  }

  private void note(@Nullable String table, @Nullable String undo, @Nullable String partOf)
      throws SQLException {
    session.update(
        """
        insert into understudy.load_made
          (run_id, run_created_at, target_schema, target_table, undo, part_of, part_of_oid)
        select ?, ?, ?::text, ?::text, ?::text, p.relname, p.oid
        from (values (true)) one
        left join pg_class p on p.oid = to_regclass(?::text)
        """,
        run.id(),
        createdAt(),
        schema,
        table,
        undo,
        partOf == null ? null : Names.qualified(schema, partOf));
  }

  /** Tables that the run made. */
  public List<String> made() throws SQLException {
    if (!has("load_made")) {
      return List.of();
    }
    return session.query(
        "select target_table from understudy.load_made"
            + OF_RUN
            + " and target_schema = ? and target_table is not null",
        row -> row.getString(1),
        run.id(),
        createdAt(),
        schema);
  }

  /**
   * What removes a thing that the run made.
   *
   * @param table that it is part of; null: none
   * @param same whether no other table has its name by now
   */
  public record Undo(String statement, @Nullable String table, boolean same) {}

  /** What removes the things that the run made, in this order. */
  public List<Undo> undo() throws SQLException {
    if (!has("load_made")) {
      return List.of();
    }
    return session.query(
        """
        select undo, part_of,
               coalesce(to_regclass(case when part_of is not null
                                         then format('%I.%I', target_schema, part_of) end)
                          = part_of_oid, true)
        from understudy.load_made
        """
            + OF_RUN
            + " and target_schema = ? and undo is not null order by place desc",
        row -> new Undo(row.getString(1), row.getString(2), row.getBoolean(3)),
        run.id(),
        createdAt(),
        schema);
  }

  /** Forgets what the run made: it is there for good, or gone. */
  public void forgetMade() throws SQLException {
    if (has("load_made")) {
      session.update("delete from understudy.load_made" + OF_RUN, run.id(), createdAt());
    }
  }

  private OffsetDateTime createdAt() {
    return run.createdAt().atOffset(ZoneOffset.UTC);
  }
}
