package io.understudy.loader.mariadb;

import io.understudy.loader.database.Dialect;
import io.understudy.loader.database.Session;
import io.understudy.loader.database.Target;
import io.understudy.loader.extract.Extraction;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Which tables are read, and what is wrong with them: all of it at once. */
final class SourceTables {
  private static final int MAJOR = 10;
  private static final int MINOR = 7; // the first with the type uuid
  private static final Set<Integer> DENIED = Set.of(1142, 1143); // a table, a column
  private static final String OTHERS = "; name the other tables with tables: in the pipeline";

  private static final String SEQUENCES =
      """
      select column_name from information_schema.columns
      where table_schema = database() and table_name = ? and column_default like '%val(`%'
      """;

  private final Target source;
  private final Dialect dialect;
  private final Extraction extraction;

  SourceTables(Target source, Dialect dialect, Extraction extraction) {
    this.source = source;
    this.dialect = dialect;
    this.extraction = extraction;
  }

  /** Refuses what is no MariaDB of a version that is known. */
  void verifyServer(Session session) throws SQLException {
    String product = session.metaData().getDatabaseProductName();
    int major = session.metaData().getDatabaseMajorVersion();
    int minor = session.metaData().getDatabaseMinorVersion();
    if (!product.equals("MariaDB") || major < MAJOR || major == MAJOR && minor < MINOR) {
      throw source.refusal(
          "source-kind",
          "it is "
              + product
              + " "
              + major
              + "."
              + minor
              + "; what can be a source is PostgreSQL, and MariaDB from 10.7 on");
    }
    if (session.place()[0] == null) {
      throw source.refusal(
          "source-table",
          "no database is named; name one with source.schema in the pipeline, or in its jdbc-url");
    }
  }

  /**
   * The tables, locked against changes of their form until the session's transaction ends.
   *
   * @throws io.understudy.loader.database.TargetException with everything that is wrong
   */
  List<MariaDbTable> find(Session session) throws SQLException {
    List<MariaDbTable> all = MariaDbTable.of(session);
    Set<String> wanted = extraction.named();
    List<MariaDbTable> chosen =
        all.stream().filter(table -> wanted.isEmpty() || wanted.contains(table.name())).toList();
    List<String> problems = new ArrayList<>();
    wanted.removeAll(chosen.stream().map(MariaDbTable::name).toList());
    wanted.forEach(
        name ->
            problems.add("there is no table " + dialect.quoted(name) + " that the role may read"));
    for (MariaDbTable table : chosen) {
      problems.addAll(problems(session, table));
    }
    problems.addAll(new KeySubset(session, dialect, extraction, chosen).problems());
    if (all.isEmpty()) {
      problems.add(
          "the database "
              + dialect.quoted(session.place()[0])
              + " has no tables that the role may read; name another with source.schema in the"
              + " pipeline, or grant it select");
    }
    if (!problems.isEmpty()) {
      throw source.refusal(
          "source-table", "nothing is extracted: " + String.join("; and ", problems));
    }
    return chosen;
  }

  /** A transaction that has used a table keeps it from being altered, as any reader does. */
  void lock(Session session) throws SQLException {
    for (MariaDbTable table : MariaDbTable.of(session)) {
      boolean read = extraction.tables().isEmpty() || extraction.table(table.name()).isPresent();
      if (read && table.engine().equalsIgnoreCase("InnoDB")) {
        lock(session, dialect.quoted(table.name()));
      }
    }
  }

  private void lock(Session session, String table) throws SQLException {
    try {
      session.query("select 1 from " + table + " limit 0", row -> true);
    } catch (SQLException e) {
      if (DENIED.contains(e.getErrorCode())) {
        throw source.refusal(
            "source-table",
            "nothing is extracted: the role may not read " + table + "; grant it select");
      }
      throw e;
    }
  }

  private List<String> problems(Session session, MariaDbTable table) throws SQLException {
    List<String> problems = new ArrayList<>();
    String name = dialect.quoted(table.name());
    if (!table.engine().equalsIgnoreCase("InnoDB")) {
      problems.add(
          name
              + " is of the engine "
              + table.engine()
              + ", which has no state that can be kept while it is read; alter it to InnoDB"
              + (extraction.tables().isEmpty() ? ", or" + OTHERS.substring(1) : ""));
    }
    if (table.kind().equals("SYSTEM VERSIONED")) {
      problems.add(name + " keeps the history of its rows, which is not read" + OTHERS);
    }
    if (table.columns().isEmpty()) {
      problems.add(name + " has no column with a value of its own" + OTHERS);
    }
    for (Column column : table.columns()) {
      if (column.stored().isEmpty()) {
        problems.add(
            name
                + ", column "
                + dialect.quoted(column.name())
                + ": is of the type "
                + column.type()
                + ", which parquet has no values for"
                + OTHERS);
      }
    }
    if (!session.query(SEQUENCES, row -> true, table.name()).isEmpty()) {
      problems.add(name + " takes numbers from a sequence, which is not made again" + OTHERS);
    }
    extraction
        .table(table.name())
        .map(Extraction.Table::where)
        .flatMap(MariaDbCondition::problem)
        .ifPresent(problem -> problems.add("where: of " + name + " " + problem));
    return problems;
  }
}
