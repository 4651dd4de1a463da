package io.understudy.loader.dialect;

import io.understudy.files.FileColumn;
import io.understudy.loader.database.Dialect;
import io.understudy.loader.database.Session;
import io.understudy.loader.database.Target;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What can be said of a target that is not PostgreSQL before anything is loaded. */
public final class DialectCheck {
  private DialectCheck() {}

  /**
   * Something in the way of a load.
   *
   * @param code short and stable
   * @param message what, and the remedy
   */
  public record Problem(String code, String message) {}

  /** What is in the way of any load; writes nothing. */
  public static List<Problem> problems(Session session, Target target, Dialect dialect)
      throws SQLException {
    List<Problem> problems = new ArrayList<>();
    if (dialect.isMariaDb()) {
      ofMariaDb(session, target, problems);
    } else if (session.metaData().isReadOnly()) {
      problems.add(
          new Problem("target-permission", target + ": it is read-only; name one that is not"));
    }
    return problems;
  }

  private static void ofMariaDb(Session session, Target target, List<Problem> problems)
      throws SQLException {
    String product = session.metaData().getDatabaseProductName();
    int major = session.metaData().getDatabaseMajorVersion();
    int minor = session.metaData().getDatabaseMinorVersion();
    if (!product.equals("MariaDB")) {
      problems.add(
          new Problem(
              "target-version",
              target + ": it is " + product + "; MariaDB 10.7 or later is needed"));
      return; // it may not have the variables
    }
    if (major < 10 || major == 10 && minor < 7) {
      problems.add(
          new Problem(
              "target-version",
              target + ": it is MariaDB " + major + "." + minor + "; 10.7 or later is needed"));
    }
    if (session.place()[0] == null) {
      problems.add(
          new Problem(
              "target-table",
              target
                  + ": no database is named; name one in its jdbc-url, as in"
                  + " jdbc:mariadb://HOST/DATABASE"));
    }
    if (session.is("select @@global.read_only")) {
      problems.add(
          new Problem("target-permission", target + ": it is read-only; name the primary"));
    }
    if (!session.is("select @@global.local_infile")) {
      problems.add(
          new Problem(
              "target-permission",
              target + ": it does not allow LOAD DATA LOCAL; set local_infile=1 there"));
    }
  }

  /**
   * The statement that would make a table.
   *
   * @param key its primary key if it is made; empty: none
   * @return empty if something of that name is there
   */
  public static Optional<String> ddl(
      Session session, Dialect dialect, String table, List<FileColumn> columns, List<String> key)
      throws SQLException {
    return ExistingTable.isThere(session, table)
        ? Optional.empty()
        : Optional.of(Kinds.ddl(dialect, table, columns, key));
  }
}
