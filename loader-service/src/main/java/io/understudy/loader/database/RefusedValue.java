package io.understudy.loader.database;

import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What a database has against a row; the value is not in it.
 *
 * @param rule that does not hold, in words
 * @param column that the database names beside the place; null: none
 */
public record RefusedValue(String rule, @Nullable String column) {
  /** The bytes of a COPY are wrong: no row is to blame. */
  private static final String BAD_COPY = "22P04";

  /** Verified at the end: the row that is referred to may come later. */
  private static final String FOREIGN_KEY = "23503";

  /** Empty if the error is not about a row by itself. */
  public static Optional<RefusedValue> of(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    boolean about = state.startsWith("22") || state.startsWith("23");
    if (!about || state.equals(BAD_COPY) || state.equals(FOREIGN_KEY)) {
      return Optional.empty();
    }
    ServerErrorMessage message =
        e instanceof PSQLException server ? server.getServerErrorMessage() : null;
    return Optional.of(
        new RefusedValue(
            SqlFailure.rule(state, message) + " (SQLState " + state + ")",
            message == null ? null : message.getColumn()));
  }
}
