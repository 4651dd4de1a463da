package io.understudy.loader.schema;

import io.understudy.loader.database.Names;
import io.understudy.loader.database.Session;
import io.understudy.loader.database.Target;
import io.understudy.loader.ledger.Ledger;
import io.understudy.loader.schema.SchemaRecord.Statement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.postgresql.util.PSQLException;

/**
 * Makes in a target what a record has and it has not, in the caller's transaction. What is there
 * already stays as it is: a table that is there keeps its form, whatever the record says.
 */
public final class SchemaCreation {
  /** What the database says of a table, type, function or schema that is there. */
  private static final Set<String> THERE = Set.of("42P07", "42710", "42723", "42P06");

  /**
   * What it says of a row of its catalogue that is there: of a text search object, and of anything
   * that another transaction has made since it was looked for, which is committed then.
   */
  private static final String EQUAL = "23505";

  private static final String CATALOGUE = "pg_catalog";

  /** What it says of an object, function, table or key that is not there (yet). */
  private static final Set<String> MISSING = Set.of("42704", "42883", "42P01", "42830");

  /** Classes of what it says of statements that it will never take. */
  private static final Set<String> REFUSED = Set.of("0A", "2B", "3F", "42", "58");

  /** What an extension says where it cannot be made. */
  private static final Set<String> UNFIT = Set.of("22023", "55000", "P0001", "XX000");

  /** What the database says of rows that a foreign key does not allow. */
  private static final String UNMATCHED = "23503";

  private final Target target;
  private final Session session;
  private final String schema;
  private final Ledger ledger;

  /**
   * @param ledger that keeps what undoes it
   */
  public SchemaCreation(Target target, Session session, Ledger ledger) {
    this.target = target;
    this.session = session;
    this.schema = target.schema();
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
    List<Statement> made = make(record.before(), absent);
    for (Statement statement : made) {
      if (statement.undo() != null) {
        ledger.addUndo(statement.undo(), statement.table());
      }
    }
    tryOut(record, absent);
    for (String table : absent) {
      ledger.addMade(table);
    }
  }

  /**
   * Whether it will take what is made when the rows are there, too: what it lacks for that is to be
   * said before. Nothing of it stays.
   */
  private void tryOut(SchemaRecord record, Set<String> tables) throws SQLException {
    session.execute("savepoint trial");
    make(after(record).stream().flatMap(each -> each.trial().stream()).toList(), tables);
    session.execute("rollback to savepoint trial");
    begin();
  }

  /** A domain that was there stays as it is, with the constraints that it has. */
  private List<Statement> after(SchemaRecord record) throws SQLException {
    Set<String> undo =
        ledger.undo().stream().map(Ledger.Undo::statement).collect(Collectors.toSet());
    return record.after().stream().filter(each -> each.changesOnly(undo)).toList();
  }

  /** Makes what hangs on the tables that were made, and forgets how to undo that. */
  public void complete(SchemaRecord record) throws SQLException {
    Set<String> made = Set.copyOf(ledger.made());
    if (made.isEmpty()) {
      return;
    }
    begin();
    make(after(record), made);
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
        Optional<SQLException> refusal = session.attempt(each.statement());
        if (refusal.isPresent() && !"2BP01".equals(refusal.get().getSQLState())) {
          throw refusal.get();
        }
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

  /** Of one that is loaded directly they are the run's: nobody else loads one that was there. */
  private static boolean hasRows(Session session, String name) throws SQLException {
    String kind =
        "select relkind = 'r' and not exists (select from pg_inherits where oid in (inhrelid,"
            + " inhparent)) from pg_class where oid = to_regclass(?)";
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

  /**
   * Executes the statements that these tables need. One that needs what comes later waits for it:
   * types, functions and views are not always in the order in which they can be made.
   *
   * @return those that have made something, in that order
   */
  private List<Statement> make(List<Statement> statements, Set<String> tables) throws SQLException {
    List<Statement> made = new ArrayList<>();
    List<Statement> left = statements.stream().filter(each -> each.isFor(tables)).toList();
    while (!left.isEmpty()) {
      List<Statement> waiting = new ArrayList<>();
      for (Statement statement : left) {
        Optional<SQLException> refusal = session.attempt(statement.sql());
        if (refusal.isEmpty()) {
          made.add(statement);
        } else if (MISSING.contains(state(refusal.get()))) {
          waiting.add(statement);
        } else if (!isThere(refusal.get()) && !isLeftOut(statement, refusal.get())) {
          refuse(statement, refusal.get());
        }
      }
      if (waiting.size() == left.size()) {
        verifyOptional(waiting);
        return made;
      }
      left = waiting;
    }
    return made;
  }

  /** What is left waits in vain. */
  private void verifyOptional(List<Statement> left) throws SQLException {
    for (Statement statement : left) {
      if (!statement.optional()) {
        Optional<SQLException> refusal = session.attempt(statement.sql());
        if (refusal.isPresent()) {
          refuse(statement, refusal.get());
        }
      }
    }
  }

  private static boolean isThere(SQLException e) {
    return THERE.contains(state(e)) || EQUAL.equals(state(e)) && isOfCatalogue(e);
  }

  private static boolean isOfCatalogue(SQLException e) {
    return e instanceof PSQLException server
        && server.getServerErrorMessage() != null
        && CATALOGUE.equals(server.getServerErrorMessage().getSchema());
  }

  /** Not where it may take it later. */
  private static boolean isLeftOut(Statement statement, SQLException e) {
    return statement.optional() && (isRefused(e) || UNFIT.contains(state(e)));
  }

  private static boolean isRefused(SQLException e) {
    return REFUSED.contains(state(e).substring(0, Math.min(2, state(e).length())));
  }

  private void refuse(Statement statement, SQLException e) throws SQLException {
    if (statement.optional() && UNMATCHED.equals(state(e))) {
      throw target.refusal(
          "target-schema",
          "it does not take \""
              + statement.words()
              + "\" of the source's schema (SQLState "
              + state(e)
              + "): masked rows refer to rows that the other schema's table does not have; load"
              + " these masked alike, or drop that table there, and the key is left out");
    }
    if (!isRefused(e)) {
      throw e; // it may take it later
    }
    throw target.refusal(
        "target-schema",
        "it does not take \""
            + statement.words()
            + "\" of the source's schema (SQLState "
            + state(e)
            + "); make there what that needs (see its log for what is missing: an extension, or a"
            + " table, view, type or function of another schema, which may be loaded first), or"
            + " leave it out with tables: in the pipeline");
  }

  private static String state(SQLException e) {
    return String.valueOf(e.getSQLState());
  }
}
