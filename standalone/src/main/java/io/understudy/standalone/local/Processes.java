package io.understudy.standalone.local;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ending processes politely, then not. */
final class Processes {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Processes() {}

  /** Waits until processes that were asked to end have ended; kills those that do not. */
  static void awaitEnd(List<ProcessHandle> processes) {
    awaitEnd(processes, PATIENCE);
  }

  /** As {@link #awaitEnd(List)}, with another patience. */
  static void awaitEnd(List<ProcessHandle> processes, Duration patience) {
    CompletableFuture<Void> all =
        CompletableFuture.allOf(
            processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new));
    if (!waitFor(all, patience)) {
      processes.forEach(ProcessHandle::destroyForcibly);
      waitFor(all, PATIENCE);
    }
  }

  private static boolean waitFor(CompletableFuture<Void> all, Duration patience) {
    try {
      all.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException | ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
