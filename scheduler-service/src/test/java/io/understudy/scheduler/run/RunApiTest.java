package io.understudy.scheduler.run;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.understudy.jobtable.Claim;
import io.understudy.jobtable.JobKind;
import io.understudy.scheduler.Runs;
import io.understudy.scheduler.Surroundings;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The API as its users see it: answers, pages, events, and every error with field and remedy. */
@QuarkusTest
@WithTestResource(Surroundings.class)
class RunApiTest {
  @Inject Runs runs;

  @TestHTTPResource("/")
  URI root;

  private static RequestSpecification yaml(String body) {
    return given().contentType("application/yaml").body(body.getBytes(StandardCharsets.UTF_8));
  }

  /** A problem document with one entry: "field: detail; remedy". */
  private static void assertProblem(ValidatableResponse answer, int status, String text) {
    Response response =
        answer.statusCode(status).contentType("application/problem+json").extract().response();
    JsonPath problem = response.jsonPath();
    assertThat(problem.getInt("status")).isEqualTo(status);
    assertThat(problem.getString("type")).isEqualTo("about:blank");
    assertThat(problem.getList("errors")).hasSize(1);
    String detail = problem.getString("errors[0].detail");
    String remedy = problem.getString("errors[0].remedy");
    assertThat(problem.getString("errors[0].field") + ": " + detail + "; " + remedy)
        .isEqualTo(text);
    assertThat(problem.getString("detail")).isEqualTo(detail + "; " + remedy);
  }

  @Test
  void aNewRunIsAnsweredWithItsAddress() {
    String folder = runs.folder("people/1.csv");
    Response answer = yaml(Runs.pipeline(folder, "parallelism: 7")).post("/v1/runs");
    assertThat(answer.statusCode()).isEqualTo(201);
    long id = answer.jsonPath().getLong("id");
    assertThat(answer.header("Location")).endsWith("/v1/runs/" + id);
    JsonPath run = answer.jsonPath();
    assertThat(run.getString("pipeline")).isEqualTo("shop");
    assertThat(run.getString("source")).isEqualTo("s3://source/" + folder);
    assertThat(run.getString("sink")).isEqualTo("s3://sink/" + folder);
    assertThat(run.getInt("parallelism")).isEqualTo(7);
    assertThat(run.getString("keyId")).isNull();
    assertThat(run.getList("problems")).isEmpty();
  }

  @Test
  void aPipelineMayBeJson() {
    String folder = runs.folder("people/1.csv");
    long id =
        given()
            .contentType("application/json")
            .body(
                """
                {\t"pipeline": "json", "source": "s3:\\/\\/source/%s", "sink": "s3://sink/%s",
                \t"transform": {"globals": {"coverage": "open"}, "steps": []},
                \t"load": {"target": "perf"}}
                """
                    .formatted(folder, folder))
            .post("/v1/runs")
            .then()
            .statusCode(201)
            .extract()
            .jsonPath()
            .getLong("id");
    JsonPath run = runs.await(id, each -> each.getString("state").equals("RUNNING"));
    assertThat(run.getString("load.target")).isEqualTo("perf");
    assertThat(run.getString("load.mode")).isEqualTo("replace");
    assertThat(run.getInt("parallelism")).isEqualTo(3);
  }

