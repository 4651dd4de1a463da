package io.understudy.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.Response;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Bad input: one clear error each, the rest of the run goes on, nothing half-done is left. */
@ExtendWith(SharedInstallation.class)
class BadInputIT {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final String OPEN = "{ globals: { coverage: open }, steps: [] }";

  @Test
  void eachBadFileHasOneErrorAndTheGoodOneIsPublished(Installation system, @TempDir Path folder)
      throws Exception {
    byte[] parquet = parquet(folder);
    Map<String, byte[]> files = new TreeMap<>();
    files.put("good.csv", utf8("a,b\n1,2\n"));
    files.put("broken-utf8.csv", new byte[] {'a', '\n', (byte) 0xc3, '(', '\n'});
    files.put("empty.csv", new byte[0]);
    files.put("not-parquet.parquet", utf8("a,b\nSECRETVALUE,2\n"));
    files.put("not-an-object.jsonl", utf8("{\"a\": 1}\n[\"SECRETVALUE\"]\n"));
    files.put("too-many.csv", utf8("a,b\n1,2\n3,4,SECRETVALUE\n"));
    files.put("truncated.csv.gz", Arrays.copyOf(gzip("a,b\n" + "1,2\n".repeat(5000)), 60));
    files.put("truncated.parquet", Arrays.copyOf(parquet, parquet.length - 100));
    files.forEach((name, content) -> system.upload("bad/" + name, content));
    long id = system.startRun(pipeline(system, "bad", "bad", OPEN, ""));
    JsonNode run = system.awaitEnd(id, LIMIT);

    Map<String, String> errors = new TreeMap<>();
    for (JsonNode problem : run.get("problems")) {
      String input = problem.get("input").asText();
      errors.put(input.substring(input.lastIndexOf('/') + 1), problem.get("message").asText());
    }
    assertThat(run.get("state").asText()).isEqualTo("FAILED");
    assertThat(errors.keySet())
        .as(errors.toString())
        .containsExactlyInAnyOrder(
            "broken-utf8.csv",
            "empty.csv",
            "not-an-object.jsonl",
            "not-parquet.parquet",
            "too-many.csv",
            "truncated.csv.gz",
            "truncated.parquet");
    assertThat(errors.values())
        .allMatch(message -> message.startsWith("s3://"))
        .noneMatch(message -> message.contains("SECRETVALUE"));
    assertThat(errors.get("too-many.csv")).contains("record 2").contains("2").contains("3");
    assertThat(errors.get("not-an-object.jsonl")).contains("line 2");
    assertThat(system.sinkKeys("bad/")).containsExactly("bad/good.csv");
    JsonNode jobs = system.get("/v1/runs/" + id + "/jobs?state=DEAD");
    assertThat(jobs.get("items")).allMatch(job -> job.get("attempt").asInt() == 1);
  }

