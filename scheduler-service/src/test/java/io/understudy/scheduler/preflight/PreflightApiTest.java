package io.understudy.scheduler.preflight;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.understudy.jobtable.PreflightCheck;
import io.understudy.jobtable.PreflightProtocol;
import io.understudy.scheduler.Runs;
import io.understudy.scheduler.Surroundings;
import io.understudy.scheduler.launch.SampleWorkers.Trouble;
import io.understudy.scheduler.launch.SampleWorkers.View;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.s3.S3Client;

/** Preflights over HTTP; the test is the cluster and the worker. */
@QuarkusTest
@WithTestResource(Surroundings.class)
@Timeout(120)
class PreflightApiTest {
  @Inject HandSampleWorkers workers;
  @Inject PreflightProtocol protocol;
  @Inject S3Client s3;

  @AfterEach
  void reset() {
    workers.none = true;
    workers.refusal = null;
    workers.view = new View(0, 1, 0, null, null);
  }

  private static Response post(String pipeline, String query) {
    return given()
        .contentType("application/yaml")
        .body(pipeline.getBytes(StandardCharsets.UTF_8))
        .post("/v1/preflights" + query);
  }

  private static long start(String pipeline, String query) {
    return post(pipeline, query).then().statusCode(202).extract().jsonPath().getLong("id");
  }

  private static JsonPath ended(long id) {
    JsonPath view =
        given()
            .get("/v1/preflights/" + id + "?wait=60")
            .then()
            .statusCode(200)
            .extract()
            .jsonPath();
    assertThat(view.getString("state")).isNotEqualTo("RUNNING");
    return view;
  }

  private static List<String> lines(JsonPath view) {
    List<String> names = view.getList("checks.name");
    List<String> outcomes = view.getList("checks.outcome");
    List<String> words = view.getList("checks.words");
    List<String> remedies = view.getList("checks.remedy");
    return java.util.stream.IntStream.range(0, names.size())
        .mapToObj(
            i ->
                outcomes.get(i)
                    + " "
                    + names.get(i)
                    + ": "
                    + words.get(i)
                    + (remedies.get(i) == null ? "" : " -> " + remedies.get(i)))
        .toList();
  }

  /** A pipeline whose files the transform service's stand-in finds nothing wrong with. */
  private String pipeline(String folder, String rest, int... sizes) {
    for (int i = 0; i < sizes.length; i++) {
      Surroundings.put(s3, "preflight/" + folder + "people/" + i + ".csv", sizes[i]);
    }
    return Runs.pipeline("preflight/" + folder, rest);
  }

  /** Does a worker's part: waits for what to measure, adds a check, says how fast it was. */
  private void work(long id, PreflightCheck check, String measured) throws InterruptedException {
    assertThat(protocol.take(id, "hand")).isTrue();
    protocol.add(id, check);
    while (protocol.read(id).orElseThrow().samples() == null) {
      Thread.sleep(20);
    }
    protocol.measured(id, measured);
  }

  @Test
  void withoutAPipelineItIsAboutTheInstallation() {
    Response made = post("", "?sample=false");
    made.then()
        .statusCode(202)
        .header("Location", endsWith("/v1/preflights/" + made.jsonPath().getLong("id")))
        .body("source", equalTo("s3://source/installation/"))
        .body("workers", equalTo(1));
    long id = made.jsonPath().getLong("id");
    ended(id);
    assertThat(given().accept("text/plain").get("/v1/preflights/" + id).asString())
        .isEqualTo(
            """
            preflight %d PASSED
            SKIPPED  rights           nobody starts workers
            SKIPPED  source.plan      there is no file to mask under s3://source/installation/ yet
            SKIPPED  config           there is no file whose columns the transform config could be tried on
            PASS     target           the loader may load "perf"
            SKIPPED  worker.start     understudy.launcher.type is none: what only a worker can check was left out
            """
                .formatted(id));
  }

  @Test
  void aWorkersChecksAndSpeedMakeAnEstimate() throws InterruptedException {
    workers.are(new View(2, 0, 0, null, null));
    long id = start(pipeline("speed/", "parallelism: 2\nload: { target: perf }", 3_000, 1_000), "");
    work(
        id,
        PreflightCheck.pass("sink.put", "written"),
        "[{\"table\": \"people\", \"bytes\": 1000, \"millis\": 2000}]");
    JsonPath view = ended(id);
    assertThat(view.getString("state")).isEqualTo("PASSED");
    assertThat(lines(view))
        .contains(
            "PASS rights: all",
            "PASS source.plan: 1 table with 2 files, 0.0 MB, under s3://source/preflight/speed/",
            "PASS config: the transform config fits the first file of the table",
            "PASS target: the loader may load \"perf\"",
            "PASS sink.put: written",
            "PASS worker.image: masking/worker:1 was pulled",
            "PASS headroom: all 2 workers of this size (1 CPU, 2Gi memory requested) fit now");
    assertThat(view.getLong("estimate.bytes")).isEqualTo(4_000);
    assertThat(view.getLong("estimate.bytesPerSecond")).isEqualTo(500);
    assertThat(view.getLong("estimate.seconds")).isEqualTo(4);
    assertThat(view.getString("estimate.cost")).isEqualTo("0.01");
    assertThat(given().accept("text/plain").get("/v1/preflights/" + id).asString())
        .endsWith(
            "estimate: 2 files, 0.0 MB at 0.0 MB/s per worker: 0 h 0 min 4 s with 2 workers, 0.0023"
                + " worker-hours, 0.0045 GiB-hours, 0.01 USD\n");
    assertThat(workers.started).contains(id);
    assertThat(workers.ended).contains(id);
  }

