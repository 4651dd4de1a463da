package io.understudy.loader;

import io.understudy.files.BucketProbe;
import io.understudy.files.Location;
import io.understudy.files.ObjectStore;
import io.understudy.jobtable.JobTableException;
import io.understudy.jobtable.JobTableVersion;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready when the job table has the schema this code knows and the bucket named by {@code
 * understudy.health.bucket} (if any) answers. Targets are not asked: one that is down must not stop
 * the loading of the others.
 */
@Readiness
@Singleton
final class Ready implements HealthCheck {
  private final DataSource database;
  private final Optional<BucketProbe> bucket;

  Ready(
      DataSource database,
      ObjectStore objects,
      @ConfigProperty(name = "understudy.health.bucket") Optional<String> bucket) {
    this.database = database;
    this.bucket =
        bucket.map(
            url ->
                new BucketProbe(
                    objects, Location.parse(url), Duration.ofSeconds(10), Clock.systemUTC()));
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("loader");
    try {
      int version = JobTableVersion.current(database);
      response
          .withData("jobTableVersion", version)
          .withData("jobTableVersionKnown", JobTableVersion.KNOWN);
      Optional<String> unanswered = bucket.flatMap(BucketProbe::problem);
      unanswered.ifPresent(problem -> response.withData("bucket", problem));
      return response.status(version >= JobTableVersion.KNOWN && unanswered.isEmpty()).build();
    } catch (JobTableException e) {
      return response.withData("reason", String.valueOf(e.getMessage())).down().build();
    }
  }
}
