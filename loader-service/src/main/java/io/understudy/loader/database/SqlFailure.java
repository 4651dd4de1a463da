package io.understudy.loader.database;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What an error of a database means and what to do about it. Its text, detail and context are never
 * taken over: they quote values. SQLState and the names of constraint and column are.
 */
final class SqlFailure {
  static final String UNREACHABLE = "target-unreachable";
  static final String BUSY = "target-busy";
  static final String LOGIN = "target-login";
  static final String PERMISSION = "target-permission";
  static final String TABLE = "target-table";
  static final String VALUE = "target-value";

  private SqlFailure() {}

  static TargetException of(String target, String what, SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    Meaning meaning = meaning(target, state, message(e));
    String words =
        "target \""
            + target
            + "\": cannot "
            + what
            + ": "
            + meaning.reason()
            + " (SQLState "
            + (state.isEmpty() ? "none" : state)
            + "); "
            + meaning.remedy();
    return meaning.retryable()
        ? new TargetException.Retryable(meaning.code(), words, e)
        : new TargetException.Terminal(meaning.code(), words, e);
  }

  private record Meaning(boolean retryable, String code, String reason, String remedy) {}

  private static @Nullable ServerErrorMessage message(SQLException e) {
    return e instanceof PSQLException server ? server.getServerErrorMessage() : null;
  }

  private static Meaning meaning(
      String target, String state, @Nullable ServerErrorMessage message) {
    return switch (state) {
      case "08004", "28000", "28P01" ->
          new Meaning(
              false,
              LOGIN,
              "it refused the login",
              "check "
                  + TargetSettings.property(target, "username")
                  + ", its password and the database's pg_hba.conf");
      case "3D000" ->
          new Meaning(
              false,
              LOGIN,
              "there is no such database",
              "check the name in " + TargetSettings.property(target, "jdbc-url"));
      case "3F000" ->
          new Meaning(
              false,
              TABLE,
              "there is no such schema",
              "create it, or check " + TargetSettings.property(target, "schema"));
      case "25006" ->
          new Meaning(
              false,
              PERMISSION,
              "it is read-only",
              "name the primary in "
                  + TargetSettings.property(target, "jdbc-url")
                  + ", or turn off default_transaction_read_only for the role");
      case "42501" ->
          new Meaning(
              false,
              PERMISSION,
              "the role may not do that",
              "let it create in the schema, own the tables that it replaces, insert into those it"
                  + " appends to, and use the schema \"understudy\"");
      case "53300" ->
          new Meaning(
              true,
              UNREACHABLE,
              "it has no connection free",
              "raise max_connections there, or lower "
                  + TargetSettings.property(target, "max-connections"));
      case "53200" ->
          new Meaning(
              true,
              UNREACHABLE,
              "it is out of memory",
              "if its log speaks of shared memory, there is no room for so many locks: raise"
                  + " max_locks_per_transaction there, or replace fewer tables in one run");
      case "55P03" ->
          new Meaning(
              true,
              BUSY,
              "a lock was not free within " + TargetSettings.property(target, "lock-timeout"),
              "see which session holds it (pg_locks)");
      case "40001", "40P01", "55006", "42P07", "42710" ->
          new Meaning(true, BUSY, "another session did the like", "it is tried again");
      case "57014" ->
          new Meaning(true, BUSY, "the statement was cancelled", "see who cancelled it there");
      case "25P03", "25P04" ->
          new Meaning(
              true, BUSY, "the transaction took too long for it", "see its timeout settings");
      case "2BP01" ->
          new Meaning(
              false, TABLE, "other objects depend on a table", "drop them, or load into another");
      default -> byClass(target, state, message);
    };
  }

  private static Meaning byClass(
      String target, String state, @Nullable ServerErrorMessage message) {
    String kind = state.length() < 2 ? "" : state.substring(0, 2);
    return switch (kind) {
      case "08", "57" ->
          new Meaning(
              true,
              UNREACHABLE,
              "it cannot be reached, or broke the connection",
              "check that it is up and that "
                  + TargetSettings.property(target, "jdbc-url")
                  + " names it");
      case "53", "58" ->
          new Meaning(
              true, UNREACHABLE, "it is out of resources", "see its log: disk, memory or files");
      case "22" ->
          new Meaning(
              false,
              VALUE,
              rule(state, message),
              "change the value in the transform, or the column there");
      case "23" ->
          new Meaning(
              false,
              VALUE,
              rule(state, message),
              "change the transform so that it holds, or drop it there");
      default ->
          new Meaning(false, TABLE, "it refused the statement", "see the log of the database");
    };
  }

  /** What does not hold, of an error about a value. */
  static String rule(String state, @Nullable ServerErrorMessage message) {
    return state.startsWith("23") ? constraint(state, message) : value(state);
  }

  private static String value(String state) {
    return switch (state) {
      case "22001" -> "a value is too long for the column";
      case "22003" -> "a number is out of the range of the column's type";
      case "22007", "22008" -> "a date or time is not one of the column's type";
      case "22P02" -> "a value is not one of the column's type";
      case "22021" -> "a text has a character that the database's encoding does not have";
      default -> "a value cannot be stored in the column";
    };
  }

  private static String constraint(String state, @Nullable ServerErrorMessage message) {
    String column = message == null ? null : message.getColumn();
    String name = message == null ? null : message.getConstraint();
    String constraint = name == null ? "" : " " + Names.quoted(name);
    return switch (state) {
      case "23502" ->
          "a null is not allowed in column " + (column == null ? "" : Names.quoted(column));
      case "23503" -> "the foreign key" + constraint + " does not hold";
      case "23505" -> "two rows are equal in the unique constraint" + constraint;
      case "23514" -> "the check constraint" + constraint + " does not hold";
      default -> "the constraint" + constraint + " does not hold";
    };
  }
}
