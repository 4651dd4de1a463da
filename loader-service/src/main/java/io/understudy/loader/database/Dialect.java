package io.understudy.loader.database;

import io.understudy.files.ValueType;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the loader knows of a database that is not PostgreSQL: names, types of new columns, and how
 * a session begins. Everything else it asks the driver for.
 *
 * @param name of the product
 * @param urls what its JDBC URLs begin with
 * @param driver name of the driver's class
 * @param family how rows get into it, and how tables change places
 * @param quote what names are quoted by, doubled within
 * @param longestName most characters of a name
 * @param types of new columns
 * @param keyText type of a new column of texts that is in a key
 * @param options end of every {@code CREATE TABLE}
 * @param settings statements that begin a session; SECONDS and MILLIS are the time to wait for
 *     locks
 */
public record Dialect(
    String name,
    String urls,
    String driver,
    Family family,
    char quote,
    int longestName,
    Map<ValueType, String> types,
    String keyText,
    String options,
    List<String> settings) {

  /** How much of a database is its own. */
  public enum Family {
    /** {@code LOAD DATA LOCAL}, {@code RENAME TABLE} of many at once, named locks. */
    MARIADB,
    /** What JDBC and the SQL standard have. */
    STANDARD
  }

  /** The server must be of version 10.7 or later, which is the first with the type uuid. */
  private static final Dialect MARIADB =
      new Dialect(
          "MariaDB",
          "jdbc:mariadb:",
          "org.mariadb.jdbc.Driver",
          Family.MARIADB,
          '`',
          64,
          types(
              Map.ofEntries(
                  Map.entry(ValueType.TEXT, "longtext"),
                  Map.entry(ValueType.JSON, "json"),
                  Map.entry(ValueType.BOOLEAN, "boolean"),
                  Map.entry(ValueType.NUMERIC, "decimal(65,30)"),
                  Map.entry(ValueType.DOUBLE, "double"),
                  Map.entry(ValueType.TIME, "time(6)"),
                  // timestamp ends in 2038
                  Map.entry(ValueType.TIMESTAMP, "datetime(6)"),
                  Map.entry(ValueType.TIMESTAMPTZ, "datetime(6)"),
                  Map.entry(ValueType.UUID, "uuid"),
                  Map.entry(ValueType.BYTES, "longblob"))),
          "varchar(255)",
          // two texts are equal if they are the same, as where they come from
          " engine InnoDB character set utf8mb4 collate utf8mb4_bin",
          List.of(
              "set session sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,"
                  + "NO_AUTO_VALUE_ON_ZERO', time_zone = '+00:00', sql_notes = 0,"
                  + " max_error_count = 64,"
                  + " lock_wait_timeout = SECONDS, innodb_lock_wait_timeout = SECONDS,"
                  + " foreign_key_checks = 1, unique_checks = 1, check_constraint_checks = 1,"
                  // a loader that is gone without a word keeps its locks for no longer
                  + " wait_timeout = 300, max_statement_time = 0, idle_transaction_timeout = 0,"
                  + " idle_readonly_transaction_timeout = 0,"
                  + " idle_write_transaction_timeout = 0",
              "set session transaction isolation level read committed"));

  /** In every version that its driver speaks to. */
  private static final Dialect H2 =
      new Dialect(
          "H2",
          "jdbc:h2:",
          "org.h2.Driver",
          Family.STANDARD,
          '"',
          256,
          types(
              Map.ofEntries(
                  Map.entry(ValueType.TEXT, "character large object"),
                  Map.entry(ValueType.JSON, "character large object"),
                  Map.entry(ValueType.BOOLEAN, "boolean"),
                  Map.entry(ValueType.NUMERIC, "decfloat(100000)"),
                  Map.entry(ValueType.DOUBLE, "double precision"),
                  Map.entry(ValueType.TIME, "time(9)"),
                  Map.entry(ValueType.TIMESTAMP, "timestamp(9)"),
                  Map.entry(ValueType.TIMESTAMPTZ, "timestamp(9) with time zone"),
                  Map.entry(ValueType.UUID, "uuid"),
                  Map.entry(ValueType.BYTES, "binary large object"))),
          "character varying(1000)",
          "",
          List.of("set lock_timeout MILLIS", "set time zone 'UTC'"));

  private static final List<Dialect> ALL = List.of(MARIADB, H2);

  public Dialect {
    types = Map.copyOf(types);
    settings = List.copyOf(settings);
  }

  private static Map<ValueType, String> types(Map<ValueType, String> own) {
    Map<ValueType, String> all = new EnumMap<>(own);
    all.put(ValueType.NONE, all.get(ValueType.TEXT));
    all.put(ValueType.BIGINT, "bigint");
    all.put(ValueType.DATE, "date");
    return all;
  }

  /** Of the database that a JDBC URL names; empty for PostgreSQL and what is not known. */
  static Optional<Dialect> of(String jdbcUrl) {
    return ALL.stream().filter(dialect -> jdbcUrl.startsWith(dialect.urls)).findFirst();
  }

  /** What the URLs of all begin with, in words. */
  static String allUrls() {
    return ALL.stream().map(Dialect::urls).collect(Collectors.joining(", "));
  }

  /** Whether it is MariaDB. */
  public boolean isMariaDb() {
    return family == Family.MARIADB;
  }

  /** Whether it has a type for moments, beside that for dates with a time of day. */
  public boolean hasMoments() {
    return !type(ValueType.TIMESTAMPTZ).equals(type(ValueType.TIMESTAMP));
  }

  /** Type of a new column. */
  public String type(ValueType type) {
    return types.getOrDefault(type, "");
  }

  /** What does not hold, by the number of a warning of MariaDB about a value; in words. */
  public static String rule(int warning) {
    return DialectFailure.rule(warning);
  }

  /** As a quoted identifier, whatever is in it. */
  public String quoted(String identifier) {
    String mark = String.valueOf(quote);
    return mark + identifier.replace(mark, mark + mark) + mark;
  }

  /** The same of each, with commas. */
  public String quoted(Collection<String> identifiers) {
    return identifiers.stream().map(this::quoted).collect(Collectors.joining(", "));
  }

  /** Why this cannot be a name in the database, if it cannot. */
  public Optional<String> nameProblem(String identifier) {
    if (identifier.isEmpty()) {
      return Optional.of("is an empty name");
    }
    int rarest = isMariaDb() ? Character.MAX_VALUE : Character.MAX_CODE_POINT;
    if (identifier.codePoints().anyMatch(c -> c == 0 || c > rarest || c >= 0xD800 && c <= 0xDFFF)) {
      return Optional.of("has a character that a name cannot have");
    }
    if (isMariaDb() && identifier.endsWith(" ")) {
      return Optional.of("ends with a blank");
    }
    int length = identifier.codePointCount(0, identifier.length());
    return length > longestName
        ? Optional.of("is " + length + " characters long, a name may have " + longestName)
        : Optional.empty();
  }
}
