package io.understudy.jobtable;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One claim at work. Made by {@link JobLoop}; used by the thread that does the job. */
public final class Attempt {
  private final Claim claim;
  private final Batch batch;
  private @Nullable Thread thread; // guarded by this, so that no interrupt hits the next job
  private volatile long progressBytes;
  private volatile boolean lost;

  Attempt(Claim claim, Batch batch) {
    this.claim = claim;
    this.batch = batch;
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
    verifyHeld(true);
  }

  /**
   * The same for those for whom others wait: a job table that does not answer is not asked again.
   */
  public void verifyHeldOnce() {
    verifyHeld(false);
  }

  /**
   * Asks a job table that does not answer again, for as long as the lease: for what would cost much
   * work if a connection is cut. The statement must bear to be repeated, its answer may be what was
   * lost.
   *
   * @param what for the log
   * @throws JobTableException if it does not answer in time, or the claim is lost, or the thread is
   *     interrupted meanwhile
   */
  public <T> T ask(String what, Supplier<T> statement) {
    return batch.ask(what, this, statement);
  }

  private void verifyHeld(boolean patiently) {
    if (!lost) {
      batch.verify(patiently);
    }
    if (lost) {
      throw new LostClaimException(claim);
    }
  }

  JobProtocol.Held held() {
    return new JobProtocol.Held(claim, progressBytes);
  }

  /** The calling thread works on it from now on. */
  synchronized void begin() {
    thread = Thread.currentThread();
    if (lost) {
      thread.interrupt();
    }
  }

  /** Nobody works on it any more; an interrupt that was meant for it is over, too. */
  synchronized void end() {
    thread = null;
    Thread.interrupted();
  }

  /** The claim is gone: stop the work. */
  synchronized void lose() {
    lost = true;
    interrupt();
  }

  boolean isLost() {
    return lost;
  }

  synchronized void interrupt() {
    if (thread != null) {
      thread.interrupt();
    }
  }
}
