package io.understudy.standalone.local;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ending processes politely, then not. */
final class Processes {
  private static final long PATIENCE_SECONDS = 10;

  private Processes() {}

  /** Waits until processes that were asked to end have ended; kills those that do not. */
  static void awaitEnd(List<ProcessHandle> processes) {
    CompletableFuture<Void> all =
        CompletableFuture.allOf(
            processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new));
    if (!waitFor(all)) {
      processes.forEach(ProcessHandle::destroyForcibly);
      waitFor(all);
    }
  }

  private static boolean waitFor(CompletableFuture<Void> all) {
    try {
      all.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException | ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
