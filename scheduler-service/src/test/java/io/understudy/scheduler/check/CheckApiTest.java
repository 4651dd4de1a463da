package io.understudy.scheduler.check;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.understudy.scheduler.Runs;
import io.understudy.scheduler.Surroundings;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Checks and previews; the other services are stood in for by fixed answers. */
@QuarkusTest
@WithTestResource(Surroundings.class)
class CheckApiTest {
  @Inject Runs runs;

  private static JsonPath check(String pipeline) {
    return given()
        .contentType("text/yaml")
        .body(pipeline.getBytes(StandardCharsets.UTF_8))
        .post("/v1/checks")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  @Test
  void aPipelineWithProblemsIsNotLookedAtFurther() {
    JsonPath answer = check("pipeline: Shop\nsource: s3://source/a/\ntransform: { steps: [] }\n");
    assertThat(answer.getBoolean("ok")).isFalse();
    assertThat(answer.getList("problems.field")).containsExactly("sink", "pipeline");
    assertThat(answer.getList("problems.message"))
        .containsExactly("is missing", "\"Shop\" is not a name");
    assertThat(answer.getList("problems.line")).containsExactly(1, 1);
    assertThat(answer.getList("tables")).isEmpty();
  }

  @Test
  void whatTheOtherServicesFindIsToldWithItsPlace() {
    String folder = runs.folder("orders/a.csv", "people/a.csv");
    JsonPath answer = check(Runs.pipeline(folder, "load: { target: down }"));
    assertThat(answer.getBoolean("ok")).isFalse();
    assertThat(answer.getList("problems.field"))
        .containsExactly("transform.steps[0]", "tables.orders.files", "load.target");
    assertThat(answer.getList("problems.message"))
        .containsExactly("no such column", "is empty", "the target does not answer");
    assertThat(answer.getList("problems.table")).containsExactly("people", "orders", null);
    List<Map<String, Object>> tables = answer.getList("tables");
    assertThat(tables).extracting(table -> table.get("name")).containsExactly("orders", "people");
    assertThat(tables).extracting(table -> table.get("bytes")).containsExactly(10, 10);
    assertThat(answer.getString("tables[0].columns[0].decision")).isEqualTo("OPEN");
  }

  @Test
  void whatTheLoaderWouldMakeIsShownWithItsTable() {
    String folder = runs.folder("new/orders/a.csv", "new/people/a.csv") + "new/";
    JsonPath answer = check(Runs.pipeline(folder, "load: { target: perf, mode: upsert, key: id }"));
    assertThat(answer.getList("problems")).isEmpty();
    assertThat(answer.getList("tables.name")).containsExactly("orders", "people");
    assertThat(answer.getString("tables[0].ddl")).isNull();
    assertThat(answer.getString("tables[1].ddl"))
        .startsWith("create table {'tables':[{'table':'people'")
        .endsWith("'key':['id']}]}");
  }

  @Test
  void bucketsAndTargetsThatAreNotThereAreTold() {
    String pipeline =
        Runs.pipeline("x/", "load: { target: absent }")
            .replace("s3://source/", "s3://no-source/")
            .replace("s3://sink/", "s3://no-sink/");
    JsonPath answer = check(pipeline);
    assertThat(answer.getList("problems.field")).containsExactly("source", "sink", "load.target");
    assertThat(answer.getString("problems[0].message"))
        .isEqualTo(
            "s3://no-source/x/: the bucket \"no-source\" does not exist; check its name or create"
                + " it");
    assertThat(answer.getString("problems[2].message"))
        .isEqualTo("the loader service has no target \"absent\"");
    assertThat(answer.getString("problems[2].remedy"))
        .isEqualTo("configure understudy.targets.\"absent\" there, or name another");
  }

  @Test
  void aPreviewsProblemIsPassedOn() {
    given()
        .contentType("application/json")
        .body("{}")
        .post("/v1/previews")
        .then()
        .statusCode(422)
        .contentType("application/problem+json")
        .body("detail", equalTo("from the transform service"));
  }

  @Test
  void aProposalIsPassedOn() {
    given()
        .contentType("application/json")
        .body("{\"input\": \"s3://source/people/\"}")
        .post("/v1/proposals")
        .then()
        .statusCode(200)
        .body("config", equalTo("steps: []"));
  }
}
