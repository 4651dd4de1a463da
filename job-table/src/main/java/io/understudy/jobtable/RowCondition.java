package io.understudy.jobtable;

import java.util.Optional;

/**
 * A condition on rows, as SQL, that becomes part of a statement: {@code where} of a table in {@code
 * run.extraction}. What could end the condition and begin another statement is refused, also where
 * it could be harmless, so that no dialect has to be known to tell.
 */
public final class RowCondition {
  private RowCondition() {}

  /**
   * Why it cannot be one condition.
   *
   * @return what it holds, for a message after its name; empty if nothing is wrong
   */
  public static Optional<String> problem(String sql) {
    int open = 0;
    for (int i = 0; i < sql.length(); i++) {
      char c = sql.charAt(i);
      if (c == '\'' || c == '"') {
        int end = sql.indexOf(c, i + 1);
        if (end < 0) {
          return Optional.of("has a quote that is not closed");
        }
        if (c == '\'' && i > 0 && Character.toLowerCase(sql.charAt(i - 1)) == 'e') {
          return Optional.of("has a quote right behind an E");
        }
        i = end; // a quote that is doubled ends one text and begins the next
      } else if (c == ';' || c == '$') {
        return Optional.of("has a " + c + " outside quotes");
      } else if (sql.startsWith("--", i) || sql.startsWith("/*", i)) {
        return Optional.of("has a comment");
      } else if (c == '(') {
        open++;
      } else if (c == ')' && --open < 0) {
        return Optional.of("closes a parenthesis that it did not open");
      }
    }
    return open > 0 ? Optional.of("has a parenthesis that is not closed") : Optional.empty();
  }
}
