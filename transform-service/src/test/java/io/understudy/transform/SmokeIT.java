package io.understudy.transform;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.understudy.engine.TransformConfig;
import io.understudy.engine.key.Keyring;
import io.understudy.files.FileFormat;
import io.understudy.files.FileRewriter;
import io.understudy.files.FormatOptions;
import io.understudy.files.Location;
import io.understudy.files.ObjectStore;
import io.understudy.files.check.FirstRows;
import io.understudy.jobtable.RunProtocol;
import io.understudy.jobtable.RunProtocol.NewJob;
import io.understudy.jobtable.RunProtocol.NewRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import net.datafaker.Faker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * The program as it is shipped (the native binary where one was built, else the jar) does what this
 * JVM does with the same code: what only breaks where classes, resources and libraries are packed.
 */
@QuarkusIntegrationTest
@TestProfile(SmokeIT.AsWorker.class)
@WithTestResource(Surroundings.class)
@Timeout(300)
class SmokeIT {
  private static final int PORT = freePort();
  private static final int MANAGEMENT_PORT = freePort();
  private static final String MASKED =
      """
      globals: { coverage: open, locales: [en_US] }
      steps:
        - rows:
            update:
              - { name: name, value: fake.name() }
              - { name: email, value: fake.email() }
              - { name: born, value: this | hash }
      """;
  private static final String CSV =
      "id,name,email,born\n1,Noah Fox,noah@northwind.com,1990-02-03\n2,Emma Lee,emma@northwind.com,\n";
  private static final String LINES =
      """
      {"id": 1, "name": "Noah Fox", "email": "noah@northwind.com", "born": "1990-02-03"}
      {"id": 2, "name": "Emma Lee", "email": "emma@northwind.com", "born": null}
      """;

  Surroundings.Reached around;

  @TempDir Path folder;

