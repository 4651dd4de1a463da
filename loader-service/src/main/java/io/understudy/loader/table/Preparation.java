package io.understudy.loader.table;

import io.understudy.files.FileColumn;
import io.understudy.loader.database.Names;
import io.understudy.loader.database.Session;
import io.understudy.loader.database.Target;
import io.understudy.loader.database.TargetException;
import io.understudy.loader.ledger.Ledger;
import io.understudy.loader.ledger.RunKey;
import io.understudy.loader.schema.SchemaCreation;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes ready the table that the files of a run's table are copied into. */
public final class Preparation {
  // What LIKE does not copy.
  private static final String KIND =
      """
      select case c.relpersistence when 'u' then 'unlogged ' else '' end,
             coalesce(
               ' with ('
                 || nullif(array_to_string(
                             c.reloptions || (select array_agg('toast.' || option)
                                              from pg_catalog.pg_class x, unnest(x.reloptions) option
                                              where x.oid = c.reltoastrelid), ', '), '')
                 || ')', '')
               || coalesce(' tablespace ' || quote_ident(t.spcname), '')
      from pg_catalog.pg_class c
      left join pg_catalog.pg_tablespace t on t.oid = c.reltablespace
      where c.oid = ?::oid
      """;

  private final Target target;
  private final Session session;

  public Preparation(Target target, Session session) {
    this.target = target;
    this.session = session;
  }

  /**
   * The table to copy into, made if it was absent.
   *
   * @param name its name in the target's schema
   * @param types internal names of the types of its columns ("enum" for any of these), by column
   * @param key columns by which rows take the place of others; empty: they do not
   */
  public record Prepared(String name, Map<String, String> types, List<String> key) {
    public Prepared {
      types = Map.copyOf(types);
      key = List.copyOf(key);
    }

    private Prepared with(List<String> key) {
      return new Prepared(name, types, key);
    }
  }

  /**
   * Finds or makes the table, in a transaction of its own. Any number of loaders may do that at
   * once.
   *
   * @param columns of the masked files, merged
   * @param verifyHeld throws if the job is no longer this loader's
   * @throws TargetException.Terminal with everything that does not fit
   */
  public Prepared prepare(Destination destination, List<FileColumn> columns, Runnable verifyHeld)
      throws SQLException {
    String schema = target.schema();
    String table = destination.table();
    Ledger ledger = new Ledger(session, destination.run(), schema);
    refuse(table, nameProblems(table));
    ledger.ensure();
    session.lock("table " + Names.qualified(schema, table));
    Optional<TargetTable> there = TargetTable.find(session, schema, table);
    Prepared prepared;
    if (destination.append()) {
      prepared = append(destination, there, columns);
    } else {
      String staging = Names.staging(table, destination.run().id());
      Optional<TargetTable> begun = TargetTable.find(session, schema, staging);
      if (there.isEmpty() && begun.isEmpty() && destination.recorded().isPresent()) {
        new SchemaCreation(target, session, ledger).makeTables(destination.recorded().get().get());
        there = TargetTable.find(session, schema, table);
      }
      if (there.isPresent() && isDirect(there.get(), ledger)) {
        prepared = append(destination, there, columns);
      } else {
        prepared =
            begun.isPresent()
                ? resume(destination, begun.get(), columns)
                : stage(destination, there, staging, columns, ledger);
      }
    }
    verifyHeld.run();
    session.commit();
    return prepared;
  }

  /**
   * Whether a run that replaces tables loads this one without a staging table: it is partitioned or
   * inherits, so that it cannot change places, and was made empty by this run.
   */
  public static boolean isDirect(TargetTable table, Ledger ledger) throws SQLException {
    return table.bound() && ledger.made().contains(table.name());
  }

  /** Whether a table is the staging of this run (and not of one with the same number). */
  public static boolean isStaging(TargetTable table, RunKey run) {
    return table.comment().equals(mark(run));
  }

  private static String mark(RunKey run) {
    return "Understudy: staging of " + run + "; dropped or renamed when the run ends";
  }

