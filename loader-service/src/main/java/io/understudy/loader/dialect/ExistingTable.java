package io.understudy.loader.dialect;

import io.understudy.loader.database.Dialect;
import io.understudy.loader.database.Session;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table of a target as it is now, as the driver tells it.
 *
 * @param plain whether it is a table, not a view or what else has names like one
 * @param columns in their order
 */
record ExistingTable(String name, boolean plain, List<ExistingColumn> columns) {
  private static final Set<String> PLAIN = Set.of("TABLE", "BASE TABLE");
  private static final String YES = "YES";
  private static final Pattern NUMERAL = Pattern.compile("(?<=[(,])'([0-9]+)'(?=[,)])");

  ExistingTable {
    columns = List.copyOf(columns);
  }

  /** Reads what a row of the driver's answer says. */
  @FunctionalInterface
  private interface Reading {
    void of(ResultSet row) throws SQLException;
  }

  /** The table (or view, or what else has the name) if there is one. */
  static Optional<ExistingTable> find(Session session, Dialect dialect, String name)
      throws SQLException {
    List<String> kinds = kinds(session, name);
    if (kinds.isEmpty()) {
      return Optional.empty();
    }
    DatabaseMetaData data = session.metaData();
    String[] place = session.place();
    List<ExistingColumn> columns = new ArrayList<>();
    each(
        data.getColumns(place[0], pattern(data, place[1]), pattern(data, name), null),
        row -> {
          if (name.equals(row.getString("TABLE_NAME"))) {
            columns.add(column(session, dialect, row));
          }
        });
    return Optional.of(new ExistingTable(name, PLAIN.contains(kinds.getFirst()), columns));
  }

  /** Whether {@link #find} finds something. */
  static boolean isThere(Session session, String name) throws SQLException {
    return !kinds(session, name).isEmpty();
  }

  private static List<String> kinds(Session session, String name) throws SQLException {
    DatabaseMetaData data = session.metaData();
    String[] place = session.place();
    List<String> kinds = new ArrayList<>();
    each(
        data.getTables(place[0], pattern(data, place[1]), pattern(data, name), null),
        row -> {
          if (name.equals(row.getString("TABLE_NAME"))) {
            kinds.add(row.getString("TABLE_TYPE"));
          }
        });
    return kinds;
  }

  private static ExistingColumn column(Session session, Dialect dialect, ResultSet row)
      throws SQLException {
    String type = row.getString("TYPE_NAME").toUpperCase(Locale.ROOT);
    boolean nullable = row.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls;
    boolean given =
        row.getString("COLUMN_DEF") != null || YES.equals(row.getString("IS_AUTOINCREMENT"));
    boolean generated = YES.equals(row.getString("IS_GENERATEDCOLUMN"));
    return new ExistingColumn(
        row.getString("COLUMN_NAME"),
        dialect.isMariaDb() ? ofMariaDb(row.getInt("DATA_TYPE"), type) : row.getInt("DATA_TYPE"),
        type,
        row.getInt("COLUMN_SIZE"),
        row.getInt("DECIMAL_DIGITS"),
        dialect.isMariaDb() && Kinds.isListed(type)
            ? numerals(session, row.getString("TABLE_NAME"), row.getString("COLUMN_NAME"))
            : Set.of(),
        nullable,
        !nullable && !given && !generated,
        generated);
  }

  /** Out of what MariaDB shows as its type: {@code enum('1','b')}. */
  private static Set<String> numerals(Session session, String table, String column)
      throws SQLException {
    return session
        .query(
            "select column_type from information_schema.columns where table_schema = database()"
                + " and table_name = ? and column_name = ?",
            row -> row.getString(1),
            table,
            column)
        .stream()
        .flatMap(type -> NUMERAL.matcher(type).results())
        .map(found -> found.group(1))
        .collect(Collectors.toSet());
  }

  /** Its driver says BIT or BOOLEAN of tinyint(1), BOOLEAN of some bits, and DATE of year. */
  private static int ofMariaDb(int jdbcType, String type) {
    if (type.startsWith("TINYINT") || type.equals("BOOLEAN")) {
      return Types.TINYINT;
    }
    if (type.startsWith("BIT")) {
      return Types.BIT;
    }
    return type.startsWith("YEAR") ? Types.SMALLINT : jdbcType;
  }

