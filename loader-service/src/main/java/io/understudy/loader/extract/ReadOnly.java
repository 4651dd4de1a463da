package io.understudy.loader.extract;

import io.understudy.loader.database.Session;
import io.understudy.loader.database.Target;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;

/** Transactions that change nothing and see one state of the database. */
final class ReadOnly {
  private static final String BEGIN = "set transaction isolation level repeatable read, read only";
  private static final Pattern SNAPSHOT = Pattern.compile("[0-9A-F-]+");

  /** What the database says if the transaction that has the snapshot is over. */
  private static final Set<String> GONE = Set.of("22023", "42704", "55000");

  private ReadOnly() {}

  /** In the state that is now. */
  static void begin(Session session, Duration statementTimeout) throws SQLException {
    session.execute(BEGIN);
    settle(session, statementTimeout);
  }

  /**
   * In a state that another transaction keeps.
   *
   * @param snapshot its name
   */
  static void begin(Session session, Target source, String snapshot, Duration statementTimeout)
      throws SQLException {
    if (!SNAPSHOT.matcher(snapshot).matches()) {
      throw new IllegalArgumentException("that is not the name of a snapshot");
    }
    try {
      session.execute(BEGIN);
      session.execute("set transaction snapshot '" + snapshot + "'");
    } catch (SQLException e) {
      if (GONE.contains(e.getSQLState())) {
        throw source.busy(
            "source-snapshot",
            "the snapshot of this extraction is no longer kept (SQLState "
                + e.getSQLState()
                + "); it begins again with another, see the job of kind SNAPSHOT",
            e);
      }
      throw e;
    }
    settle(session, statementTimeout);
  }

  /** Texts do not depend on the role's settings; rows that a policy hides are an error. */
  private static void settle(Session session, Duration statementTimeout) throws SQLException {
    session.execute("set local statement_timeout = " + statementTimeout.toMillis());
    session.execute("set local row_security = off");
    session.execute("set local standard_conforming_strings = on"); // RowCondition reads them so
    session.execute("set local intervalstyle = postgres");
    session.execute("set local bytea_output = hex");
    session.execute("set local extra_float_digits = 1");
    session.execute("set local search_path = ''");
  }
}
