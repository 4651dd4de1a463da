package io.understudy.transform.problem;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.understudy.transform.Surroundings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every error is a problem document with field and remedy, and none holds a value of a row. */
@QuarkusTest
@WithTestResource(Surroundings.class)
class ProblemAnswersTest {

  private static void assertProblem(ValidatableResponse answer, int status, String text) {
    Response response =
        answer.statusCode(status).contentType("application/problem+json").extract().response();
    JsonPath problem = response.jsonPath();
    assertThat(problem.getInt("status")).isEqualTo(status);
    assertThat(problem.getString("type")).isEqualTo("about:blank");
    assertThat(problem.getList("errors")).hasSize(1);
    assertThat(
            problem.getString("errors[0].field")
                + ": "
                + problem.getString("errors[0].detail")
                + "; "
                + problem.getString("errors[0].remedy"))
        .isEqualTo(text);
    assertThat(response.asString()).doesNotContain("SECRET");
  }

  private static ValidatableResponse post(String path, String body) {
    return given().contentType("application/json").body(body).post(path).then();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cell | 422 | config: row 7, column \"email\": no text; add a fallback_value",
        "terminal | 422 | input: s3://b/k: access denied; allow s3:GetObject on it",
        "retryable | 503 | input: s3://b/k: the storage answered 503; it is tried again",
        "job-table | 503 | : could not ask; check the database"
      })
  void whatIsThrownHasItsStatus(String thrown, int status, String text) {
    assertProblem(given().get("/throwing/" + thrown).then(), status, text);
  }

  @Test
  void allProblemsOfAConfigAreTold() {
    JsonPath problem =
        given()
            .get("/throwing/config")
            .then()
            .statusCode(422)
            .contentType("application/problem+json")
            .extract()
            .jsonPath();
    assertThat(problem.getString("title")).isEqualTo("Unprocessable Content");
    assertThat(problem.getString("detail")).isEqualTo("the config has 2 problems");
    assertThat(problem.getList("errors.field")).containsExactly("steps[0]", "steps[1]");
    assertThat(problem.getList("errors.line")).containsExactly(3, 4);
    assertThat(problem.getList("errors.column")).containsExactly(7, 1);
    assertThat(problem.getList("errors.detail"))
        .containsExactly("no such filter", "no such column");
    assertThat(problem.getList("errors.remedy")).containsExactly("did you mean hash?", "write one");
  }

  @Test
  void whatIsUnexpectedSaysNothingButWhereToLook() {
    Response response = given().get("/throwing/other");
    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.contentType()).startsWith("application/problem+json");
    assertThat(response.jsonPath().getString("detail"))
        .matches(
            "this should not happen; the log of this service has the reason under [0-9a-f-]{36}");
    assertThat(response.asString()).doesNotContain("SECRETVALUE");
  }

  @Test
  void bodiesThatAreNotWhatTheApiDescribesAreToldWithTheField() {
    String text =
        ": the body is not the JSON that the API describes; compare it with /q/swagger-ui";
    assertProblem(post("/v1/previews", "{\"config\": SECRET"), 400, "body" + text);
    assertProblem(post("/v1/previews", "{\"confg\": \"SECRET\"}"), 400, "confg" + text);
    assertProblem(post("/v1/previews", "{\"rows\": \"SECRET\"}"), 400, "rows" + text);
    assertProblem(
        post("/v1/checks", "{\"tables\": [{\"format\": {\"type\": \"SECRET\"}}]}"),
        400,
        "tables[0].format" + text);
    assertProblem(
        given().contentType("application/json").post("/v1/previews").then(),
        400,
        "body: the body is empty; send config and input");
    assertProblem(
        given().contentType("application/json").post("/v1/checks").then(),
        400,
        "body: the body is empty; send at least a config");
    assertProblem(
        post("/v1/checks", "{\"config\": \"\", \"tables\": [null]}"),
        400,
        "tables: an element is null; leave it out");
  }

  @Test
  void whatHttpItselfRefusesHasAProblemDocument() {
    for (String path : List.of("/nothing", "/v1/nothing")) {
      assertProblem(
          given().get(path).then(),
          404,
          "path: there is nothing at " + path + "; /q/swagger-ui lists what is there");
    }
    assertProblem(
        given().get("/v1/checks").then(),
        405,
        "method: the method is not allowed at /v1/checks; /q/swagger-ui lists those that are");
    assertProblem(
        given().contentType("application/xml").body("<a/>").post("/v1/checks").then(),
        415,
        "Content-Type: the content type is not accepted at /v1/checks; send application/json");
    assertProblem(
        post("/v1/checks", "{\"config\": \"" + "#".repeat(5_000_000) + "\"}"),
        413,
        "body: the body is larger than quarkus.http.limits.max-body-size; send fewer tables at"
            + " once, or raise that limit");
  }

  @Test
  void aPreviewChecksItsRequestBeforeItReads() {
    String preview = "{\"config\": \"\", \"input\": \"%s\", \"rows\": %d}";
    assertProblem(
        post("/v1/previews", preview.formatted("s3://source/a.csv", 1001)),
        400,
        "rows: expected 1 to 1000, found 1001; ask for fewer");
    assertProblem(
        post("/v1/previews", preview.formatted("source/a.csv", 5)),
        400,
        "input: \"source/a.csv\" is not the location of a file; write s3://BUCKET/KEY");
    assertProblem(
        post("/v1/previews", preview.formatted("s3://source", 5)),
        400,
        "input: s3://source is a whole bucket; write s3://BUCKET/KEY");
    assertProblem(
        post("/v1/previews", preview.formatted("s3://source/a.dat", 5)),
        400,
        "input: s3://source/a.dat: the name does not tell the file's format; set format.type to"
            + " csv, jsonl or parquet");
  }
}
