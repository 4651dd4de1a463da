package io.understudy.jobtable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

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
}