  /** Names of the columns that can be found by themselves: not null and unique together. */
  List<List<String>> keys(Session session) throws SQLException {
    DatabaseMetaData data = session.metaData();
    String[] place = session.place();
    Map<String, List<String>> unique = new TreeMap<>();
    each(
        data.getIndexInfo(place[0], place[1], name, true, true),
        row -> {
          String index = row.getString("INDEX_NAME");
          if (index != null && !row.getBoolean("NON_UNIQUE")) {
            String column = row.getString("COLUMN_NAME");
            unique.computeIfAbsent(index, i -> new ArrayList<>()).add(column);
          }
        });
    List<String> required =
        columns.stream().filter(c -> !c.nullable()).map(ExistingColumn::name).toList();
    return unique.values().stream().filter(required::containsAll).toList();
  }

  /** Columns of its primary key, sorted; empty if it has none. */
  List<String> primaryKey(Session session) throws SQLException {
    String[] place = session.place();
    Map<Integer, String> key = new TreeMap<>();
    each(
        session.metaData().getPrimaryKeys(place[0], place[1], name),
        row -> key.put((int) row.getShort("KEY_SEQ"), row.getString("COLUMN_NAME")));
    return List.copyOf(key.values());
  }

  /** Its foreign keys. */
  List<ForeignKey> foreignKeys(Session session) throws SQLException {
    String[] place = session.place();
    return foreignKeys(place, session.metaData().getImportedKeys(place[0], place[1], name));
  }

  /** Those of any table that refer to it. */
  List<ForeignKey> references(Session session, Dialect dialect) throws SQLException {
    String[] place = session.place();
    List<ForeignKey> keys =
        foreignKeys(place, session.metaData().getExportedKeys(place[0], place[1], name));
    if (keys.isEmpty() || !dialect.isMariaDb()) {
      return keys;
    }
    // its driver says of keys of other databases that they are of this one
    List<String> elsewhere =
        session.query(
            "select table_name, constraint_name from information_schema.key_column_usage where"
                + " referenced_table_schema = database() and referenced_table_name = ?"
                + " and table_schema <> database()",
            row -> row.getString(1) + '\0' + row.getString(2),
            name);
    return keys.stream()
        .map(key -> elsewhere.contains(key.table() + '\0' + key.name()) ? key.elsewhere() : key)
        .toList();
  }

  private static List<ForeignKey> foreignKeys(String[] place, ResultSet keys) throws SQLException {
    Map<String, ForeignKey> byName = new TreeMap<>();
    each(
        keys,
        row -> {
          String name = row.getString("FK_NAME");
          String table = row.getString("FKTABLE_NAME");
          boolean same =
              isAt(place, row.getString("PKTABLE_CAT"), row.getString("PKTABLE_SCHEM"))
                  && isAt(place, row.getString("FKTABLE_CAT"), row.getString("FKTABLE_SCHEM"));
          ForeignKey one =
              new ForeignKey(
                  name,
                  table,
                  List.of(row.getString("FKCOLUMN_NAME")),
                  row.getString("PKTABLE_NAME"),
                  same,
                  List.of(row.getString("PKCOLUMN_NAME")),
                  row.getInt("UPDATE_RULE"),
                  row.getInt("DELETE_RULE"));
          byName.merge(table + '\0' + name, one, ExistingTable::joined);
        });
    return List.copyOf(byName.values());
  }

  private static boolean isAt(String[] place, @Nullable String catalog, @Nullable String schema) {
    return (catalog == null || catalog.equals(place[0]))
        && (schema == null || schema.equals(place[1]) || schema.equals(place[0]));
  }

  private static ForeignKey joined(ForeignKey first, ForeignKey next) {
    List<String> columns = new ArrayList<>(first.columns());
    columns.addAll(next.columns());
    List<String> parents = new ArrayList<>(first.parentColumns());
    parents.addAll(next.parentColumns());
    return new ForeignKey(
        first.name(),
        first.table(),
        columns,
        first.parent(),
        first.same(),
        parents,
        first.onUpdate(),
        first.onDelete());
  }

  private static void each(ResultSet rows, Reading reading) throws SQLException {
    try (rows) {
      while (rows.next()) {
        reading.of(rows);
      }
    }
  }

  /** What a name is as a pattern of the driver. */
  private static @Nullable String pattern(DatabaseMetaData data, @Nullable String name)
      throws SQLException {
    if (name == null) {
      return null;
    }
    String escape = data.getSearchStringEscape();
    return name.replace(escape, escape + escape)
        .replace("_", escape + "_")
        .replace("%", escape + "%");
  }
}
