package io.understudy.jobtable;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/** One claim at work. Made by {@link JobLoop}; used by the thread that does the job. */
public final class Attempt {
  private final Claim claim;
  private final JobProtocol protocol;
  private final Duration lease;
  private final Thread thread;
  private volatile long progressBytes;
  private volatile boolean lost;

  Attempt(Claim claim, JobProtocol protocol, Duration lease, Thread thread) {
    this.claim = claim;
    this.protocol = protocol;
    this.lease = lease;
    this.thread = thread;
  }

  /** What is to be done. */
  public Claim claim() {
    return claim;
  }

  /** Tells how many input bytes are consumed; the next heartbeat passes it on. */
  public void progress(long bytes) {
    progressBytes = bytes;
  }

  /**
   * To be called right before anything becomes visible to others.
   *
   * @throws LostClaimException if another may hold the job now: publish nothing
   * @throws JobTableException if that cannot be known: publish nothing
   */
  public void verifyHeld() {
    Set<Long> held = lost ? Set.of() : protocol.heartbeat(List.of(held()), lease);
    if (!held.contains(claim.jobId())) {
      lost = true;
      throw new LostClaimException(claim);
    }
  }

  JobProtocol.Held held() {
    return new JobProtocol.Held(claim, progressBytes);
  }

  /** The claim is gone: stop the work. */
  void lose() {
    lost = true;
    thread.interrupt();
  }

  boolean isLost() {
    return lost;
  }

  void interrupt() {
    thread.interrupt();
  }
}
