package io.understudy.scheduler.planning;

import io.understudy.jobtable.RunProtocol;
import io.understudy.jobtable.RunProtocol.NewJob;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Inserts the jobs of one run in batches, some at a time, while the source is listed on. At most
 * {@link #AT_ONCE} batches are held, whatever the number of files.
 */
final class Inserts implements AutoCloseable {
  private static final int BATCH = 1_000;
  private static final int AT_ONCE = 3;

  private final RunProtocol protocol;
  private final long runId;
  private final int maxAttempts;
  private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
  private final Deque<Future<?>> underWay = new ArrayDeque<>();
  private List<NewJob> batch = new ArrayList<>(BATCH);

  Inserts(RunProtocol protocol, long runId, int maxAttempts) {
    this.protocol = protocol;
    this.runId = runId;
    this.maxAttempts = maxAttempts;
  }

  void add(NewJob job) {
    batch.add(job);
    if (batch.size() == BATCH) {
      send();
    }
  }

  /** Returns when all are in the job table. */
  void finish() {
    if (!batch.isEmpty()) {
      send();
    }
    while (!underWay.isEmpty()) {
      await(underWay.remove());
    }
  }

  private void send() {
    if (underWay.size() == AT_ONCE) {
      await(underWay.remove());
    }
    List<NewJob> jobs = batch;
    batch = new ArrayList<>(BATCH);
    underWay.add(threads.submit(() -> protocol.addTransforms(runId, jobs, maxAttempts)));
  }

  private static void await(Future<?> insert) {
    try {
      insert.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("inserting jobs failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while jobs were inserted", e);
    }
  }

  /** Waits for what is under way, without a word of how it ended. */
  @Override
  public void close() {
    threads.close();
  }
}
