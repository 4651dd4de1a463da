package io.understudy.transform.propose;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.understudy.engine.TransformConfig;
import io.understudy.files.Location;
import io.understudy.files.ObjectStore;
import io.understudy.files.OutputObject;
import io.understudy.transform.Surroundings;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Proposals for files in a bucket. */
@QuarkusTest
@WithTestResource(Surroundings.class)
class ProposalsTest {
  @Inject ObjectStore objects;

  private void upload(String key, String content) throws IOException {
    try (OutputObject object = objects.create(Location.parse("s3://source/" + key))) {
      object.stream().write(content.getBytes(StandardCharsets.UTF_8));
      object.publish();
    }
  }

  private static Response propose(Map<String, Object> request) {
    return given().contentType("application/json").body(request).post("/v1/proposals");
  }

  @Test
  void aFolderGetsATablePerFolderAndNoValueIsInTheAnswer() throws IOException {
    upload("shop/people/a.csv", "fname,email\nNoah,noah@northwind.com\nEmma,emma@northwind.com\n");
    upload("shop/items/a.jsonl", "{\"sku\":\"A-1\"}\n");
    Response response = propose(Map.of("input", "s3://source/shop/"));
    assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
    assertThat(response.jsonPath().getList("tables")).isEqualTo(List.of("items", "people"));
    String config = response.jsonPath().getString("config");
    assertThat(config).contains("value: fake.first_name()", "value: fake.email()", "- sku #");
    assertThat(response.asString()).doesNotContain("northwind", "Noah", "A-1");
    assertThat(TransformConfig.parse("proposal", config).notes()).isEmpty();
  }

  @Test
  void oneFileOfANamedTable() throws IOException {
    upload("one/a.dat", "x|email\n1|noah@northwind.com\n");
    Response response =
        propose(
            Map.of(
                "input",
                "s3://source/one/a.dat",
                "table",
                "people",
                "format",
                Map.of("type", "csv", "delimiter", "|"),
                "rows",
                10));
    assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
    assertThat(response.jsonPath().getString("config")).contains("- name: email #");
  }

  @Test
  void whatCannotBeReadIsAProblemWithItsRemedy() throws IOException {
    upload("bare/a.csv", "noah@northwind.com,1\n");
    assertProblem(propose(Map.of("input", "nowhere")), 400, "\"nowhere\" is not the location");
    assertProblem(propose(Map.of("input", "s3://source/none/")), 400, "no .parquet, .csv");
    assertProblem(
        propose(Map.of("input", "s3://source/shop/", "rows", 0)), 400, "expected 1 to 100000");
    Response header = propose(Map.of("input", "s3://source/bare/"));
    assertProblem(header, 422, "the name of column 1 looks like personal data");
    assertThat(header.asString()).doesNotContain("northwind");
    assertThat(given().contentType("application/json").post("/v1/proposals").statusCode())
        .isEqualTo(400);
  }

  private static void assertProblem(Response response, int status, String detail) {
    assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
    assertThat(response.jsonPath().getString("errors[0].detail")).startsWith(detail);
  }
}
