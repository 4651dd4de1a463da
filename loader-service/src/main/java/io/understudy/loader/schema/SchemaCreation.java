package io.understudy.loader.schema;

import io.understudy.loader.database.Names;
import io.understudy.loader.database.Session;
import io.understudy.loader.ledger.Ledger;
import io.understudy.loader.schema.SchemaRecord.Statement;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes in a target what a record has and it has not, in the caller's transaction. What is there
 * already stays as it is: a table that is there keeps its form, whatever the record says.
 */
public final class SchemaCreation {
  /** What the database says of a table, type, function or schema that is there. */
  private static final Set<String> THERE = Set.of("42P07", "42710", "42723", "42P06");

  private final Session session;
  private final String schema;
  private final Ledger ledger;

  /**
   * @param schema where it is made
   * @param ledger that keeps what undoes it
   */
  public SchemaCreation(Session session, String schema, Ledger ledger) {
    this.session = session;
    this.schema = schema;
    this.ledger = ledger;
  }

  /** Makes the tables that are absent, empty, with their types, keys and foreign keys. */
  public void makeTables(SchemaRecord record) throws SQLException {
    session.lock("schema " + Names.quoted(schema));
    Set<String> absent = new HashSet<>();
    for (String table : record.tables()) {
      if (session.is("select to_regclass(?) is null", Names.qualified(schema, table))) {
        absent.add(table);
      }
    }
    if (absent.isEmpty()) {
      return; // another loader has made them meanwhile
    }
    begin();
    for (Statement statement : record.before()) {
      if (statement.isFor(absent) && isMade(statement) && statement.undo() != null) {
        ledger.addUndo(statement.undo(), statement.table());
      }
    }
    for (String table : absent) {
      ledger.addMade(table);
    }
  }

  /** Makes what hangs on the tables that were made, and forgets how to undo that. */
  public void complete(SchemaRecord record) throws SQLException {
    Set<String> made = Set.copyOf(ledger.made());
    if (made.isEmpty()) {
      return;
    }
    begin();
    for (Statement statement : record.after()) {
      if (statement.isFor(made)) {
        isMade(statement);
      }
    }
    ledger.forgetMade();
  }

  /**
   * Removes what was made, the last first, as far as nothing else needs it by now. A table stays if
   * another has taken its place or rows have come into it meanwhile; then what belongs to no table
   * stays, too, since somebody uses it.
   */
  public static void undo(Session session, String schema, Ledger ledger) throws SQLException {
    List<Ledger.Undo> made = ledger.undo();
    if (!made.isEmpty()) {
      session.lock("schema " + Names.quoted(schema));
      session.execute("set local search_path to " + Names.quoted(schema));
    }
    Set<String> used = used(session, schema, made);
    for (Ledger.Undo each : made) {
      if (each.table() == null ? used.isEmpty() : !used.contains(each.table())) {
        session.attempt(each.statement(), "2BP01"::equals);
      }
    }
    ledger.forgetMade();
  }

  private static Set<String> used(Session session, String schema, List<Ledger.Undo> made)
      throws SQLException {
    Set<String> seen = new HashSet<>();
    Set<String> used = new HashSet<>();
    for (Ledger.Undo each : made) {
      if (each.table() != null && seen.add(each.table())) {
        String name = Names.qualified(schema, each.table());
        if (!each.same() || hasRows(session, name)) {
          used.add(each.table());
        }
      }
    }
    return used;
  }

  /** Of a partitioned table they are the run's: nobody else loads one that was there. */
  private static boolean hasRows(Session session, String name) throws SQLException {
    String kind = "select relkind = 'r' from pg_class where oid = to_regclass(?)";
    if (!session.query(kind, row -> row.getBoolean(1), name).equals(List.of(true))) {
      return false;
    }
    session.execute("lock table " + name + " in access exclusive mode");
    return session.is("select exists (select from " + name + ")");
  }

  private void begin() throws SQLException {
    session.execute("set local search_path to " + Names.quoted(schema));
    session.execute("set local check_function_bodies = off");
  }

  private boolean isMade(Statement statement) throws SQLException {
    return statement.optional()
        ? session.attempt(statement.sql(), state -> true)
        : session.attempt(statement.sql(), THERE::contains);
  }
}
