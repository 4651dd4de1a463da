package io.understudy.scheduler.launch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * How often the API of the cluster may be asked to change something: so many a second, and twice
 * that at once after a quiet time. What may not be asked now is thought over again with the next
 * look, so nothing waits. Used by one thread.
 */
final class RequestPace {
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration MOST_WAIT = Duration.ofSeconds(30);

  private final Clock clock;
  private final int perSecond;
  private double tokens;
  private Instant filled;
  private Instant quietUntil = Instant.MIN;
  private Duration wait = Duration.ZERO;

  /**
   * @param perSecond requests, at least 1
   */
  RequestPace(int perSecond, Clock clock) {
    if (perSecond < 1) {
      throw new IllegalArgumentException(
          "understudy.launcher.requests-per-second must be at least 1");
    }
    this.clock = clock;
    this.perSecond = perSecond;
    this.tokens = 2.0 * perSecond;
    this.filled = clock.instant();
  }

  /** Whether a request may be made now; if so, it counts. */
  boolean take() {
    Instant now = clock.instant();
    double seconds = Math.max(0, Duration.between(filled, now).toMillis()) / 1000.0;
    tokens = Math.min(2.0 * perSecond, tokens + seconds * perSecond);
    filled = now;
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }

  /** Whether nothing is to be asked now, because the API was in trouble. */
  boolean resting() {
    return clock.instant().isBefore(quietUntil);
  }

  /**
   * The API refused or did not answer: rest, longer each time in a row.
   *
   * @param asked rest that the API itself asks for; zero if it does not
   * @return how long
   */
  Duration rest(Duration asked) {
    Duration doubled = wait.isZero() ? FIRST_WAIT : wait.multipliedBy(2);
    wait = doubled.compareTo(MOST_WAIT) > 0 ? MOST_WAIT : doubled;
    Duration rest = asked.compareTo(wait) > 0 ? asked : wait;
    quietUntil = clock.instant().plus(rest);
    return rest;
  }

  /** The API answers. */
  void answered() {
    wait = Duration.ZERO;
  }
}