  /** A worker of any run, for ever; its API is there, too. */
  public static final class AsWorker implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "understudy.mode",
          "worker",
          "understudy.worker.poll",
          "50ms",
          "quarkus.http.port",
          String.valueOf(PORT),
          "quarkus.management.port",
          String.valueOf(MANAGEMENT_PORT));
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String management(String path) {
    return given().get("http://127.0.0.1:" + MANAGEMENT_PORT + path).asString();
  }

  @Test
  void isReadyWithItsConfigItsKeyItsBucketAndItsJobTable() {
    JsonPath health = JsonPath.from(management("/q/health/ready"));
    assertThat(health.getString("status")).isEqualTo("UP");
    assertThat(health.getString("checks.find { it.name == 'transform' }.data.defaultKey"))
        .isEqualTo("default");
  }

  @Test
  void aFileOfEveryFormatAndCodecBecomesWhatThisJvmMakesOfIt() throws Exception {
    Map<String, byte[]> files = files();
    files.forEach(
        (name, bytes) ->
            around
                .s3()
                .putObject(
                    r -> r.bucket("source").key("smoke/" + name), RequestBody.fromBytes(bytes)));
    RunProtocol runs = new RunProtocol(around.database());
    long run =
        runs.create(
            new NewRun("smoke", "", "s3://source/", "s3://sink/", MASKED, null, null, null, 1));
    for (String name : files.keySet()) {
      long table = runs.addTable(run, name, "{}", null);
      runs.addTransforms(
          run,
          List.of(new NewJob(table, "s3://source/smoke/" + name, 1, "", "s3://sink/is/" + name)),
          3);
    }
    runs.planned(run);
    assertThat(ended(run, files.size())).allMatch(end -> end.endsWith(" DONE "));
    for (String name : files.keySet()) {
      assertThat(masked("is/" + name)).as(name).isEqualTo(maskedHere(name));
      assertThat(new String(masked("is/" + name), StandardCharsets.ISO_8859_1))
          .doesNotContain("northwind");
    }
    assertThat(management("/q/metrics")).containsPattern("understudy_worker_start_seconds \\d");
  }

  private Map<String, byte[]> files() throws Exception {
    Map<String, byte[]> files = new TreeMap<>();
    files.put("a.csv", CSV.getBytes(StandardCharsets.UTF_8));
    files.put("a.csv.gz", gzip(CSV));
    files.put(
        "a.csv.zst", com.github.luben.zstd.Zstd.compress(CSV.getBytes(StandardCharsets.UTF_8)));
    files.put("a.jsonl", LINES.getBytes(StandardCharsets.UTF_8));
    files.put("a.jsonl.gz", gzip(LINES));
    files.put(
        "a.jsonl.zst", com.github.luben.zstd.Zstd.compress(LINES.getBytes(StandardCharsets.UTF_8)));
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      for (String codec : List.of("uncompressed", "snappy", "gzip", "zstd", "lz4_raw", "brotli")) {
        Path file = folder.resolve(codec + ".parquet");
        statement.execute(
            "copy (select i::integer id, 'Noah ' || i as name, 'noah' || (i % 7) ||"
                + " '@northwind.com' email, (date '1990-01-01' + i::integer)::varchar born, i * 0.5"
                + " as score, [i, i + 1] as list from range(2000) t(i)) to '"
                + file
                + "' (format parquet, codec '"
                + codec
                + "', row_group_size 2048)");
        files.put(codec + ".parquet", Files.readAllBytes(file));
      }
    }
    return files;
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private List<String> ended(long run, int files) throws Exception {
    long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    List<String> ended = List.of();
    while (ended.size() < files) {
      assertThat(System.nanoTime()).as(ended.toString()).isLessThan(deadline);
      Thread.sleep(50);
      ended = jobs(run);
    }
    return ended;
  }

  private List<String> jobs(long run) throws SQLException {
    List<String> jobs = new ArrayList<>();
    try (Connection connection = around.database().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select input || ' ' || state || ' ' || coalesce(error, '') from understudy.job"
                    + " where kind = 'TRANSFORM' and finished_at is not null and run_id = "
                    + run)) {
      while (rows.next()) {
        jobs.add(rows.getString(1));
      }
    }
    return jobs;
  }

  private byte[] masked(String key) {
    return around.s3().getObjectAsBytes(r -> r.bucket("sink").key(key)).asByteArray();
  }

  private byte[] maskedHere(String name) throws InterruptedException {
    ObjectStore objects = new ObjectStore(around.s3());
    Location input = Location.parse("s3://source/smoke/" + name);
    Keyring keyring = Keyring.read(around.keys(), "default");
    FileFormat format = new FormatOptions(null, null, null).formatOf(name).orElseThrow();
    new FileRewriter()
        .rewrite(
            name,
            objects.open(input),
            format,
            schema -> TransformConfig.parse("pipeline", MASKED).compile(schema, keyring),
            objects.create(Location.parse("s3://sink/here/" + name)),
            () -> {},
            bytes -> {});
    return masked("here/" + name);
  }

  /** Where words of a locale are missing, another's take their place without a word. */
  @Test
  void theFakesOfEveryLocaleAreThoseOfThisJvm() throws Exception {
    around.s3().putObject(r -> r.bucket("source").key("locales.csv"), RequestBody.fromString(CSV));
    ObjectStore objects = new ObjectStore(around.s3());
    Keyring keyring = Keyring.read(around.keys(), "default");
    List<String> all = locales();
    assertThat(all).hasSizeGreaterThan(50);
    // a JVM has the same classes and files as this one: some are enough there
    List<String> locales =
        isNative()
            ? all
            : IntStream.range(0, 6).mapToObj(i -> all.get(i * all.size() / 6)).toList();
    Map<String, Object> here = new HashMap<>();
    Map<String, Object> there = new HashMap<>();
    for (String locale : locales) {
      String config =
          """
          globals: { coverage: open, locales: [%s] }
          steps:
            - rows:
                update:
                  - { name: name, value: fake.name() }
                  - { name: email, value: fake.street_address() }
                  - { name: born, value: fake.company() }
          """
              .formatted(locale);
      FirstRows rows =
          FirstRows.of(
              schema -> TransformConfig.parse("config", config).compile(schema, keyring),
              "preview",
              objects.open(Location.parse("s3://source/locales.csv")),
              new FormatOptions(null, null, null).formatOf("locales.csv").orElseThrow(),
              10);
      here.put(locale, rows.afterWithoutOriginals());
      there.put(
          locale,
          given()
              .contentType("application/json")
              .body(Map.of("config", config, "input", "s3://source/locales.csv"))
              .post("/v1/previews")
              .jsonPath()
              .getList("after"));
    }
    assertThat(there).isEqualTo(here);
  }

  private static boolean isNative() throws IOException {
    Properties artifact = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of("target/quarkus-artifact.properties"))) {
      artifact.load(reader);
    }
    return artifact.getProperty("type").startsWith("native");
  }

  private static List<String> locales() throws Exception {
    Path jar = Path.of(Faker.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream()
          .map(entry -> entry.getName())
          .filter(name -> name.matches("[a-z]{2}(-[A-Za-z-]+)?\\.yml"))
          .map(name -> name.substring(0, name.length() - 4))
          .sorted()
          .toList();
    }
  }
}
