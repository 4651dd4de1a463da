package io.understudy.it;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A preview shows what rules make, and no original that a config lets pass. */
@ExtendWith(SharedInstallation.class)
class PreviewIT {

  @Test
  void whatTheConfigLeavesAsItIsIsHidden(Installation system) {
    system.upload(
        "preview/people.csv",
        "id,email,note\n1,emma@northwind-post.net,SECRETVALUE\n2,,\n"
            .getBytes(StandardCharsets.UTF_8));
    Response response =
        given()
            .baseUri(system.url("scheduler"))
            .contentType("application/json")
            .body(
                Map.of(
                    "config",
                    """
                    globals: { coverage: open }
                    steps:
                      - rows:
                          update:
                            - { name: email, value: fake.email() }
                            - { name: note, value: '"x" ~ this' }
                    """,
                    "input",
                    "s3://" + system.sourceBucket() + "/preview/people.csv",
                    "rows",
                    5))
            .post("/v1/previews");
    assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
    assertThat(response.asString()).doesNotContain("SECRETVALUE").doesNotContain("northwind");
    List<List<String>> after = response.jsonPath().getList("after");
    assertThat(after).hasSize(2);
    assertThat(after.get(0).get(0)).isEqualTo("(original)");
    assertThat(after.get(0).get(1)).matches(".+@example\\.(com|net|org)");
    assertThat(after.get(0).get(2)).isEqualTo("(original)");
    assertThat(after.get(1).get(1)).isNull();
  }
}
