package io.understudy.jobtable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Runs one statement on a connection of its own and says what failed. */
final class JobTable {
  private final DataSource database;

  JobTable(DataSource database) {
    this.database = database;
  }

  /** Binds, executes and reads one statement. */
  @FunctionalInterface
  interface Call<T> {
    T on(PreparedStatement statement) throws SQLException;
  }

  /** What is done with a connection. */
  @FunctionalInterface
  interface Use<T> {
    T of(Connection connection) throws SQLException;
  }

  /**
   * @param what the operation, for the error text
   */
  <T> T call(String what, String sql, Call<T> call) {
    return use(
        what,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            return call.on(statement);
          }
        });
  }

  <T> T use(String what, Use<T> use) {
    try (Connection connection = database.getConnection()) {
      return use.of(connection);
    } catch (SQLException e) {
      throw new JobTableException(
          "could not "
              + what
              + ": the job table failed with SQLState "
              + e.getSQLState()
              + "; check that its database is up and its schema is migrated",
          e);
    }
  }

  /** Reads one row. */
  @FunctionalInterface
  interface Read<T extends @Nullable Object> {
    T of(ResultSet row) throws SQLException;
  }

  /** What a query finds, in its order. */
  static <T extends @Nullable Object> List<T> rows(PreparedStatement query, Read<T> read)
      throws SQLException {
    return rows(query.executeQuery(), read);
  }

  private static <T extends @Nullable Object> List<T> rows(ResultSet found, Read<T> read)
      throws SQLException {
    List<T> all = new ArrayList<>();
    try (ResultSet rows = found) {
      while (rows.next()) {
        all.add(read.of(rows));
      }
    }
    return all;
  }

  /** The first column of what a query finds, in its order. */
  static List<Long> ids(PreparedStatement query) throws SQLException {
    return rows(query, row -> row.getLong(1));
  }

  /** The same of the last of so many statements that are sent at once. */
  static List<Long> idsOfLast(int statements, PreparedStatement all) throws SQLException {
    return rows(last(statements, all), row -> row.getLong(1));
  }

  /** Result of the last of so many queries that are sent at once. */
  static ResultSet last(int statements, PreparedStatement all) throws SQLException {
    all.execute();
    for (int i = 1; i < statements; i++) {
      all.getMoreResults();
    }
    return all.getResultSet();
  }

  /**
   * Runs {@code work} while holding an advisory lock, if nobody else holds it: any replica may do
   * it, never two the same at once. (Not a row's lock: what {@code work} writes goes over other
   * connections and would wait for it.)
   *
   * @param sql takes the lock of its first parameter, and looks whether there is still something to
   *     do about its second, which is the same; a row that says whether the lock is held
   * @return false if another holds it, or there is nothing to do
   */
  boolean locked(String what, String sql, long id, Runnable work) {
    return inTransaction(
        what,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, id);
            statement.setLong(2, id);
            boolean held;
            try (ResultSet rows = statement.executeQuery()) {
              held = rows.next() && rows.getBoolean(1);
            }
            if (held) {
              work.run();
            }
            return held;
          }
        });
  }

  /** One transaction, which is rolled back in the end: it only locks. */
  <T> T inTransaction(String what, Use<T> use) {
    return use(
        what,
        connection -> {
          connection.setAutoCommit(false);
          try {
            return use.of(connection);
          } finally {
            connection.rollback();
            connection.setAutoCommit(true);
          }
        });
  }
}