  private Prepared append(
      Destination destination, Optional<TargetTable> there, List<FileColumn> columns)
      throws SQLException {
    String table = destination.table();
    if (there.isEmpty()) {
      List<String> key = List.of();
      if (destination.upsert().isPresent()) {
        UpsertKey wanted = UpsertKey.ofNew(destination.upsert().get(), columns);
        refuse(table, wanted.problems());
        key = wanted.columns();
      }
      create(table, columns, key);
      return made(table, columns).with(key);
    }
    List<String> problems = new ArrayList<>();
    List<String> key = List.of();
    if (!Set.of("r", "p").contains(there.get().kind())) {
      problems.add("it is not a table; name another target table");
    } else {
      problems.addAll(Fit.problems(columns, there.get(), destination.castsTexts()));
      if (destination.upsert().isPresent()) {
        UpsertKey found = UpsertKey.of(session, there.get(), destination.upsert().get(), columns);
        problems.addAll(found.problems());
        key = found.columns();
      }
    }
    refuse(table, problems);
    return found(there.get()).with(key);
  }

  private Prepared stage(
      Destination destination,
      Optional<TargetTable> there,
      String staging,
      List<FileColumn> columns,
      Ledger ledger)
      throws SQLException {
    Prepared prepared;
    if (there.isEmpty()) {
      create(staging, columns, List.of());
      prepared = made(staging, columns);
    } else {
      TargetTable old = there.get();
      List<String> problems = new ArrayList<>(replaceProblems(session, old));
      if (old.kind().equals("r")) {
        problems.addAll(Fit.problems(columns, old, destination.castsTexts()));
      }
      refuse(destination.table(), problems);
      String[] kind = session.pairs(KIND, old.oid()).getFirst();
      session.execute(
          "create "
              + kind[0]
              + "table "
              + Names.qualified(target.schema(), staging)
              + " (like "
              + Names.qualified(target.schema(), old.name())
              + " including all excluding indexes)"
              + kind[1]);
      prepared = new Prepared(staging, found(old).types(), List.of());
    }
    session.execute(
        "comment on table "
            + Names.qualified(target.schema(), staging)
            + " is '"
            + mark(destination.run())
            + "'");
    ledger.forget(destination.table());
    return prepared;
  }

  private Prepared resume(Destination destination, TargetTable staging, List<FileColumn> columns) {
    List<String> problems = new ArrayList<>();
    if (isStaging(staging, destination.run())) {
      problems.addAll(Fit.problems(columns, staging, destination.castsTexts()));
    } else {
      problems.add("it is not of this run, but has the name of its staging; drop or rename it");
    }
    refuse(staging.name(), problems);
    return found(staging);
  }

  /** Why a table cannot be replaced by another, each with the remedy. */
  public static List<String> replaceProblems(Session session, TargetTable old) throws SQLException {
    if (!old.kind().equals("r")) {
      return List.of("it is not a plain table, so it cannot be replaced; use mode append");
    }
    List<String> problems = new ArrayList<>();
    if (!old.owned()) {
      problems.add(
          "the role does not own it, so it cannot be replaced; make the role its owner or use mode"
              + " append");
    }
    List<String> dependants = Dependants.of(session, old);
    if (!dependants.isEmpty()) {
      problems.add(
          "it cannot be replaced without losing "
              + String.join(", ", dependants)
              + "; drop these (and make them again after the run), or use mode append");
    }
    return problems;
  }

  private void create(String table, List<FileColumn> columns, List<String> key)
      throws SQLException {
    refuse(table, Fit.problems(columns));
    session.execute(NewTable.ddl(target.schema(), table, columns, key));
  }

  private static Prepared made(String table, List<FileColumn> columns) {
    return new Prepared(
        table,
        columns.stream().collect(Collectors.toMap(FileColumn::name, SqlTypes::internal)),
        List.of());
  }

  private static Prepared found(TargetTable table) {
    return new Prepared(
        table.name(),
        table.columns().stream().collect(Collectors.toMap(TargetColumn::name, TargetColumn::base)),
        List.of());
  }

  private static List<String> nameProblems(String table) {
    return Names.problem(table)
        .map(problem -> "the table's name " + problem + "; set another target for it")
        .map(List::of)
        .orElse(List.of());
  }

  private void refuse(String table, List<String> problems) {
    if (!problems.isEmpty()) {
      throw target.refusal(
          "target-table",
          "table "
              + Names.qualified(target.schema(), table.replace('\0', '?'))
              + " cannot be loaded: "
              + String.join("; and ", problems));
    }
  }
}
