package io.understudy.loader.work;

import io.understudy.files.FileException;
import io.understudy.jobtable.Failure;
import io.understudy.jobtable.JobTableException;
import io.understudy.loader.database.TargetException;
import io.understudy.loader.database.UnknownTargetException;
import java.util.Arrays;

/** What was thrown, as an outcome: retryable or not, and words without a value of a row. */
final class Failures {
  private Failures() {}

  static Failure of(String input, Throwable thrown) {
    return switch (thrown) {
      case TargetException.Terminal e ->
          new Failure(false, e.code(), String.valueOf(e.getMessage()));
      case TargetException.Retryable e ->
          new Failure(true, e.code(), String.valueOf(e.getMessage()));
      case UnknownTargetException e ->
          new Failure(false, "target-unknown", String.valueOf(e.getMessage()));
      case FileException.Terminal e -> new Failure(false, "file", String.valueOf(e.getMessage()));
      case FileException.Retryable e ->
          new Failure(true, "storage", String.valueOf(e.getMessage()));
      case JobTableException e -> new Failure(true, "job-table", String.valueOf(e.getMessage()));
      case OutOfMemoryError e ->
          new Failure(
              true,
              "memory",
              input
                  + ": not enough memory for this file; give the loader more (container limit,"
                  + " -Xmx) or lower understudy.loader.parallel");
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
