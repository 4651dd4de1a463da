package io.understudy.loader.dialect;

import io.understudy.loader.database.Dialect;
import io.understudy.loader.database.Session;
import java.sql.SQLException;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Puts the rows of a temporary table of MariaDB into a table: those whose key is there give their
 * values to the row that has it, the others are added. Not {@code INSERT … ON DUPLICATE KEY
 * UPDATE}: that looks at every unique index of the table, and would change the row of another key.
 */
final class TableMerge {
  private static final String TEMPORARY = "understudy_upsert";

  private final Dialect dialect;
  private final Session session;
  private final TablePlan.Ready table;

  /**
   * @param table with its key
   */
  TableMerge(Dialect dialect, Session session, TablePlan.Ready table) {
    this.dialect = dialect;
    this.session = session;
    this.table = table;
  }

  /** Makes the temporary table, with the checks and keys of the other; no commit is in that. */
  TablePlan.Ready begin() throws SQLException {
    end();
    session.execute(
        "create temporary table "
            + dialect.quoted(TEMPORARY)
            + " like "
            + dialect.quoted(table.name()));
    return new TablePlan.Ready(TEMPORARY, table.columns(), List.of());
  }

  /** Puts its rows in place. */
  void merge() throws SQLException {
    List<String> columns = table.columns().stream().map(ExistingColumn::name).toList();
    List<String> set = columns.stream().filter(c -> !table.key().contains(c)).toList();
    String both = joined(table.key(), " and ", column -> "t." + column + " = u." + column);
    if (!set.isEmpty()) {
      session.execute(
          "update "
              + dialect.quoted(table.name())
              + " t join "
              + dialect.quoted(TEMPORARY)
              + " u on "
              + both
              + " set "
              + joined(set, ", ", column -> "t." + column + " = u." + column));
    }
    session.execute(
        "insert into "
            + dialect.quoted(table.name())
            + " ("
            + dialect.quoted(columns)
            + ") select "
            + joined(columns, ", ", column -> "u." + column)
            + " from "
            + dialect.quoted(TEMPORARY)
            + " u left join "
            + dialect.quoted(table.name())
            + " t on "
            + both
            + " where t."
            + dialect.quoted(table.key().getFirst())
            + " is null");
  }

  /** Drops the temporary table. */
  void end() throws SQLException {
    session.execute("drop temporary table if exists " + dialect.quoted(TEMPORARY));
  }

  private String joined(List<String> columns, String between, UnaryOperator<String> each) {
    return columns.stream().map(dialect::quoted).map(each).collect(Collectors.joining(between));
  }
}