  @Test
  void aFailedTableLeavesTheTargetAsItWas(Installation system) throws Exception {
    system.upload("half/ok/a.csv", utf8("id\n1\n"));
    system.upload("half/broken/a.csv", utf8("id\n1\n"));
    system.upload("half/broken/b.csv", utf8("id\n1,2\n"));
    long id =
        system.startRun(
            pipeline(system, "half", "half", OPEN, "load: { target: target, mode: replace }"));
    JsonNode run = system.awaitEnd(id, LIMIT);
    assertThat(run.get("state").asText()).isEqualTo("FAILED");
    assertThat(run.get("reason").asText()).contains("1 of 3 files");
    try (Connection target = system.database("target");
        Statement statement = target.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select count(*) from pg_tables where tablename like 'ok%' or tablename like"
                    + " 'broken%'")) {
      rows.next();
      assertThat(rows.getLong(1)).isZero();
    }
  }

  @Test
  void aRunCanBeRetriedOnceTheFileIsMended(Installation system) throws Exception {
    system.upload("mend/items/a.csv", utf8("id\n1\n"));
    system.upload("mend/items/b.jsonl", utf8("{\"id\": 7}\n"));
    long id =
        system.startRun(
            """
            pipeline: mend
            source: s3://%s/mend/
            sink: s3://%s/mend/
            transform: %s
            tables: { items: { files: "items/a.csv", csv: { delimiter: ";" }, target: mend_items } }
            load: { target: absent }
            """
                .formatted(system.sourceBucket(), system.sinkBucket(), OPEN));
    JsonNode run = system.awaitEnd(id, LIMIT);
    assertThat(run.get("state").asText()).isEqualTo("FAILED");
    assertThat(run.get("problems").get(0).get("message").asText()).contains("absent");
    Response again =
        io.restassured.RestAssured.given()
            .baseUri(system.url("scheduler"))
            .post("/v1/runs/" + id + "/retry");
    assertThat(again.statusCode()).isEqualTo(202);
    assertThat(system.awaitEnd(id, LIMIT).get("state").asText()).isEqualTo("FAILED");
  }

  @Test
  void aMissingBucketFailsTheRunWithTheRemedy(Installation system) throws Exception {
    long id =
        system.startRun(
            """
            pipeline: no-bucket
            source: s3://no-such-bucket/x/
            sink: s3://%s/no-bucket/
            transform: %s
            """
                .formatted(system.sinkBucket(), OPEN));
    JsonNode run = system.awaitEnd(id, LIMIT);
    assertThat(run.get("state").asText()).isEqualTo("FAILED");
    assertThat(run.get("problems").get(0).get("message").asText()).contains("no-such-bucket");
  }

  @Test
  void configErrorsAreAllNamedBeforeAnythingRuns(Installation system) {
    Response response =
        system.postRun(
            pipeline(
                system,
                "bad-config",
                "bad",
                """

                  globals: { locale: [en_US] }
                  steps:
                    - rows:
                        update:
                          - { name: email, value: this | hahs }
                          - { name: phone, valeu: this | hash }
                """,
                ""));
    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(response.contentType()).startsWith("application/problem+json");
    assertThat(response.jsonPath().getList("errors.remedy", String.class).toString())
        .contains("locales")
        .contains("hash")
        .contains("value");
    assertThat(response.jsonPath().getList("errors.line", Integer.class))
        .containsExactly(5, 9, 10, 10);
  }

  @Test
  void anUnknownColumnFailsTheFileAndNamesTheNearest(Installation system) throws Exception {
    system.upload("column/people.csv", utf8("id,e_mail\n1,SECRETVALUE\n"));
    long id =
        system.startRun(
            pipeline(
                system,
                "column",
                "column",
                """

                  steps: [ { rows: { update: [ { name: email, value: this | hash } ] } } ]
                """,
                ""));
    JsonNode run = system.awaitEnd(id, LIMIT);
    assertThat(run.get("state").asText()).isEqualTo("FAILED");
    assertThat(run.get("problems").get(0).get("message").asText())
        .contains("\"email\"")
        .contains("e_mail")
        .doesNotContain("SECRETVALUE");
    assertThat(system.sinkKeys("column/")).isEmpty();
  }

  private static String pipeline(
      Installation system, String name, String prefix, String transform, String rest) {
    return """
        pipeline: %s
        source: s3://%s/%s/
        sink: s3://%s/%s/
        transform: %s
        %s
        """
        .formatted(name, system.sourceBucket(), prefix, system.sinkBucket(), name, transform, rest);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] gzip(String text) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(utf8(text));
    }
    return bytes.toByteArray();
  }

  private static byte[] parquet(Path folder) throws Exception {
    Path file = folder.resolve("t.parquet");
    try (DuckDb duckdb = new DuckDb()) {
      duckdb.execute("copy (select range as a from range(1000)) to '" + file + "'");
    }
    return Files.readAllBytes(file);
  }
}
