package io.understudy.transform.problem;

import java.sql.SQLException;
import java.util.StringJoiner;

/**
 * What an unexpected exception was and where it came from, for the log, without any of its
 * messages: those of libraries may hold a value of a row.
 */
final class SafeTrace {
  private static final int DEEPEST = 8;
  private static final int FRAMES = 25;

  private SafeTrace() {}

  /** Class and SQLState of the exception and its causes, then the innermost one's frames. */
  static String of(Throwable thrown) {
    StringJoiner causes = new StringJoiner(", caused by ");
    Throwable last = thrown;
    Throwable each = thrown;
    for (int depth = 0; each != null && depth < DEEPEST; depth++) {
      causes.add(
          each.getClass().getName()
              + (each instanceof SQLException sql ? " (SQLState " + sql.getSQLState() + ")" : ""));
      last = each;
      each = each.getCause();
    }
    StringBuilder text = new StringBuilder(causes.toString());
    StackTraceElement[] frames = last.getStackTrace();
    for (int i = 0; i < Math.min(frames.length, FRAMES); i++) {
      text.append("\n\tat ").append(frames[i]);
    }
    return text.toString();
  }
}