  @Test
  void fewerWorkersThanAskedAreAWarning() throws InterruptedException {
    workers.are(
        new View(
            1,
            0,
            2,
            new Trouble("the subnet is out of Pod IPs", "give the subnet more addresses", false),
            null));
    long id = start(pipeline("few/", "", 10), "?workers=3&sample=false");
    work(id, PreflightCheck.pass("sink.put", "written"), "[]");
    JsonPath view = ended(id);
    assertThat(view.getString("state")).isEqualTo("PASSED");
    assertThat(lines(view))
        .contains(
            "WARN headroom: 1 of 3 workers of this size (1 CPU, 2Gi memory requested) fit now; 2"
                + " wait: the subnet is out of Pod IPs -> give the subnet more addresses; until then"
                + " a run works with those that fit");
    assertThat(view.getString("estimate")).isNull();
  }

  @Test
  void aFailureOfTheWorkerFailsItWithRemedyAndPolicy() throws InterruptedException {
    workers.are(new View(1, 0, 0, null, null));
    long id = start(pipeline("denied/", "", 10), "?workers=1");
    work(
        id,
        PreflightCheck.fail("sink.put", "access denied", "allow it").with("{\"Effect\":\"Allow\"}"),
        "[]");
    JsonPath view = ended(id);
    assertThat(view.getString("state")).isEqualTo("FAILED");
    assertThat(view.getString("checks.find { it.name == 'sink.put' }.policy.Effect"))
        .isEqualTo("Allow");
    assertThat(given().accept("text/plain").get("/v1/preflights/" + id).asString())
        .startsWith("preflight " + id + " FAILED\n")
        .contains(
            """
            FAIL     sink.put         access denied
                     remedy: allow it
                     policy: {"Effect":"Allow"}
            """);
  }

  @Test
  void aWorkerThatCannotStartFailsItAtOnce() {
    workers.are(
        new View(0, 0, 1, new Trouble("the worker image cannot be pulled", "push it", true), null));
    JsonPath view = ended(start(pipeline("image/", "", 10), ""));
    assertThat(view.getString("state")).isEqualTo("FAILED");
    assertThat(lines(view))
        .last()
        .isEqualTo(
            "FAIL worker.image: no worker starts: the worker image cannot be pulled -> push it");
  }

  @Test
  void aWorkerThatEndsBeforeItsChecksFailsIt() {
    workers.are(
        new View(0, 0, 0, null, new Trouble("the pod ended with exit code 1", "see", false)));
    JsonPath view = ended(start(pipeline("died/", "", 10), ""));
    assertThat(lines(view))
        .last()
        .isEqualTo("FAIL worker.start: the pod ended with exit code 1 -> see");
  }

  @Test
  void whatTheSchedulerAndTheOtherServicesFindFailsIt() {
    String none = Runs.pipeline("preflight/none/", "load: { target: down }");
    JsonPath view = ended(start(none, ""));
    assertThat(view.getString("state")).isEqualTo("FAILED");
    assertThat(lines(view))
        .contains(
            "FAIL source.plan: no .parquet, .csv, .tsv, .jsonl or .ndjson file is under"
                + " s3://source/preflight/none/ -> check source:, or name the files with tables:"
                + " and format:",
            "FAIL target: load.target: the target does not answer -> see the scheduler's log");
  }

  @Test
  void whatTheLoaderWouldMakeIsShown() {
    workers.are(new View(0, 0, 0, null, new Trouble("no node", "see", false)));
    JsonPath view = ended(start(pipeline("new/", "load: { target: perf }", 10), ""));
    assertThat(lines(view))
        .contains(
            "PASS target.ddl: the loader would make, with types of CSV and JSONL columns found while"
                + " they are masked: create table {'tables':[{'table':'people','columns':[{'name':"
                + "'id','type':'BIGINT','nullable':true,'nested':null}],'key':[]}]}");
  }

  @Test
  void whatIsWrongWithTheRequestIsAProblem() {
    post("pipeline: Shop\n", "").then().statusCode(422);
    post("", "?workers=0").then().statusCode(400).body("errors[0].field", equalTo("workers"));
    post("", "?sample=maybe").then().statusCode(400);
    given().get("/v1/preflights/4711").then().statusCode(404);
    given().get("/v1/preflights/x").then().statusCode(404);
    given().get("/v1/preflights/1?wait=61").then().statusCode(400);
  }
}
