package io.understudy.it;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A config that adds, drops and renames columns and drops rows, from files to the target. */
@ExtendWith(SharedInstallation.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShapeIT {
  private static final int ROWS = 5000;
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final String STEPS =
      """
      globals: { coverage: detected }
      steps:
        - columns:
            keep: [ id, amount ]
            drop: [ { name: secret }, { condition: column.name.endswith("_internal") } ]
            rename: [ { name: mail, value: contact } ]
            add: [ { name: source_system, position: 1 }, { name: label } ]
          rows:
            drop: [ { condition: row.id | int % 4 == 0 } ]
            update:
              - { name: contact, value: fake.email() }
              - { name: source_system, value: '"legacy"' }
              - { name: label, value: '"to " ~ row.contact' }
      """;

  @TempDir static Path folder;
  private Installation system;
  private DuckDb duckdb;
  private JsonNode run;

  @BeforeAll
  void runs(Installation installation) throws Exception {
    system = installation;
    duckdb = new DuckDb();
    duckdb.execute(
        "create table people as select i as id, 'person' || i || '@northwind-post.net' as mail,"
            + " 'SECRETVALUE' || i as secret, i * 1.5 as amount, 'x' || i as code_internal from range("
            + ROWS
            + ") t(i)");
    for (String table : List.of("rows_csv", "rows_jsonl", "rows_parquet")) {
      Files.createDirectories(folder.resolve("in").resolve(table));
    }
    Path in = folder.resolve("in");
    duckdb.execute("copy people to '" + in + "/rows_csv/people.csv' (header, delimiter ',')");
    duckdb.execute("copy people to '" + in + "/rows_jsonl/people.jsonl' (format json)");
    duckdb.execute(
        "copy people to '"
            + in
            + "/rows_parquet/people.parquet' (format parquet, row_group_size"
            + " 2048)");
    system.uploadFolder("shape/", in);
    long id =
        system.startRun(
            """
            pipeline: shape
            source: s3://%s/shape/
            sink: s3://%s/shape/
            transform:
            %s
            tables:
              rows_csv: { files: "rows_csv/*", target: shape_csv }
              rows_jsonl: { files: "rows_jsonl/*", target: shape_jsonl }
              rows_parquet: { files: "rows_parquet/*", target: shape_parquet }
            load: { target: target, mode: replace }
            parallelism: 2
            """
                .formatted(
                    system.sourceBucket(), system.sinkBucket(), STEPS.indent(2).stripTrailing()));
    run = system.awaitEnd(id, LIMIT);
    assertThat(run.get("state").asText()).as(run.toPrettyString()).isEqualTo("SUCCEEDED");
    system.downloadSink("shape/", folder.resolve("out"));
  }

  @ParameterizedTest
  @CsvSource({
    "read_csv, rows_csv/people.csv, shape_csv",
    "read_json, rows_jsonl/people.jsonl, shape_jsonl",
    "read_parquet, rows_parquet/people.parquet, shape_parquet"
  })
  void sinkAndTargetHaveTheNewShape(String reader, String file, String target) throws Exception {
    String written = reader + "('" + folder.resolve("out").resolve(file) + "')";
    long left = ROWS - (ROWS + 3) / 4;
    assertThat(
            duckdb.rows("select string_agg(column_name, ' ') from (describe from " + written + ")"))
        .isEqualTo(duckdb.rows("select 'id source_system contact amount label'"));
    assertThat(duckdb.number("select count(*) from " + written)).isEqualTo(left);
    assertThat(
            duckdb.number(
                "select count(*) from "
                    + written
                    + " w join people p using (id) where w.amount = p.amount and source_system ="
                    + " 'legacy' and label = 'to ' || contact and regexp_matches(contact,"
                    + " '@example.(com|net|org)$') and id % 4 <> 0"))
        .isEqualTo(left);
    byte[] bytes = Files.readAllBytes(folder.resolve("out").resolve(file));
    assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
        .doesNotContain("SECRETVALUE")
        .doesNotContain("northwind");
    try (Connection database = system.database("target")) {
      assertThat(
              texts(
                  database,
                  "select column_name from information_schema.columns where table_name = '"
                      + target
                      + "' order by ordinal_position"))
          .containsExactly("id", "source_system", "contact", "amount", "label");
      assertThat(
              texts(
                  database,
                  "select count(*) from public."
                      + target
                      + " where label = 'to ' || contact and id::bigint % 4 <> 0"))
          .containsExactly(Long.toString(left));
    }
    JsonNode table = MaskingIT.table(run, file.substring(0, file.indexOf('/')));
    assertThat(table.get("rowsIn").asLong()).isEqualTo(ROWS);
    assertThat(table.get("rowsOut").asLong()).isEqualTo(left);
    assertThat(table.get("rowsLoaded").asLong()).isEqualTo(left);
  }

  @Test
  void oneFakeIsTheSameInAllFormats() throws Exception {
    Path out = folder.resolve("out");
    assertThat(
            duckdb.number(
                "select count(*) from read_csv('"
                    + out
                    + "/rows_csv/people.csv') a join read_json('"
                    + out
                    + "/rows_jsonl/people.jsonl') b using (id, contact) join read_parquet('"
                    + out
                    + "/rows_parquet/people.parquet') c using (id, contact)"))
        .isEqualTo(ROWS - (ROWS + 3) / 4);
  }

  @Test
  void aPreviewShowsTheNewShapeAndTheRuleOfEachCell() {
    Response response =
        given()
            .baseUri(system.url("scheduler"))
            .contentType("application/json")
            .body(
                Map.of(
                    "config",
                    STEPS,
                    "input",
                    "s3://" + system.sourceBucket() + "/shape/rows_csv/people.csv",
                    "rows",
                    3))
            .post("/v1/previews");
    assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
    assertThat(response.asString()).doesNotContain("SECRETVALUE").doesNotContain("northwind");
    JsonPath json = response.jsonPath();
    assertThat(json.getList("columns"))
        .containsExactly("id", "source_system", "contact", "amount", "label");
    assertThat(json.getList("columnsBefore"))
        .containsExactly("id", "mail", "secret", "amount", "code_internal");
    assertThat(json.getList("dropped")).containsExactly("steps[0].rows.drop[0]", null, null);
    assertThat(json.getList("after[0]")).isEmpty();
    assertThat(json.getString("after[1][0]")).isEqualTo("(original)");
    assertThat(json.getString("after[1][1]")).isEqualTo("legacy");
    assertThat(json.getString("after[1][2]")).matches(".+@example\\.(com|net|org)");
    assertThat(json.getString("after[1][4]")).isEqualTo("to " + json.getString("after[1][2]"));
    assertThat(json.getList("rules[1]"))
        .containsExactly(
            List.of(),
            List.of("steps[0].rows.update[1]"),
            List.of("steps[0].rows.update[0]"),
            List.of(),
            List.of("steps[0].rows.update[2]"));
    assertThat(json.getList("plan.decision"))
        .containsExactly("KEPT", "MASKED", "DROPPED", "KEPT", "DROPPED", "ADDED", "ADDED");
    assertThat(json.getList("plan.output"))
        .containsExactly("id", "contact", "", "amount", "", "source_system", "label");
  }

  private static List<String> texts(Connection database, String sql) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (Statement statement = database.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }
}
