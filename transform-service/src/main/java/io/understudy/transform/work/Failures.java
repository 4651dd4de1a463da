package io.understudy.transform.work;

import io.understudy.engine.CellException;
import io.understudy.engine.ConfigException;
import io.understudy.engine.proof.SurvivalException;
import io.understudy.files.FileException;
import io.understudy.jobtable.Failure;
import io.understudy.jobtable.JobTableException;
import io.understudy.transform.key.KeysException;
import java.util.Arrays;

/** What was thrown, as an outcome: retryable or not, and words without a value of a row. */
public final class Failures {
  private Failures() {}

  /**
   * As an outcome.
   *
   * @param input what was at work
   */
  public static Failure of(String input, Throwable thrown) {
    return switch (thrown) {
      case ConfigException e -> new Failure(false, "config", input + ": " + e.getMessage());
      case CellException e -> new Failure(false, "value", input + ": " + e.getMessage());
      case SurvivalException e -> new Failure(false, "proof", input + ": " + e.getMessage());
      case FileException.Terminal e -> new Failure(false, "file", String.valueOf(e.getMessage()));
      case FileException.Retryable e ->
          new Failure(true, "storage", String.valueOf(e.getMessage()));
      case KeysException e -> new Failure(false, "keys", String.valueOf(e.getMessage()));
      case JobTableException e -> new Failure(true, "job-table", String.valueOf(e.getMessage()));
      case OutOfMemoryError e ->
          new Failure(
              true,
              "memory",
              input
                  + ": not enough memory for this file; give workers more (container limit, -Xmx)");
      default ->
          new Failure(
              false,
              "internal",
              input + ": unexpected " + thrown.getClass().getName() + at(thrown) + "; report it");
    };
  }

  /**
   * The place in our code; the message of an unknown exception may hold a value, so it stays out.
   */
  private static String at(Throwable thrown) {
    return Arrays.stream(thrown.getStackTrace())
        .filter(frame -> frame.getClassName().startsWith("io.understudy."))
        .findFirst()
        .map(frame -> " at " + frame)
        .orElse("");
  }
}
