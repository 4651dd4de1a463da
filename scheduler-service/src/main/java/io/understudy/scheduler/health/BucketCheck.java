package io.understudy.scheduler.health;

import io.understudy.files.BucketProbe;
import io.understudy.files.Location;
import io.understudy.files.ObjectStore;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** The configured bucket answers. */
@Readiness
@Singleton
class BucketCheck implements HealthCheck {
  private final String location;
  private final Optional<BucketProbe> probe;

  BucketCheck(ObjectStore store, HealthConfig config, Clock clock) {
    this.location = config.bucket().orElse("none given");
    this.probe =
        config
            .bucket()
            .map(url -> new BucketProbe(store, Location.parse(url), config.bucketEvery(), clock));
  }

  @Override
  public HealthCheckResponse call() {
    Optional<String> problem = probe.flatMap(BucketProbe::problem);
    return problem.isEmpty()
        ? HealthCheckResponse.named("bucket").up().withData("location", location).build()
        : HealthCheckResponse.named("bucket").down().withData("reason", problem.get()).build();
  }
}
