package io.understudy.scheduler.run;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.understudy.jobtable.JobKind;
import io.understudy.scheduler.Runs;
import io.understudy.scheduler.Surroundings;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/**
 * What a run makes in its target; the loader is stood in for by one that shows what it is asked.
 */
@QuarkusTest
@WithTestResource(Surroundings.class)
class RunDdlTest {
  private static final String COLUMN = "'type':'BIGINT','nullable':";

  @Inject Runs runs;

  private static JsonPath ddl(long id) {
    return given().get("/v1/runs/" + id + "/ddl").then().statusCode(200).extract().jsonPath();
  }

  @Test
  void columnsAreThoseOfTheFirstFileUntilAllAreMasked() {
    String folder = runs.folder("new/people/a.csv", "new/people/b.csv");
    long id = runs.post(Runs.pipeline(folder + "new/", "load: { target: perf }"));
    runs.claim(id, JobKind.TRANSFORM, 2).forEach(claim -> assertThat(runs.holds(claim)).isTrue());
    JsonPath before = ddl(id);
    assertThat(before.getString("target")).isEqualTo("perf");
    assertThat(before.getList("problems")).isEmpty();
    assertThat(before.getString("script")).isNull();
    assertThat(before.getList("tables.name")).containsExactly("people");
    assertThat(before.getBoolean("tables[0].settled")).isFalse();
    assertThat(before.getString("tables[0].statement")).contains(COLUMN + "true");
  }

  @Test
  void columnsAreThoseOfTheMaskedFilesThen() {
    long id =
        runs.start(
            "load: { target: perf, mode: upsert, key: [id] }", "people/a.csv", "orders/a.csv");
    runs.finish(id, JobKind.TRANSFORM, 2);
    runs.claim(id, JobKind.LOAD, 2);
    JsonPath after = ddl(id);
    assertThat(after.getList("tables.settled")).containsOnly(true);
    assertThat(after.getString("tables.find { it.name == 'people' }.statement"))
        .contains(COLUMN + "false")
        .contains("'key':['id']");
    assertThat(after.getString("tables.find { it.name == 'orders' }.statement")).isNull();
    assertThat(runs.run(id).getString("load.mode")).isEqualTo("upsert");
    given().post("/v1/runs/" + id + "/cancel").then().statusCode(202);
  }

  @Test
  void aRunWithoutALoadHasNone() {
    long id = runs.start("", "people/a.csv");
    given()
        .get("/v1/runs/" + id + "/ddl")
        .then()
        .statusCode(404)
        .body("errors[0].detail", equalTo("there is no run " + id + " with a load"));
    given().get("/v1/runs/4711/ddl").then().statusCode(404);
  }
}
