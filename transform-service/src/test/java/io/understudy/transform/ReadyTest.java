package io.understudy.transform;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.understudy.files.ObjectStore;
import io.understudy.jobtable.JobTableVersion;
import io.understudy.transform.key.Keys;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** What operators see. */
@QuarkusTest
@WithTestResource(Surroundings.class)
class ReadyTest {
  @TestHTTPResource(value = "/", management = true)
  URI management;

  @Inject DataSource database;
  @Inject Keys keys;
  @Inject ObjectStore objects;

  @ConfigProperty(name = "quarkus.datasource.jdbc.url")
  String url;

  private HealthCheckResponse call(DataSource asked, String bucket) {
    return new Ready(asked, keys, objects, Optional.of(bucket)).call();
  }

  private static Map<String, Object> down(HealthCheckResponse response) {
    assertThat(response.getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
    return response.getData().orElseThrow();
  }

  @Test
  void isReadyWithSchemaKeysAndBucket() {
    given()
        .get(management.resolve("/q/health/ready"))
        .then()
        .statusCode(200)
        .body("checks.name", hasItems("transform", "Database connections health check"))
        .body("checks.data.jobTableVersion", hasItem(JobTableVersion.KNOWN))
        .body("checks.data.defaultKey", hasItem("default"));
    given().get(management.resolve("/q/health/live")).then().statusCode(200);
    given().get(management.resolve("/q/health/started")).then().statusCode(200);
  }

  @Test
  void isNotReadyBeforeTheSchemaIsMigrated() throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create database bare");
    }
    PGSimpleDataSource bare = new PGSimpleDataSource();
    bare.setUrl(url);
    bare.setDatabaseName("bare");
    bare.setUser("postgres");
    bare.setPassword("postgres");
    assertThat(down(call(bare, "s3://source/"))).containsEntry("jobTableVersion", 0L);
  }

  @Test
  void isNotReadyWithoutADatabase() {
    PGSimpleDataSource absent = new PGSimpleDataSource();
    absent.setUrl("jdbc:postgresql://127.0.0.1:1/none");
    assertThat(down(call(absent, "s3://source/")))
        .containsEntry(
            "reason",
            "could not read the version of the job table: the job table failed with SQLState 08001;"
                + " check that its database is up and its schema is migrated");
  }

  @Test
  void isNotReadyWithoutTheBucket() {
    assertThat(down(call(database, "s3://absent/")))
        .containsEntry(
            "bucket",
            "s3://absent/: the bucket \"absent\" does not exist; check its name or create it");
  }

  @Test
  void describesItsApiAndHasMetrics() {
    given()
        .accept("application/json")
        .get("/q/openapi")
        .then()
        .statusCode(200)
        .body("info.title", equalTo("Understudy transform"))
        .body("paths", hasKey("/v1/checks"))
        .body("paths", hasKey("/v1/previews"));
    given().get("/q/swagger-ui/").then().statusCode(200);
    given().get(management.resolve("/q/metrics")).then().statusCode(200);
  }
}
