package io.understudy.scheduler.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.understudy.access.AccessConfig;
import io.understudy.jobtable.JobKind;
import io.understudy.scheduler.Runs;
import io.understudy.scheduler.Surroundings;
import jakarta.inject.Inject;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Source files are opened for operators only. */
@QuarkusTest
@WithTestResource(Surroundings.class)
class DdlForViewersTest {
  @Inject Runs runs;

  private static JsonPath ddl(String caller, long id) {
    return Callers.as(caller)
        .get("/v1/runs/" + id + "/ddl")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  @Test
  void aViewerSeesNoColumnsOfATableThatIsNotMasked(@TempDir Path directory) {
    String folder = runs.folder("new/people/a.csv");
    long id = runs.post(Runs.pipeline(folder + "new/", "load: { target: perf }"));
    runs.claim(id, JobKind.TRANSFORM, 1).forEach(claim -> assertThat(runs.holds(claim)).isTrue());
    Callers.only(AccessConfig.Type.TOKENS, directory);
    JsonPath seen = ddl("viewer", id);
    assertThat(seen.getList("tables.name")).containsExactly("people");
    assertThat(seen.getBoolean("tables[0].settled")).isFalse();
    assertThat(seen.getString("tables[0].statement")).isNull();
    assertThat(ddl("operator", id).getString("tables[0].statement")).isNotNull();
  }
}
