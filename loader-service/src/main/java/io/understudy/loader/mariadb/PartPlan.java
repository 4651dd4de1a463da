package io.understudy.loader.mariadb;

import io.understudy.loader.database.Dialect;
import io.understudy.loader.database.Session;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Divides tables into parts of about the same size. */
final class PartPlan {
  /** Of a list: its text is part of a statement. */
  private static final int ROWS = 20_000;

  private static final int CHARACTERS = 4 << 20;
  private static final int ROW_BYTES = 100; // a guess, for progress only

  private final Session session;
  private final Dialect dialect;
  private final long partSize;

  /**
   * @param partSize of the database's pages, in bytes
   */
  PartPlan(Session session, Dialect dialect, long partSize) {
    this.session = session;
    this.dialect = dialect;
    this.partSize = partSize;
  }

  /**
   * The parts of a table, at least one.
   *
   * @param condition on its rows, as SQL
   */
  List<ReadPart> of(MariaDbTable table, String condition)
      throws SQLException, InterruptedException {
    String name = dialect.quoted(table.name());
    long wanted = Math.ceilDiv(table.bytes(), partSize);
    List<String> ranges =
        table.key().isEmpty()
            ? List.of("true")
            : new KeyRanges(session, dialect, table).conditions(wanted);
    List<ReadPart> parts = new ArrayList<>();
    for (String range : ranges) {
      int number = parts.size();
      String words =
          ranges.size() == 1
              ? name
              : name + ", part " + (number + 1) + " of " + ranges.size() + " by its primary key";
      String where = "where " + condition + " and " + range;
      String from = name + (ranges.size() == 1 ? " " : " force index (primary) ") + where;
      parts.add(ReadPart.of(table, words, number, table.bytes() / ranges.size(), from));
    }
    return parts;
  }

  /** Parts with these rows of a table; at least one. */
  List<ReadPart> of(MariaDbTable table, Collection<String> keys) {
    List<List<String>> lists = lists(keys);
    List<ReadPart> parts = new ArrayList<>();
    String name = dialect.quoted(table.name());
    for (List<String> some : lists) {
      int number = parts.size();
      String words =
          name + ", part " + (number + 1) + " of " + lists.size() + " of the rows chosen";
      String where = some.isEmpty() ? "false" : RowKeys.among(dialect, name, table.key(), some);
      parts.add(
          ReadPart.of(
              table, words, number, (long) some.size() * ROW_BYTES, name + " where " + where));
    }
    return parts;
  }

  private static List<List<String>> lists(Collection<String> keys) {
    List<List<String>> lists = new ArrayList<>();
    List<String> some = new ArrayList<>();
    long characters = 0;
    for (String key : keys) {
      if (some.size() == ROWS || characters > CHARACTERS) {
        lists.add(some);
        some = new ArrayList<>();
        characters = 0;
      }
      some.add(key);
      characters += key.length();
    }
    lists.add(some);
    return lists;
  }
}
