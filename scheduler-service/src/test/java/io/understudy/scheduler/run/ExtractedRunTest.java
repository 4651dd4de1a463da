package io.understudy.scheduler.run;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.understudy.jobtable.Claim;
import io.understudy.jobtable.Completion;
import io.understudy.jobtable.ExtractionProtocol;
import io.understudy.jobtable.ExtractionProtocol.NewPart;
import io.understudy.jobtable.JobKind;
import io.understudy.scheduler.Runs;
import io.understudy.scheduler.Surroundings;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs whose source is a database; what loaders and workers do is done by the test. */
@QuarkusTest
@WithTestResource(Surroundings.class)
class ExtractedRunTest {
  private static final String PIPELINE =
      """
      pipeline: shop
      source: { database: %s, parts: "s3://source/parts/", retain: none }
      sink: s3://sink/extracted
      transform: { globals: { coverage: open }, steps: [] }
      load: { target: perf }
      """;

  @Inject Runs runs;
  @Inject ExtractionProtocol extractions;

  private void plan(Claim snapshot) {
    extractions.plan(
        snapshot,
        "snap",
        List.of(
            new NewPart("people", "people", "people 1", 1, "s3://source/parts/1", "{}"),
            new NewPart("orders", "orders", "orders 1", 1, "s3://source/parts/2", "{}")),
        5);
  }

  @Test
  void whatIsExtractedIsMaskedLoadedAndNotRetained() {
    long id = runs.post(PIPELINE.formatted("perf"));
    Claim snapshot = runs.claim(id, JobKind.SNAPSHOT, 1).getFirst();
    plan(snapshot);
    runs.claim(id, JobKind.EXTRACT, 1).forEach(runs::finish);
    JsonPath run =
        runs.await(id, now -> "extracting: 1 of 2 parts, 5 rows".equals(now.getString("reason")));
    assertThat(run.getString("state")).isEqualTo("PLANNING");
    assertThat(runs.claimable(id, JobKind.TRANSFORM)).isEmpty();
    runs.finish(id, JobKind.EXTRACT, 1);
    String schema =
        "{\"schema\": \"s3://source/parts/1/_understudy/schema.json\", \"sha256\": \"0\"}";
    runs.finish(snapshot, new Completion(null, 0, 0, 0, 0, schema));
    List<Claim> transforms = runs.claim(id, JobKind.TRANSFORM, 2);
    assertThat(transforms)
        .extracting(Claim::input, Claim::inputEtag, Claim::output)
        .containsExactlyInAnyOrder(
            tuple("s3://source/parts/1", "etag", "s3://sink/extracted/people/1"),
            tuple("s3://source/parts/2", "etag", "s3://sink/extracted/orders/1"));
    JsonPath ddl = given().get("/v1/runs/" + id + "/ddl").jsonPath();
    assertThat(ddl.getString("script")).isEqualTo("s3://source/parts/1/_understudy/schema.sql");
    assertThat(ddl.getList("tables.targetTable")).containsExactlyInAnyOrder("people", "orders");
    assertThat(ddl.getList("tables.statement")).containsOnlyNulls();
    transforms.forEach(runs::finish);
    runs.finish(id, JobKind.LOAD, 2);
    runs.finish(id, JobKind.SWAP, 1);
    runs.finish(id, JobKind.CLEAR, 1);
    assertThat(runs.awaitState(id, "SUCCEEDED").getInt("totals.rowsIn")).isEqualTo(10);
  }

  @Test
  void anExtractionThatFailsEndsTheRunAndLeavesNoFiles() {
    long id = runs.post(PIPELINE.formatted("perf"));
    Claim snapshot = runs.claim(id, JobKind.SNAPSHOT, 1).getFirst();
    plan(snapshot);
    Claim part = runs.claim(id, JobKind.EXTRACT, 1).getFirst();
    runs.fail(snapshot);
    runs.finish(id, JobKind.CLEAR, 1);
    JsonPath run = runs.awaitState(id, "FAILED");
    assertThat(run.getString("reason")).isEqualTo("the extraction failed: SNAPSHOT: is empty");
    assertThat(run.getList("problems.code")).contains("source");
    assertThat(runs.holds(part)).isFalse();
  }

  @Test
  void aRunThatIsCancelledWhileItIsExtractedLeavesNoFiles() {
    long id = runs.post(PIPELINE.formatted("perf"));
    Claim snapshot = runs.claim(id, JobKind.SNAPSHOT, 1).getFirst();
    plan(snapshot);
    given().post("/v1/runs/" + id + "/cancel").then().statusCode(202);
    runs.finish(id, JobKind.CLEAR, 1);
    runs.awaitState(id, "CANCELLED");
    assertThat(runs.holds(snapshot)).isFalse();
  }

  @Test
  void aCheckKnowsTheDatabasesOfTheLoader() {
    String unknown = "the loader service has no database \"absent\"";
    assertThat(check("perf")).isNotEmpty().doesNotContain(unknown); // of the transform service
    assertThat(check("absent")).contains(unknown).containsAll(check("perf"));
  }

  private static List<String> check(String database) {
    return given()
        .contentType("application/yaml")
        .body(PIPELINE.formatted(database).getBytes(StandardCharsets.UTF_8))
        .post("/v1/checks")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .getList("problems.message");
  }
}
