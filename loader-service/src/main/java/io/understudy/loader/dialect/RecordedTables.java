package io.understudy.loader.dialect;

import io.understudy.loader.database.Dialect;
import io.understudy.loader.database.Names;
import io.understudy.loader.database.Session;
import io.understudy.loader.database.Target;
import io.understudy.loader.database.TargetException;
import io.understudy.loader.ledger.RunKey;
import io.understudy.loader.schema.SchemaRecord;
import io.understudy.loader.schema.SchemaRecord.Statement;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Makes in a MariaDB the tables that it has not and that another MariaDB was recorded with: empty,
 * with their keys and foreign keys, to be replaced then like any that was there.
 */
final class RecordedTables {
  private static final int THERE = 1050;

  private final Target target;
  private final Dialect dialect;
  private final Session session;
  private final RunKey run;
  private final RunLedger ledger;

  RecordedTables(Target target, Dialect dialect, Session session, RunKey run) {
    this.target = target;
    this.dialect = dialect;
    this.session = session;
    this.run = run;
    this.ledger = new RunLedger(session, dialect, run);
  }

  /**
   * Makes all that are absent; the caller has {@link Locks#SCHEMA}. Each is noted just before it is
   * made, so that a run that is discarded drops it; of several runs the one that made it.
   *
   * @return false if the record has nothing for this database
   */
  boolean make(SchemaRecord record) throws SQLException {
    List<Statement> statements = record.mariaDb();
    if (statements == null) {
      return false;
    }
    Set<String> absent = new HashSet<>();
    for (String table : record.tables()) {
      if (!ExistingTable.isThere(session, table)) {
        absent.add(table);
      }
    }
    make(statements, absent);
    return true;
  }

  private void note(String table) throws SQLException {
    ledger.disclaim(table); // whoever has noted it has not come to make it, or it is gone
    if (!ledger.staged().contains(table)) {
      ledger.begin(table);
      ledger.add(
          new RunLedger.Staging(
              table, Names.staging(table, run.id()), Names.aside(table, run.id()), true));
    } else {
      ledger.setMade(table);
    }
    session.commit();
  }

  /** In whatever order: their foreign keys may go round. */
  private void make(List<Statement> statements, Set<String> absent) throws SQLException {
    session.execute("set session foreign_key_checks = 0");
    for (Statement statement : statements) {
      if (statement.isFor(absent)) {
        make(statement);
      }
    }
    session.execute("set session foreign_key_checks = 1");
  }

  private void make(Statement statement) throws SQLException {
    String table = Objects.requireNonNull(statement.table(), "it makes a table");
    note(table);
    try {
      session.execute(statement.sql());
    } catch (SQLException e) {
      RuntimeException failure = target.failure("make a table of the source", e);
      if (failure instanceof TargetException.Retryable) {
        throw failure;
      }
      // who makes it then takes no such lock, as one may have just done
      ledger.disclaim(table);
      session.commit();
      if (e.getErrorCode() != THERE) {
        throw refusal(statement, e);
      }
    }
  }

  private RuntimeException refusal(Statement statement, SQLException e) {
    return target.refusal(
        "target-schema",
        "it does not take \""
            + statement.words()
            + "\" of the source's schema (error "
            + e.getErrorCode()
            + "); make there what that needs, or the table itself, or leave it out with tables: in"
            + " the pipeline");
  }
}
