package io.understudy.loader.mariadb;

import io.understudy.jobtable.RowCondition;
import java.util.Optional;

/**
 * What {@link RowCondition} cannot know: MariaDB has quotes and comments of its own, which could
 * hide from it where a text ends.
 */
final class MariaDbCondition {
  private MariaDbCondition() {}

  /** Why it cannot be one condition, for a message after its name; empty if nothing is wrong. */
  static Optional<String> problem(String sql) {
    StringBuilder plain = new StringBuilder(); // without quoted names
    for (int i = 0; i < sql.length(); i++) {
      char c = sql.charAt(i);
      int end = c == '\'' || c == '"' || c == '`' ? sql.indexOf(c, i + 1) : i;
      if (end < 0) {
        return Optional.of("has a quote that is not closed");
      }
      if (c == '#') {
        return Optional.of("has a # outside quotes, which begins a comment");
      }
      String part = sql.substring(i, end + 1);
      if (part.indexOf('\\') >= 0) {
        return Optional.of("has a backslash, whose meaning depends on the server's settings");
      }
      plain.append(c == '`' ? "x" : part);
      i = end;
    }
    return RowCondition.problem(plain.toString());
  }
}
