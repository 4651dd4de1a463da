package io.understudy.transform;

import io.understudy.engine.key.Keyring;
import io.understudy.jobtable.JobTableException;
import io.understudy.jobtable.JobTableVersion;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready when the job table has the schema this code knows and the secret keys can be read. */
@Readiness
@Singleton
final class Ready implements HealthCheck {
  private final DataSource database;
  private final Instance<Keyring> keyring;

  Ready(DataSource database, Instance<Keyring> keyring) {
    this.database = database;
    this.keyring = keyring;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("transform");
    try {
      int version = JobTableVersion.current(database);
      response
          .withData("jobTableVersion", version)
          .withData("jobTableVersionKnown", JobTableVersion.KNOWN)
          .withData("defaultKey", keyring.get().defaultId());
      return response.status(version >= JobTableVersion.KNOWN).build();
    } catch (JobTableException | IllegalArgumentException e) {
      return response.withData("reason", String.valueOf(e.getMessage())).down().build();
    }
  }
}
