package io.understudy.scheduler.health;

import io.agroal.api.AgroalDataSource;
import io.understudy.jobtable.JobTableException;
import io.understudy.jobtable.JobTableVersion;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** The job table has at least the version that this code knows; newer ones only add. */
@Readiness
@Singleton
class SchemaCheck implements HealthCheck {
  private final AgroalDataSource database;

  SchemaCheck(AgroalDataSource database) {
    this.database = database;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder answer =
        HealthCheckResponse.named("job table schema").withData("known", JobTableVersion.KNOWN);
    try {
      int current = JobTableVersion.current(database);
      return answer.withData("version", current).status(current >= JobTableVersion.KNOWN).build();
    } catch (JobTableException e) {
      return answer.withData("reason", "the job table does not answer").down().build();
    }
  }
}
