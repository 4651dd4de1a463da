package io.understudy.scheduler;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.understudy.jobtable.JobKind;
import io.understudy.jobtable.JobTableVersion;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** What operators see: health, metrics, the description of the API. */
@QuarkusTest
@WithTestResource(Surroundings.class)
class OperationsTest {
  @TestHTTPResource(value = "/", management = true)
  URI management;

  @Inject Runs runs;
  @Inject Flyway flyway;
  @Inject DataSource database;

  @Test
  void readinessLooksAtDatabaseSchemaAndBucket() {
    given()
        .get(management.resolve("/q/health/ready"))
        .then()
        .statusCode(200)
        .body("status", equalTo("UP"))
        .body(
            "checks.name",
            hasItems("Database connections health check", "job table schema", "bucket"))
        .body("checks.data.version", hasItem(JobTableVersion.KNOWN))
        .body("checks.data.location", hasItem("s3://source/"));
    given().get(management.resolve("/q/health/live")).then().statusCode(200);
    given().get(management.resolve("/q/health/started")).then().statusCode(200);
  }

  @Test
  void aJobTableOfANewerVersionIsNoReasonNotToStart() throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          insert into understudy.flyway_schema_history
            (installed_rank, version, description, type, script, checksum, installed_by,
             execution_time, success)
          values (900, '900', 'next', 'SQL', 'V900__next.sql', 1, 'test', 1, true)
          """);
      try {
        assertThat(flyway.migrate().migrationsExecuted).isZero();
      } finally {
        statement.execute("delete from understudy.flyway_schema_history where version = '900'");
      }
    }
  }

  @Test
  void metricsCountJobsRowsBytesClaimsRetriesAndTime() throws InterruptedException {
    long id = runs.start("", "people/1.csv", "people/2.csv");
    runs.finish(runs.claim(id, JobKind.TRANSFORM, 1).get(0));
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    String metrics = metrics();
    while (!metrics.contains("understudy_jobs{kind=\"TRANSFORM\",state=\"READY\"} ")
        || metrics.contains("understudy_rows_in_total 0.0")) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(100);
      metrics = metrics();
    }
    assertThat(metrics)
        .contains("understudy_jobs{kind=\"LOAD\",state=\"DEAD\"} ")
        .contains("understudy_runs{state=\"RUNNING\"} ")
        .contains("understudy_rows_out_total ")
        .contains("understudy_rows_loaded_total ")
        .contains("understudy_bytes_in_total ")
        .contains("understudy_bytes_out_total ")
        .contains("understudy_cells_changed_total ")
        .contains("understudy_retries_total ")
        .contains("understudy_claims_total ")
        .contains("understudy_job_duration_seconds_count{kind=\"TRANSFORM\"} ")
        .contains("understudy_job_duration_seconds_sum{kind=\"LOAD\"} ")
        .contains("understudy_reconcile_seconds_count ");
  }

  private String metrics() {
    return given()
        .get(management.resolve("/q/metrics"))
        .then()
        .statusCode(200)
        .extract()
        .asString();
  }

  @Test
  void theApiDescribesItself() {
    given()
        .accept("application/json")
        .get("/q/openapi")
        .then()
        .statusCode(200)
        .body("info.title", equalTo("Understudy"))
        .body("paths", hasKey("/v1/checks"))
        .body("paths", hasKey("/v1/previews"))
        .body("paths", hasKey("/v1/runs/{id}/events"))
        .body("paths.'/v1/runs'.post.responses", hasKey("422"))
        .body("paths.'/v1/runs'.post.requestBody.content", hasKey("application/yaml"));
    given().get("/q/swagger-ui/").then().statusCode(200);
  }
}
