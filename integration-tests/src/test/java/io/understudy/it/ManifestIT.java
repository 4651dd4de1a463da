package io.understudy.it;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a run says about itself, signed, and whether it is true. */
@ExtendWith(SharedInstallation.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManifestIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CUSTOMERS = 2000;
  private static final String NAME = "manifest";

  @TempDir static Path folder;
  private Installation system;
  private DuckDb duckdb;
  private Set<String> secrets;
  private long id;
  private Path manifest;
  private Path sink;
  private final List<JsonNode> entries = new ArrayList<>();

  @BeforeAll
  void run(Installation installation) throws Exception {
    system = installation;
    duckdb = new DuckDb();
    ShopFiles.write(duckdb, folder.resolve("in"), CUSTOMERS);
    secrets = ShopFiles.secrets(duckdb);
    system.uploadFolder(NAME + "/", folder.resolve("in"));
    id = system.startRun(ShopFiles.pipeline(system, NAME, NAME, "default"));
    JsonNode run = system.awaitEnd(id, Duration.ofMinutes(3));
    assertThat(run.get("state").asText()).as(run.toPrettyString()).isEqualTo("SUCCEEDED");
    Response answer = given().baseUri(system.url("scheduler")).get("/v1/runs/" + id + "/manifest");
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    manifest = Files.write(folder.resolve("manifest.jsonl"), answer.asByteArray());
    sink = system.downloadSink(NAME + "/", folder.resolve("sink"));
    List<String> lines = Files.readAllLines(manifest);
    for (String line : lines.subList(1, lines.size() - 1)) {
      entries.add(JSON.readTree(line).get("entry"));
    }
  }

  private record Said(int exitCode, List<String> lines) {}

  private Said verify(String place) throws IOException, InterruptedException {
    JsonNode s3 = system.endpoints().get("s3");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Installation.REPOSITORY
                    .resolve("standalone/target/understudy-standalone.jar")
                    .toString(),
                "verify",
                manifest.toString(),
                "--keys",
                system.home.resolve("keys").toString(),
                "--sink",
                place)
            .redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.of(
                "AWS_ENDPOINT_URL_S3", s3.get("endpoint").asText(),
                "AWS_REGION", s3.get("region").asText(),
                "AWS_ACCESS_KEY_ID", s3.get("accessKey").asText(),
                "AWS_SECRET_ACCESS_KEY", s3.get("secretKey").asText()));
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Said(process.waitFor(), text.lines().toList());
  }

  @Test
  void theManifestOfARunVerifiesAgainstItsSink() throws Exception {
    Said said = verify("s3://" + system.sinkBucket() + "/" + NAME);
    assertThat(said.exitCode()).as(said.toString()).isZero();
    assertThat(said.lines()).filteredOn(line -> line.startsWith("OK")).hasSize(entries.size());
    assertThat(entries).hasSameSizeAs(system.sinkKeys(NAME + "/"));
  }

  @Test
  void aFlippedByteOfAnOutputIsFound() throws Exception {
    Path file = sink.resolve("orders/orders.csv");
    byte[] bytes = Files.readAllBytes(file);
    byte[] flipped = bytes.clone();
    flipped[bytes.length / 2] ^= 1;
    Files.write(file, flipped);
    try {
      Said said = verify(sink.toString());
      assertThat(said.exitCode()).isEqualTo(1);
      assertThat(said.lines())
          .contains(
              "FAILED  orders/orders.csv: its SHA-256 is not the one that it was written with");
    } finally {
      Files.write(file, bytes);
    }
  }

  @Test
  void noValueOfASourceRowIsInTheManifest() throws Exception {
    assertThat(secrets).isNotEmpty();
    assertThat(ShopFiles.hits(secrets, Files.readString(manifest))).isZero();
  }

  @Test
  void countsAgreeWithAnIndependentCount() throws Exception {
    for (String table : List.of("customers", "orders", "tickets")) {
      assertThat(sum(table, "rows_in"))
          .as(table)
          .isEqualTo(duckdb.number("select count(*) from " + table));
      assertThat(sum(table, "rows_out")).isEqualTo(sum(table, "rows_in"));
    }
    for (String column : List.of("first_name", "last_name", "email", "phone")) {
      assertThat(sumOfColumn(column, "changed"))
          .as(column)
          .isEqualTo(duckdb.number("select count(" + column + ") from customers"));
      assertThat(sumOfColumn(column, "nulls"))
          .as("nulls of " + column)
          .isEqualTo(duckdb.number("select count(*) from customers where " + column + " is null"));
    }
    for (JsonNode entry : entries) {
      if (entry.get("table").asText().equals("customers")) {
        JsonNode email = column(entry, "email");
        assertThat(email.get("survival").get("unchanged").asLong()).isZero();
        assertThat(email.get("survival").get("overlap").asLong()).isZero();
      }
    }
  }

  @Test
  void aRunWithoutManifestSaysSo() {
    given().baseUri(system.url("scheduler")).get("/v1/runs/999999/manifest").then().statusCode(404);
  }

  private long sum(String table, String field) {
    return entries.stream()
        .filter(entry -> entry.get("table").asText().equals(table))
        .mapToLong(entry -> entry.get(field).asLong())
        .sum();
  }

  private long sumOfColumn(String name, String field) {
    return entries.stream()
        .filter(entry -> entry.get("table").asText().equals("customers"))
        .mapToLong(entry -> column(entry, name).get(field).asLong())
        .sum();
  }

  private static JsonNode column(JsonNode entry, String name) {
    for (JsonNode column : entry.get("columns")) {
      if (column.get("name").asText().equals(name)) {
        return column;
      }
    }
    throw new AssertionError("no column " + name);
  }
}