  @Test
  void everyProblemOfAPipelineIsToldAtOnce() {
    JsonPath answer =
        yaml("""
                pipelin: shop
                source: s3:/wrong
                sink: s3://sink/x/
                transform: { globals: { coverage: open }, steps: [] }
                tables:
                  people: { files: [], csv: { delimiter: ";;" } }
                load: { target: perf, mode: merge }
                parallelism: many
                """)
            .post("/v1/runs")
            .then()
            .statusCode(422)
            .contentType("application/problem+json")
            .body("title", equalTo("Unprocessable Content"))
            .body("detail", equalTo("the pipeline has 7 problems"))
            .extract()
            .jsonPath();
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < answer.getList("errors").size(); i++) {
      String at = "errors[" + i + "].";
      lines.add(
          answer.getInt(at + "line")
              + ":"
              + answer.getInt(at + "column")
              + " "
              + Stream.of("field", "detail", "remedy").map(k -> answer.getString(at + k)).toList());
    }
    assertThat(lines)
        .containsExactly(
            "1:1 [pipelin, unknown key, did you mean \"pipeline\"?]",
            "1:1 [pipeline, is missing, add pipeline: NAME]",
            "2:9 [source, \"s3:/wrong\" is not a location, write s3://BUCKET/PREFIX]",
            "6:20 [tables.people.files, is empty, write at least one]",
            "6:29 [tables.people.csv.delimiter, a CSV delimiter is one character, correct it]",
            "7:29 [load.mode, expected one of replace, append, upsert, found \"merge\", write one of them]",
            "8:14 [parallelism, expected a whole number from 1 to 10000, found \"many\", write such a"
                + " number, or leave it out: as many as the installation has]");
  }

  @Test
  void unknownRunsAreNotFoundAnywhere() {
    String text = "id: there is no run 999999; GET /v1/runs lists those that are there";
    assertProblem(given().get("/v1/runs/999999").then(), 404, text);
    assertProblem(given().get("/v1/runs/999999/jobs").then(), 404, text);
    assertProblem(given().get("/v1/runs/999999/events").then(), 404, text);
    assertProblem(given().post("/v1/runs/999999/cancel").then(), 404, text);
    assertProblem(given().post("/v1/runs/999999/retry").then(), 404, text);
    assertProblem(
        given().get("/v1/runs/first").then(),
        404,
        "id: there is no run first; ids are whole numbers");
  }

  @Test
  void addressesThatAreNotThereHaveAProblemDocument() {
    for (String path : List.of("/v1/nothing", "/nothing", "/v1/runs/1/nothing")) {
      assertProblem(
          given().get(path).then(),
          404,
          "path: there is nothing at " + path + "; /q/swagger-ui lists what is there");
    }
  }

  @Test
  void aMethodThatIsNotAllowedHasAProblemDocument() {
    assertProblem(
        given().delete("/v1/runs").then(),
        405,
        "method: the method is not allowed at /v1/runs; /q/swagger-ui lists those that are");
  }

  @Test
  void aContentTypeThatIsNotReadHasAProblemDocument() {
    assertProblem(
        given().contentType("application/xml").body("<a/>").post("/v1/runs").then(),
        415,
        "Content-Type: the content type is not accepted at /v1/runs; send a pipeline as"
            + " application/yaml or application/json");
  }

  @Test
  void anAnswerThatIsNotWantedHasAProblemDocument() {
    assertProblem(
        given().accept("application/xml").get("/v1/runs").then(),
        406,
        "Accept: the answer is not available in the media types of the Accept header; accept"
            + " application/json, for events text/event-stream");
  }

  @Test
  void aBodyThatIsTooLargeHasAProblemDocument() {
    assertProblem(
        yaml("#".repeat(1_100_000)).post("/v1/runs").then(),
        413,
        "body: the body is larger than quarkus.http.limits.max-body-size; name files by patterns"
            + " instead of one by one, or raise that limit");
  }

  @Test
  void aBodyThatIsNoTextHasAProblemDocument() {
    assertProblem(
        given()
            .contentType("application/yaml")
            .body(new byte[] {'a', (byte) 0xc3, '('})
            .post("/v1/runs")
            .then(),
        400,
        "body: the body is not UTF-8; save the pipeline as UTF-8");
    assertProblem(
        yaml("a: \0").post("/v1/runs").then(),
        400,
        "body: the body has a NUL character; send text");
  }

  @Test
  void malformedJsonIsToldWithItsPlace() {
    given()
        .contentType("application/json")
        .body("{\"pipeline\": \"a\"")
        .post("/v1/runs")
        .then()
        .statusCode(422)
        .body("errors[0].line", equalTo(1))
        .body("errors[0].detail", containsString("this is not YAML"));
  }

  @Test
  void anEmptyBodyIsToldWhatToWrite() {
    given()
        .contentType("application/yaml")
        .post("/v1/runs")
        .then()
        .statusCode(422)
        .body("errors[0].detail", equalTo("the document is empty"))
        .body("errors[0].remedy", equalTo("write pipeline:, source:, sink: and transform:"));
  }

  @Test
  void parametersThatAreWrongAreNamed() {
    long id = runs.start("", "people/1.csv");
    String remedy = "; correct the parameter or leave it out";
    assertProblem(
        given().get("/v1/runs?limit=0").then(),
        400,
        "limit: expected a whole number from 1 to 100, found \"0\"" + remedy);
    assertProblem(
        given().get("/v1/runs?before=x").then(),
        400,
        "before: expected an id, found \"x\"" + remedy);
    String jobs = "/v1/runs/" + id + "/jobs";
    assertProblem(
        given().get(jobs + "?limit=1001").then(),
        400,
        "limit: expected a whole number from 1 to 1000, found \"1001\"" + remedy);
    assertProblem(
        given().get(jobs + "?state=OPEN").then(),
        400,
        "state: expected one of READY, RUNNING, DONE, DEAD, CANCELLED, found \"OPEN\"" + remedy);
    assertProblem(
        given().get(jobs + "?kind=COPY").then(),
        400,
        "kind: expected one of TRANSFORM, LOAD, SWAP, DISCARD, MANIFEST, SNAPSHOT,"
            + " EXTRACT, CLEAR, PART, found \"COPY\""
            + remedy);
    runs.await(id, run -> run.getString("state").equals("RUNNING"));
    assertProblem(
        given().get(jobs + "?table=pets").then(),
        400,
        "table: expected a table of the run: people, found \"pets\"" + remedy);
  }

  @Test
  void runsComeInPagesNewestFirst() {
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ids.add(runs.start("", "people/1.csv"));
    }
    JsonPath first = given().get("/v1/runs?limit=2").jsonPath();
    assertThat(first.getList("items.id", Long.class)).containsExactly(ids.get(2), ids.get(1));
    assertThat(first.getLong("next")).isEqualTo(ids.get(1));
    JsonPath second = given().get("/v1/runs?limit=2&before=" + ids.get(1)).jsonPath();
    assertThat(second.getLong("items[0].id")).isEqualTo(ids.get(0));
    JsonPath last = given().get("/v1/runs?before=1").jsonPath();
    assertThat(last.getList("items")).isEmpty();
    assertThat(last.getString("next")).isNull();
  }

  @Test
  void jobsComeInPagesAndFiltered() {
    long id = runs.start("", "people/1.csv", "people/2.csv", "people/3.csv", "orders/1.csv");
    List<Claim> claims = runs.claim(id, JobKind.TRANSFORM, 4);
    claims.stream().filter(claim -> claim.table().equals("orders")).forEach(runs::fail);
    claims.stream().filter(claim -> claim.table().equals("people")).limit(1).forEach(runs::finish);
    String jobs = "/v1/runs/" + id + "/jobs";
    JsonPath first = given().get(jobs + "?limit=3").jsonPath();
    assertThat(first.getList("items")).hasSize(3);
    JsonPath rest = given().get(jobs + "?limit=3&after=" + first.getLong("next")).jsonPath();
    assertThat(rest.getList("items")).hasSize(1);
    assertThat(rest.getString("next")).isNull();
    JsonPath dead = given().get(jobs + "?state=dead").jsonPath();
    assertThat(dead.getList("items.table")).containsExactly("orders");
    assertThat(dead.getString("items[0].errorCode")).isEqualTo("file");
    assertThat(dead.getString("items[0].error")).endsWith("orders/1.csv: is empty");
    JsonPath running = given().get(jobs + "?table=people&state=RUNNING&kind=TRANSFORM").jsonPath();
    assertThat(running.getList("items.owner")).containsExactly("hand", "hand");
    JsonPath done = given().get(jobs + "?table=people&state=DONE").jsonPath();
    assertThat(done.getString("items[0].details.columns[0].name")).isEqualTo("id");
    assertThat(done.getInt("items[0].rowsOut")).isEqualTo(4);
    assertThat(given().get(jobs + "?kind=LOAD").jsonPath().getList("items")).isEmpty();
  }

  @Test
  void eventsTellChangesUntilTheEnd() throws Exception {
    long id = runs.start("", "people/1.csv");
    Claim claim = runs.claim(id, JobKind.TRANSFORM, 1).get(0);
    runs.await(id, run -> run.getString("state").equals("RUNNING"));
    HttpRequest request =
        HttpRequest.newBuilder(root.resolve("/v1/runs/" + id + "/events"))
            .header("Accept", "text/event-stream")
            .build();
    List<String> states = new ArrayList<>();
    List<String> names = new ArrayList<>();
    try (Stream<String> lines =
        HttpClient.newHttpClient().send(request, BodyHandlers.ofLines()).body()) {
      lines.forEach(
          line -> {
            if (line.startsWith("event:")) {
              names.add(line.substring("event:".length()).strip());
            } else if (line.startsWith("data:")) {
              states.add(JsonPath.from(line.substring("data:".length())).getString("state"));
              if (runs.finish(claim)) {
                runs.finish(id, JobKind.MANIFEST, 1);
              }
            }
          });
    }
    assertThat(states).startsWith("RUNNING").endsWith("SUCCEEDED");
    assertThat(names).hasSameSizeAs(states).containsOnly("run");
  }

  @Test
  void whatIsFinishedIsNeitherCancelledNorRetried() {
    long id = runs.start("", "people/1.csv");
    runs.claim(id, JobKind.TRANSFORM, 1);
    runs.awaitState(id, "RUNNING");
    assertProblem(
        given().post("/v1/runs/" + id + "/retry").then(),
        409,
        "id: run " + id + " is RUNNING; only a failed run can be retried; wait for its end");
    given().post("/v1/runs/" + id + "/cancel").then().statusCode(202);
    runs.awaitState(id, "CANCELLED");
    assertProblem(
        given().post("/v1/runs/" + id + "/cancel").then(),
        409,
        "id: run " + id + " is CANCELLED already; there is nothing to cancel");
    assertProblem(
        given().post("/v1/runs/" + id + "/retry").then(),
        409,
        "id: run " + id + " is CANCELLED; post the pipeline again");
  }

  @Test
  void aRunThatNeverGotJobsIsNotRetried() {
    long id = runs.start("", "notes.txt");
    runs.awaitState(id, "FAILED");
    assertProblem(
        given().post("/v1/runs/" + id + "/retry").then(),
        409,
        "id: run " + id + " is FAILED and has no dead job to retry; post the pipeline again");
  }
}
