package io.understudy.loader.mariadb;

import io.understudy.files.ParquetColumn;
import io.understudy.files.ParquetColumn.Kind;
import io.understudy.loader.database.Dialect;
import io.understudy.loader.database.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A column of a source table that has values of its own (it is not generated).
 *
 * @param type as in {@code information_schema.columns.data_type}; {@code json} of what MariaDB
 *     checks to be such
 * @param size most characters of a text; digits of a decimal, a bit or a fraction of a second
 * @param scale digits of a decimal after the point
 * @param increments whether the database numbers rows by it
 */
record Column(
    String name,
    String type,
    boolean unsigned,
    long size,
    int scale,
    boolean nullable,
    boolean increments) {
  private static final int MOST_DIGITS = 38;
  private static final int LONG_BITS = 63;
  private static final int UNSIGNED_DIGITS = 20; // of 2^64

  private static final String COLUMNS =
      """
      select table_name, column_name, data_type, column_type like '%unsigned%',
             coalesce(numeric_precision, datetime_precision, character_maximum_length, 0),
             coalesce(numeric_scale, 0), is_nullable = 'YES', extra like '%auto_increment%'
      from information_schema.columns
      where table_schema = database() and is_generated = 'NEVER'
      order by table_name, ordinal_position
      """;

  // A column of type json is a longtext with a check. One query for all: the server opens every
  // table of the schema for it.
  private static final String JSON =
      """
      select table_name, constraint_name
      from information_schema.check_constraints
      where constraint_schema = database()
        and check_clause = concat('json_valid(`', replace(constraint_name, '`', '``'), '`)')
      """;

  /** Those of all tables and views that the role may see, by their names, in their order. */
  static Map<String, List<Column>> of(Session session) throws SQLException {
    Set<List<String>> json = new HashSet<>();
    session.pairs(JSON).forEach(pair -> json.add(List.of(pair)));
    Map<String, List<Column>> columns = new HashMap<>();
    session.query(
        COLUMNS,
        row ->
            columns
                .computeIfAbsent(row.getString(1), table -> new ArrayList<>())
                .add(of(row, json.contains(List.of(row.getString(1), row.getString(2))))));
    return columns;
  }

  private static Column of(ResultSet row, boolean json) throws SQLException {
    return new Column(
        row.getString(2),
        json ? "json" : row.getString(3),
        row.getBoolean(4),
        row.getLong(5),
        row.getInt(6),
        row.getBoolean(7),
        row.getBoolean(8));
  }

  /** How its values are stored; empty if parquet has nothing for them. */
  Optional<ParquetColumn> stored() {
    return switch (type) {
      case "tinyint", "smallint", "mediumint", "year" -> of(Kind.INTEGER);
      case "int" -> of(unsigned ? Kind.LONG : Kind.INTEGER);
      case "bigint" -> unsigned ? decimal(UNSIGNED_DIGITS, 0) : of(Kind.LONG);
      case "bit" ->
          size == 1
              ? of(Kind.BOOLEAN)
              : size <= LONG_BITS ? of(Kind.LONG) : decimal(UNSIGNED_DIGITS, 0);
      case "decimal" -> size <= MOST_DIGITS ? decimal((int) size, scale) : of(Kind.TEXT);
      case "float" -> of(Kind.FLOAT);
      case "double" -> of(Kind.DOUBLE);
      case "date" -> of(Kind.DATE);
      case "time" -> of(Kind.TIME);
      case "datetime" -> of(Kind.TIMESTAMP);
      case "timestamp" -> of(Kind.TIMESTAMPTZ);
      case "uuid" -> of(Kind.UUID);
      case "json" -> of(Kind.JSON);
      case "char", "varchar", "tinytext", "text", "mediumtext", "longtext" -> of(Kind.TEXT);
      case "enum", "set", "inet4", "inet6" -> of(Kind.TEXT);
      case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" -> of(Kind.BYTES);
      default -> Optional.empty();
    };
  }

  private Optional<ParquetColumn> of(Kind kind) {
    return Optional.of(ParquetColumn.of(name, kind, nullable));
  }

  private Optional<ParquetColumn> decimal(int digits, int behind) {
    return Optional.of(new ParquetColumn(name, Kind.DECIMAL, digits, behind, nullable));
  }

  /** What is selected, in a form that loses nothing. */
  String expression(Dialect dialect) {
    String quoted = dialect.quoted(name);
    return switch (type) {
      case "float" -> "cast(" + quoted + " as double)"; // its text has six digits only
      case "bit" -> quoted + " + 0";
      case "year" -> "cast(" + quoted + " as unsigned)";
      case "date", "time", "datetime", "timestamp", "uuid", "inet4", "inet6" ->
          "cast(" + quoted + " as char)";
      case "decimal" -> size <= MOST_DIGITS ? quoted : "cast(" + quoted + " as char)";
      default -> quoted;
    };
  }

  /** Whether it has whole numbers that can be counted through. */
  boolean isWhole() {
    return switch (type) {
      case "tinyint", "smallint", "mediumint", "int", "bigint" -> true;
      default -> false;
    };
  }

  /** Whether equal values have equal literals, and these sort as the values do. */
  boolean hasLiterals() {
    return switch (type) {
      case "float", "double", "enum", "set", "bit", "year", "time" -> false;
      default -> stored().isPresent();
    };
  }

  /** Expression that writes one of its values as a literal of SQL. */
  String literal(String of) {
    return switch (type) {
      case "tinyint", "smallint", "mediumint", "int", "bigint", "decimal" ->
          "cast(" + of + " as char)";
      case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" ->
          "concat('x''', hex(" + of + "), '''')";
      default ->
          "concat('_utf8mb4 x''', hex(convert(cast(" + of + " as char) using utf8mb4)), '''')";
    };
  }
}
