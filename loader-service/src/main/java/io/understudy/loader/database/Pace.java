package io.understudy.loader.database;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * How many of this process's streams send rows to a target at once. One that takes them much more
 * slowly than it has shown it can has too much to do: fewer send then, in turns, and more again
 * when it takes them as before. Safe to share between threads.
 */
public final class Pace {
  private static final Logger LOG = Logger.getLogger(Pace.class);
  private static final long MEBIBYTE = 1 << 20;
  private static final long WINDOW = 2 * MEBIBYTE;

  /** Faster is not better: what a socket takes at once says nothing of the database. */
  private static final double BEST = TimeUnit.MILLISECONDS.toNanos(50);

  private static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(10);
  private static final double SLOW = 4;
  private static final double SOUND = 2;
  private static final double FORGOTTEN = 1.001;

  private final String target;
  private final int most;
  private final ReentrantLock lock = new ReentrantLock(true);
  private final Condition turn = lock.newCondition();
  private int streams;
  private int sending;
  private long bytes;
  private long nanos;
  private double best = Double.MAX_VALUE;

  /**
   * @param target in words
   * @param most streams
   */
  Pace(String target, int most) {
    this.target = target;
    this.most = most;
    this.streams = most;
  }

  /** Waits up to 10 s for this stream's turn to send some rows; {@link #end} ends it. */
  public void begin() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = LONGEST_WAIT;
      while (sending >= streams && left > 0) {
        left = turn.awaitNanos(left); // one that sends may wait in the database for this one
      }
      sending++;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends the turn.
   *
   * @param sent bytes
   * @param took nanoseconds until the database's connection had taken them
   */
  public void end(long sent, long took) {
    lock.lock();
    try {
      sending--;
      bytes += sent;
      nanos += took;
      if (bytes >= WINDOW) {
        adapt((double) nanos * MEBIBYTE / bytes);
        bytes = 0;
        nanos = 0;
      }
      turn.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * @param now nanoseconds for a MiB
   */
  private void adapt(double now) {
    best = Math.min(best * FORGOTTEN, Math.max(now, BEST));
    if (now > SLOW * best && streams > 1) {
      streams--;
      LOG.infof(
          "%s takes a MiB in %d ms, at best in %d: %d streams send to it at once",
          target,
          TimeUnit.NANOSECONDS.toMillis((long) now),
          TimeUnit.NANOSECONDS.toMillis((long) best),
          streams);
    } else if (now < SOUND * best && streams < most) {
      streams++;
      turn.signal();
    }
  }

  /** How many may send at once now. */
  public int streams() {
    lock.lock();
    try {
      return streams;
    } finally {
      lock.unlock();
    }
  }
}
