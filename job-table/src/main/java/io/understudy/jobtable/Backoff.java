package io.understudy.jobtable;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Waits between attempts: doubling from {@code first} up to {@code most}, with full jitter over the
 * upper half.
 */
public record Backoff(Duration first, Duration most) {

  /** Wait after the given attempt (1 for the first). */
  public Duration after(int attempt, RandomGenerator random) {
    long cap = Math.min(most.toMillis(), first.toMillis() << Math.min(attempt - 1, 20));
    return Duration.ofMillis(cap / 2 + random.nextLong(cap / 2 + 1));
  }
}
