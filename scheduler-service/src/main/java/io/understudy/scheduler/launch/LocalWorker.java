package io.understudy.scheduler.launch;

import io.understudy.scheduler.launch.WorkerNotes.Note;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A worker process, started here or taken over. */
final class LocalWorker {
  private final String owner;
  private final long runId;
  private final ProcessHandle process;
  private final @Nullable Process child;
  private final @Nullable Path log;
  private final Instant startedAt;
  private @Nullable Instant stopAt;

  private LocalWorker(
      String owner,
      long runId,
      ProcessHandle process,
      @Nullable Process child,
      @Nullable Path log,
      Instant startedAt) {
    this.owner = owner;
    this.runId = runId;
    this.process = process;
    this.child = child;
    this.log = log;
    this.startedAt = startedAt;
  }

  static LocalWorker started(String owner, long runId, Process child, Path log, Instant startedAt) {
    return new LocalWorker(owner, runId, child.toHandle(), child, log, startedAt);
  }

  static LocalWorker adopted(Note note, ProcessHandle process, Instant now) {
    return new LocalWorker(note.owner(), note.runId(), process, null, null, now);
  }

  String owner() {
    return owner;
  }

  long runId() {
    return runId;
  }

  ProcessHandle process() {
    return process;
  }

  /** Once it does not, {@link #crashed} and {@link #exit} know how it ended. */
  boolean isAlive() {
    return child == null ? process.isAlive() : child.isAlive();
  }

  @Nullable Path log() {
    return log;
  }

  Instant startedAt() {
    return startedAt;
  }

  /** Asks it to end; it is overdue at {@code latest}, which later calls do not move. */
  void end(Instant latest) {
    if (stopAt == null) {
      stopAt = latest;
      process.destroy();
    }
  }

  boolean isEnding() {
    return stopAt != null;
  }

  boolean isOverdue(Instant now) {
    return stopAt != null && !now.isBefore(stopAt);
  }

  /** Whether it ended with an error; not known of one that was taken over. */
  boolean crashed() {
    return child != null && child.exitValue() != 0;
  }

  /** How it ended, in words. */
  String exit() {
    return child == null ? "exit code unknown" : "exit code " + child.exitValue();
  }
}
