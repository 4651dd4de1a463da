package io.understudy.scheduler.health;

import io.understudy.files.FileException;
import io.understudy.files.Location;
import io.understudy.files.ObjectStore;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jspecify.annotations.Nullable;

/** The configured bucket can be read. */
@Readiness
@Singleton
class BucketCheck implements HealthCheck {
  private final ObjectStore store;
  private final HealthConfig config;
  private final Optional<Location> bucket;
  private final Clock clock;
  private Instant until = Instant.MIN;
  private @Nullable String trouble;

  BucketCheck(ObjectStore store, HealthConfig config, Clock clock) {
    this.store = store;
    this.config = config;
    this.bucket = config.bucket().map(Location::parse);
    this.clock = clock;
  }

  @Override
  public synchronized HealthCheckResponse call() {
    if (bucket.isEmpty()) {
      return HealthCheckResponse.named("bucket").up().withData("location", "none given").build();
    }
    if (!clock.instant().isBefore(until)) {
      try {
        store.checkReadable(bucket.get());
        trouble = null;
      } catch (FileException e) {
        trouble = String.valueOf(e.getMessage());
      }
      until = clock.instant().plus(config.bucketEvery());
    }
    String reason = trouble;
    return reason == null
        ? HealthCheckResponse.named("bucket")
            .up()
            .withData("location", bucket.get().toString())
            .build()
        : HealthCheckResponse.named("bucket").down().withData("reason", reason).build();
  }
}
