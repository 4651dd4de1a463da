package io.understudy.loader.dialect;

import io.understudy.loader.database.Dialect;
import io.understudy.loader.database.Session;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What stands in the way of replacing a table's rows, or a table by another. */
final class Replacing {
  private static final String TRIGGERS =
      "select trigger_name from information_schema.triggers"
          + " where event_object_schema = database() and event_object_table = ? order by 1";

  private Replacing() {}

  /**
   * In words, each with the remedy. What stays is not among it: columns with their defaults,
   * indexes and checks; grants, views and routines, which know the table by its name; its own
   * foreign keys, and those of tables that are replaced with it.
   *
   * @param together names of all tables that are replaced at once
   */
  static List<String> problems(
      Session session, Dialect dialect, ExistingTable table, Set<String> together)
      throws SQLException {
    List<String> problems = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (ForeignKey key : table.references(session, dialect)) {
      if (!key.same() || !together.contains(key.table())) {
        others.add(dialect.quoted(key.name()) + " of " + dialect.quoted(key.table()));
      }
    }
    if (!others.isEmpty()) {
      problems.add(
          "foreign keys of tables that the run does not replace refer to it: "
              + String.join(", ", others)
              + "; drop these (and make them again after the run), or use mode append");
    }
    for (ForeignKey key : table.foreignKeys(session)) {
      if (!key.same()) {
        problems.add(
            "its foreign key "
                + dialect.quoted(key.name())
                + " refers to a table of another schema; drop it (and make it again after the run),"
                + " or use mode append");
      }
    }
    List<String> triggers =
        dialect.isMariaDb()
            ? session.query(TRIGGERS, row -> dialect.quoted(row.getString(1)), table.name())
            : List.of();
    if (!triggers.isEmpty()) {
      problems.add(
          "it cannot be replaced without losing its triggers "
              + String.join(", ", triggers)
              + "; drop these (and make them again after the run), or use mode append");
    }
    return problems;
  }

  /** The statement that makes a table, empty, with some columns of another. */
  static String columnsOf(Dialect dialect, String made, String table, List<String> columns) {
    return "create table "
        + dialect.quoted(made)
        + " as select "
        + dialect.quoted(columns)
        + " from "
        + dialect.quoted(table)
        + " where 1 = 0";
  }
}
