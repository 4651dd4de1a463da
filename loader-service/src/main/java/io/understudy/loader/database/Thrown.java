package io.understudy.loader.database;

import java.util.Objects;
import java.util.concurrent.ExecutionException;

/** What work on another thread threw, for the thread that waits for it. */
public final class Thrown {
  private Thrown() {}

  /**
   * Throws it as it was; what is checked, but no interrupt, in an {@link IllegalStateException}.
   *
   * @return never
   */
  public static RuntimeException again(ExecutionException e) throws InterruptedException {
    switch (Objects.requireNonNull(e.getCause(), "what the work threw")) {
      case RuntimeException failure -> throw failure;
      case Error failure -> throw failure;
      case InterruptedException failure -> throw failure;
      case Throwable failure -> throw new IllegalStateException(failure);
    }
  }
}
