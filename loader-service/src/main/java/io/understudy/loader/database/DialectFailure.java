package io.understudy.loader.database;

import java.sql.SQLException;
import java.util.Optional;

/**
 * What an error of a database that is not PostgreSQL means and what to do about it. Its text quotes
 * values, so it is never taken over: SQLState and number are.
 */
final class DialectFailure {
  private static final String UNFIT = "a value cannot be stored in the column as it is";
  private static final String REMEDY_VALUE = "change the value in the transform, or the column";

  private DialectFailure() {}

  private record Meaning(boolean retryable, String code, String reason, String remedy) {}

  static TargetException of(String target, Dialect dialect, String what, SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    Meaning meaning = meaning(target, dialect, e.getErrorCode(), state);
    String words =
        "target \""
            + target
            + "\": cannot "
            + what
            + ": "
            + meaning.reason
            + " (SQLState "
            + (state.isEmpty() ? "none" : state)
            + ", error "
            + e.getErrorCode()
            + "); "
            + meaning.remedy;
    return meaning.retryable
        ? new TargetException.Retryable(meaning.code, words, e)
        : new TargetException.Terminal(meaning.code, words, e);
  }

  private static Meaning meaning(String target, Dialect dialect, int error, String state) {
    return dialect.isMariaDb() ? ofMariaDb(target, error, state) : standard(target, state);
  }

  /** By the numbers of MariaDB's error codes; its SQLStates are mostly HY000. */
  private static Meaning ofMariaDb(String target, int error, String state) {
    return switch (error) {
      case 1045, 1698 -> login(target);
      case 1044, 1142, 1143, 1227, 1370 -> permission();
      case 1049 ->
          new Meaning(
              false,
              SqlFailure.LOGIN,
              "there is no such database",
              "check the name in " + TargetSettings.property(target, "jdbc-url"));
      case 1290, 1792, 1836 ->
          new Meaning(
              false,
              SqlFailure.PERMISSION,
              "it is read-only",
              "name the primary in " + TargetSettings.property(target, "jdbc-url"));
      case 1148, 4166 ->
          new Meaning(
              false,
              SqlFailure.PERMISSION,
              "it does not allow LOAD DATA LOCAL",
              "set local_infile=1 there");
      case 1040, 1203, 1226 ->
          new Meaning(
              true,
              SqlFailure.UNREACHABLE,
              "it has no connection free",
              "raise max_connections there, or lower "
                  + TargetSettings.property(target, "max-connections"));
      case 1021, 1114, 1041, 1135 -> resources();
      case 1205 -> busy(target);
      case 1969 ->
          new Meaning(
              true,
              SqlFailure.BUSY,
              "the statement took longer than it may",
              "raise understudy.loader.statement-timeout, or lower understudy.loader.part-size; a table"
                  + " without a primary key of whole columns that begins with a number, text, date"
                  + " or bytes cannot be divided: give it one");
      case 1412 ->
          new Meaning(
              true,
              SqlFailure.BUSY,
              "a table was altered when the transaction had begun",
              "alter no table while a run reads it; it is tried again");
      case 1213, 1317 -> other();
      case 1927, 1053 -> unreachable(target);
      default ->
          known(error)
              .map(rule -> new Meaning(false, SqlFailure.VALUE, rule, REMEDY_VALUE))
              .orElseGet(() -> standard(target, state));
    };
  }

  /** What does not hold, by the number of an error or warning of MariaDB about a value. */
  static String rule(int error) {
    return known(error).orElse(UNFIT);
  }

  private static Optional<String> known(int error) {
    return switch (error) {
      case 1048, 1263, 1364 -> Optional.of("a null is not allowed");
      case 1062, 1557, 1761, 1762 -> Optional.of("two rows are equal in a unique key");
      case 1451, 1452 -> Optional.of("a foreign key does not hold");
      case 4025 -> Optional.of("a check constraint does not hold");
      case 1406 -> Optional.of("a value is too long for the column");
      case 1264 -> Optional.of("a value is out of the range of the column's type");
      case 1265, 1292, 1366 -> Optional.of("a value is not one of the column's type");
      default -> Optional.empty();
    };
  }

  private static Meaning standard(String target, String state) {
    if (state.startsWith("HYT") || state.equals("55P03")) {
      return busy(target);
    }
    return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
      case "08" -> unreachable(target);
      case "28" -> login(target);
      case "40" -> other();
      case "53", "57", "58" -> resources();
      case "22" -> new Meaning(false, SqlFailure.VALUE, value(state), REMEDY_VALUE);
      case "23" ->
          new Meaning(
              false,
              SqlFailure.VALUE,
              "a constraint does not hold",
              "change the transform so that it holds, or drop it there");
      default ->
          new Meaning(
              false, SqlFailure.TABLE, "it refused the statement", "see the log of the database");
    };
  }

  private static String value(String state) {
    return switch (state) {
      case "22001" -> "a value is too long for the column";
      case "22003" -> "a number is out of the range of the column's type";
      default -> UNFIT;
    };
  }

  private static Meaning login(String target) {
    return new Meaning(
        false,
        SqlFailure.LOGIN,
        "it refused the login",
        "check " + TargetSettings.property(target, "username") + " and its password");
  }

  private static Meaning permission() {
    return new Meaning(
        false,
        SqlFailure.PERMISSION,
        "the role may not do that",
        "let it read the tables of a source, and create, alter, drop, read and write tables in the"
            + " schema of a target");
  }

  private static Meaning unreachable(String target) {
    return new Meaning(
        true,
        SqlFailure.UNREACHABLE,
        "it cannot be reached, or broke the connection",
        "check that it is up and that "
            + TargetSettings.property(target, "jdbc-url")
            + " names it");
  }

  private static Meaning resources() {
    return new Meaning(
        true,
        SqlFailure.UNREACHABLE,
        "it is out of resources",
        "see its log: disk, memory or files");
  }

  private static Meaning busy(String target) {
    return new Meaning(
        true,
        SqlFailure.BUSY,
        "a lock was not free within " + TargetSettings.property(target, "lock-timeout"),
        "see which session holds it");
  }

  private static Meaning other() {
    return new Meaning(true, SqlFailure.BUSY, "another session did the like", "it is tried again");
  }
}
