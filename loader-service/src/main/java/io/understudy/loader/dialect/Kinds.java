package io.understudy.loader.dialect;

import io.understudy.files.FileColumn;
import io.understudy.files.ValueType;
import io.understudy.loader.database.Dialect;
import java.sql.Types;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which columns that are there can hold a file's values, and the statement that makes those that
 * are not.
 */
final class Kinds {
  private static final Set<Integer> WHOLE =
      Set.of(Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT);
  private static final Set<Integer> BROKEN =
      Set.of(Types.DECIMAL, Types.NUMERIC, Types.REAL, Types.FLOAT, Types.DOUBLE);
  private static final Set<Integer> TEXT =
      Set.of(
          Types.CHAR,
          Types.VARCHAR,
          Types.LONGVARCHAR,
          Types.CLOB,
          Types.NCHAR,
          Types.NVARCHAR,
          Types.LONGNVARCHAR,
          Types.NCLOB);
  private static final Set<Integer> BYTES =
      Set.of(Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB);
  private static final Set<String> ENUM = Set.of("ENUM", "SET");
  private static final String UUID = "UUID";

  private Kinds() {}

  /** Whether values appear in it as they are written. */
  static boolean isText(ExistingColumn column) {
    return TEXT.contains(column.jdbcType()) && !isUuid(column);
  }

  static boolean isUuid(ExistingColumn column) {
    return column.type().equals(UUID);
  }

  /** Whether it is a text of a few that are listed. */
  static boolean isEnum(ExistingColumn column) {
    return isListed(column.type());
  }

  /** The same of the name of a type of MariaDB. */
  static boolean isListed(String type) {
    return ENUM.contains(type);
  }

  /** Whether it has whole numbers only. */
  static boolean isWhole(ExistingColumn column) {
    return WHOLE.contains(column.jdbcType());
  }

  /** Whether it is a text that ends where it ends, blanks and all, up to some length. */
  static boolean isVarying(ExistingColumn column) {
    return column.type().equals("VARCHAR");
  }

  /** Whether it has only so many digits as it was declared with. */
  static boolean isDecimal(ExistingColumn column) {
    return column.jdbcType() == Types.DECIMAL || column.jdbcType() == Types.NUMERIC;
  }

  /** Whether it is one of bytes. */
  static boolean isBytes(ExistingColumn column) {
    return BYTES.contains(column.jdbcType());
  }

  /** Whether it has the number of a year. */
  static boolean isYear(ExistingColumn column) {
    return column.type().startsWith("YEAR");
  }

  /** Whether it is one of MariaDB's bits, of which {@code LOAD DATA} reads bytes. */
  static boolean isBits(ExistingColumn column) {
    return column.jdbcType() == Types.BIT && column.type().startsWith("BIT");
  }

  /** Whether the database reads a value of its type out of a text. */
  static boolean readsTexts(ExistingColumn column) {
    return !isBytes(column) && !isBits(column) && !isEnum(column);
  }

  /** Whether a column can hold the values of a type; what is nested is its JSON text. */
  static boolean holds(Dialect dialect, ExistingColumn column, ValueType type) {
    if (type == ValueType.NONE) {
      return true;
    }
    if (type == ValueType.BYTES) {
      return isBytes(column);
    }
    if (isText(column)) {
      // a number or its text could be taken for the position of a value in the list
      return !isEnum(column) || Typed.isTextual(type);
    }
    int jdbc = column.jdbcType();
    if (isBits(column)) {
      return type == ValueType.BOOLEAN || type == ValueType.BIGINT || type == ValueType.NUMERIC;
    }
    return switch (type) {
      case BOOLEAN -> jdbc == Types.BOOLEAN || dialect.isMariaDb() && WHOLE.contains(jdbc);
      case BIGINT, NUMERIC -> WHOLE.contains(jdbc) || BROKEN.contains(jdbc);
      case DOUBLE -> BROKEN.contains(jdbc);
      case DATE -> jdbc == Types.DATE || jdbc == Types.TIMESTAMP;
      case TIME -> jdbc == Types.TIME;
      case TIMESTAMP -> jdbc == Types.TIMESTAMP;
      case TIMESTAMPTZ ->
          jdbc == (dialect.hasMoments() ? Types.TIMESTAMP_WITH_TIMEZONE : Types.TIMESTAMP);
      case UUID -> isUuid(column);
      case NONE, BYTES, JSON, TEXT -> false;
    };
  }

  /** Type of a new column. */
  static String of(Dialect dialect, FileColumn column, List<String> key) {
    boolean text = column.type() == ValueType.TEXT || column.type() == ValueType.NONE;
    return text && key.contains(column.name()) ? dialect.keyText() : dialect.type(column.type());
  }

  /**
   * The statement that makes a table; one column per line.
   *
   * @param key its primary key; empty: none
   */
  static String ddl(Dialect dialect, String table, List<FileColumn> columns, List<String> key) {
    Stream<String> types =
        columns.stream()
            .map(column -> dialect.quoted(column.name()) + " " + of(dialect, column, key));
    Stream<String> keys =
        key.isEmpty() ? Stream.of() : Stream.of("primary key (" + dialect.quoted(key) + ")");
    return Stream.concat(types, keys)
        .collect(
            Collectors.joining(
                ",\n  ",
                "create table " + dialect.quoted(table) + " (\n  ",
                "\n)" + dialect.options()));
  }
}
