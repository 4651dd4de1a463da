package io.understudy.files;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a bucket answers, asked at most once per {@code maxAge}: for readiness checks, which are
 * asked far more often than storage should be.
 */
public final class BucketProbe {
  private final ObjectStore objects;
  private final Location location;
  private final Duration maxAge;
  private final Clock clock;
  private Instant askedAt = Instant.MIN;
  private Optional<String> problem = Optional.empty();

  /** Asks about {@code location} through {@code objects}. */
  public BucketProbe(ObjectStore objects, Location location, Duration maxAge, Clock clock) {
    this.objects = objects;
    this.location = location;
    this.maxAge = maxAge;
    this.clock = clock;
  }

  /** What is wrong with the bucket, and the remedy; empty if it answers. */
  public synchronized Optional<String> problem() {
    Instant now = clock.instant();
    if (askedAt.equals(Instant.MIN) || now.isAfter(askedAt.plus(maxAge))) {
      problem = ask();
      askedAt = now;
    }
    return problem;
  }

  private Optional<String> ask() {
    try {
      objects.checkReadable(location);
      return Optional.empty();
    } catch (FileException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
