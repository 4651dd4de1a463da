package io.understudy.jobtable;

import java.time.Duration;

/**
 * How many jobs a thread is given at a time: one, but where jobs take a moment only as many as it
 * does in {@link #AHEAD}, so that asking the job table does not take longer than the work.
 */
final class Stride {
  static final Duration AHEAD = Duration.ofMillis(200);
  private static final int MOST = 128;
  private static final int WEIGHT = 8;

  private long meanNanos = Long.MAX_VALUE;

  /** A job took so long. */
  synchronized void took(Duration time) {
    long nanos = Math.max(1, time.toNanos());
    meanNanos = meanNanos == Long.MAX_VALUE ? nanos : meanNanos + (nanos - meanNanos) / WEIGHT;
  }

  /** Jobs of the next claim, for each thread. */
  synchronized int length() {
    return (int) Math.clamp(AHEAD.toNanos() / Math.max(1, meanNanos), 1, MOST);
  }
}
