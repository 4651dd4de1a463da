package io.understudy.loader.load;

import io.understudy.loader.database.Names;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Row and column of an error of a {@code COPY}. The database tells them in a context line such as
 * {@code COPY t, line 3, column a: "…"}, which goes on with the value: only digits and a name that
 * we know are taken out of it.
 *
 * @param row 1 for the first that was sent
 * @param column null: not told
 */
record CopyPlace(long row, @Nullable String column) {

  static Optional<CopyPlace> of(SQLException e, String table, List<String> columns) {
    ServerErrorMessage message =
        e instanceof PSQLException server ? server.getServerErrorMessage() : null;
    return Optional.ofNullable(message)
        .map(ServerErrorMessage::getWhere)
        .flatMap(where -> of(where, table, columns));
  }

  static Optional<CopyPlace> of(String where, String table, List<String> columns) {
    String start = "COPY " + table + ", line ";
    int at = where.indexOf(start);
    if (at < 0 || at > 0 && where.charAt(at - 1) != '\n') {
      return Optional.empty();
    }
    int from = at + start.length();
    int end = from;
    while (end < where.length() && where.charAt(end) >= '0' && where.charAt(end) <= '9') {
      end++;
    }
    OptionalLong row = row(where.substring(from, end));
    if (row.isEmpty()) {
      return Optional.empty();
    }
    String rest = where.substring(end);
    String column =
        columns.stream()
            .filter(
                name ->
                    rest.startsWith(", column " + name + ":") || rest.equals(", column " + name))
            // of "a" and "a: b" the longer one is meant, or the value is not one
            .max(Comparator.comparingInt(String::length))
            .orElse(null);
    return Optional.of(new CopyPlace(row.getAsLong(), column));
  }

  private static OptionalLong row(String digits) {
    return digits.matches("[0-9]{1,18}")
        ? OptionalLong.of(Long.parseLong(digits))
        : OptionalLong.empty();
  }

  /** {@code , row 3, column "a"}, as much of it as is known. */
  @Override
  public String toString() {
    return ", row " + row + (column == null ? "" : ", column " + Names.quoted(column));
  }
}
