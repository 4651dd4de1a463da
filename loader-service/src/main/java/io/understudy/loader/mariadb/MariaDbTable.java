package io.understudy.loader.mariadb;

import io.understudy.files.ParquetColumn;
import io.understudy.loader.database.Session;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A table of a source.
 *
 * @param kind as in {@code information_schema.tables.table_type}
 * @param engine that stores it
 * @param bytes of its rows, about
 * @param rows how many, about
 * @param columns with values of their own
 * @param key its primary key; empty if it has none, or one of parts of columns
 */
record MariaDbTable(
    String name,
    String kind,
    String engine,
    long bytes,
    long rows,
    List<Column> columns,
    List<Column> key) {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_]{1,63}");

  private static final String TABLES =
      """
      select table_name, table_type, coalesce(engine, ''), coalesce(data_length, 0),
             coalesce(table_rows, 0)
      from information_schema.tables
      where table_schema = database() and table_type in ('BASE TABLE', 'SYSTEM VERSIONED')
      order by table_name
      """;

  private static final String KEY =
      """
      select column_name, sub_part is not null
      from information_schema.statistics
      where table_schema = database() and table_name = ? and index_name = 'PRIMARY'
      order by seq_in_index
      """;

  MariaDbTable {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
  }

  /** All that the role may see. */
  static List<MariaDbTable> of(Session session) throws SQLException {
    Map<String, List<Column>> columnsOf = Column.of(session);
    List<MariaDbTable> tables = new ArrayList<>();
    for (MariaDbTable found :
        session.query(
            TABLES,
            row ->
                new MariaDbTable(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getLong(4),
                    row.getLong(5),
                    List.of(),
                    List.of()))) {
      List<Column> columns = columnsOf.getOrDefault(found.name(), List.of());
      tables.add(
          new MariaDbTable(
              found.name(),
              found.kind(),
              found.engine(),
              found.bytes(),
              found.rows(),
              columns,
              key(session, found.name(), columns)));
    }
    return tables;
  }

  private static List<Column> key(Session session, String table, List<Column> columns)
      throws SQLException {
    List<Column> key = new ArrayList<>();
    for (String[] part : session.pairs(KEY, table)) {
      boolean whole = part[1].equals("0");
      List<Column> found = columns.stream().filter(c -> c.name().equals(part[0])).toList();
      if (!whole || found.isEmpty()) {
        return List.of();
      }
      key.addAll(found);
    }
    return key;
  }

  /** The columns of its files, of one whose columns can all be stored. */
  List<ParquetColumn> stored() {
    return columns.stream().map(column -> column.stored().orElseThrow()).toList();
  }

  /** A name that storage takes whatever the table is called, and no other table has. */
  String folder() {
    return PLAIN.matcher(name).matches()
        ? name
        : name.replaceAll("[^A-Za-z0-9_]", "-")
            + String.format(Locale.ROOT, ".%08x", name.hashCode());
  }
}
