package io.understudy.loader.load;

import io.understudy.loader.database.Names;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Row and column of an error of a {@code COPY}. The database tells them in a context line such as
 * {@code COPY t, line 3, column a: "…"}, which goes on with the value: only digits and a name that
 * we know are taken out of it.
 */
final class CopyPlace {
  private CopyPlace() {}

  /** {@code , row 3, column "a"}, as much of it as is known. */
  static String of(SQLException e, String table, List<String> columns) {
    ServerErrorMessage message =
        e instanceof PSQLException server ? server.getServerErrorMessage() : null;
    String where = message == null ? null : message.getWhere();
    return where == null ? "" : of(where, table, columns);
  }

  static String of(String where, String table, List<String> columns) {
    String start = "COPY " + table + ", line ";
    int at = where.indexOf(start);
    if (at < 0 || at > 0 && where.charAt(at - 1) != '\n') {
      return "";
    }
    int from = at + start.length();
    int end = from;
    while (end < where.length() && where.charAt(end) >= '0' && where.charAt(end) <= '9') {
      end++;
    }
    if (end == from) {
      return "";
    }
    String rest = where.substring(end);
    return ", row "
        + where.substring(from, end)
        + columns.stream()
            .filter(
                name ->
                    rest.startsWith(", column " + name + ":") || rest.equals(", column " + name))
            // of "a" and "a: b" the longer one is meant, or the value is not one
            .max(Comparator.comparingInt(String::length))
            .map(name -> ", column " + Names.quoted(name))
            .orElse("");
  }
}
