package io.understudy.it;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A running system: embedded Postgres and S3, and the packaged services as processes. */
final class Installation implements AutoCloseable {
  static final Path REPOSITORY =
      Path.of(System.getProperty("understudy.repository", "..")).toAbsolutePath().normalize();

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration START = Duration.ofSeconds(180);

  private final Process process;
  private final Path endpointsFile;
  private final S3Client s3;
  private volatile Optional<String> api = Optional.empty();
  private volatile String token = "";
  final Path home;

  private Installation(Process process, Path endpointsFile, Path home) {
    this.process = process;
    this.endpointsFile = endpointsFile;
    this.home = home;
    JsonNode at = endpoints().get("s3");
    this.s3 =
        S3Client.builder()
            .endpointOverride(URI.create(at.get("endpoint").asText()))
            .region(Region.of(at.get("region").asText()))
            .forcePathStyle(true)
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(
                        at.get("accessKey").asText(), at.get("secretKey").asText())))
            .build();
  }

  /**
   * Starts a system of its own below {@code home}.
   *
   * @param keys has one file per key
   * @param more options of {@code serve}
   */
  static Installation start(Path home, Path keys, String... more)
      throws IOException, InterruptedException {
    Path endpoints = home.resolve("endpoints.json");
    Path jar = REPOSITORY.resolve("standalone/target/understudy-standalone.jar");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-jar", jar.toString(), "serve", "--home", home.toString()));
    command.addAll(List.of("--keys", keys.toString(), "--port-file", endpoints.toString()));
    command.addAll(List.of(more));
    Process process =
        new ProcessBuilder(command)
            .directory(REPOSITORY.toFile())
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("serve.log").toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    await("the system to start", START, () -> Files.exists(endpoints) || !process.isAlive());
    if (!process.isAlive()) {
      throw new IllegalStateException(
          "serve ended:\n" + Files.readString(home.resolve("serve.log")));
    }
    return new Installation(process, endpoints, home);
  }

  /** From now on the API of a scheduler that runs elsewhere is called, with this token. */
  void callApiAt(String url, String bearerToken) {
    api = Optional.of(url);
    token = bearerToken;
  }

  String apiUrl() {
    return api.orElseGet(() -> url("scheduler"));
  }

  /** The request with what the API asks for. */
  HttpRequest.Builder authorized(HttpRequest.Builder request) {
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  /** A request to the API. */
  RequestSpecification api() {
    RequestSpecification request = given().baseUri(apiUrl());
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  JsonNode endpoints() {
    try {
      return JSON.readTree(endpointsFile.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String managementUrl(String service) {
    return endpoints().get(service).get("managementUrl").asText();
  }

  String url(String service) {
    return endpoints().get(service).get("url").asText();
  }

  long pid(String service) {
    return endpoints().get(service).get("pid").asLong();
  }

  S3Client s3() {
    return s3;
  }

  String sourceBucket() {
    return endpoints().get("s3").get("source").asText();
  }

  String sinkBucket() {
    return endpoints().get("s3").get("sink").asText();
  }

  Connection database(String name) throws SQLException {
    JsonNode at = endpoints().get(name);
    return DriverManager.getConnection(
        at.get("jdbcUrl").asText(), at.get("user").asText(), at.get("password").asText());
  }

  void upload(String key, Path file) {
    s3.putObject(r -> r.bucket(sourceBucket()).key(key), file);
  }

  void upload(String key, byte[] content) {
    s3.putObject(r -> r.bucket(sourceBucket()).key(key), RequestBody.fromBytes(content));
  }

  void uploadFolder(String prefix, Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        upload(prefix + folder.relativize(file).toString().replace('\\', '/'), file);
      }
    }
  }

  /** Keys of data: without what a run says about itself. */
  List<String> sinkKeys(String prefix) {
    return s3.listObjectsV2Paginator(r -> r.bucket(sinkBucket()).prefix(prefix)).contents().stream()
        .map(S3Object::key)
        .filter(key -> !key.contains("_understudy/"))
        .sorted()
        .toList();
  }

  byte[] sinkObject(String key) {
    return s3.getObjectAsBytes(r -> r.bucket(sinkBucket()).key(key)).asByteArray();
  }

  /** Downloads what is below a prefix of the sink into a folder and returns the folder. */
  Path downloadSink(String prefix, Path folder) throws IOException {
    for (String key : sinkKeys(prefix)) {
      Path file = folder.resolve(key.substring(prefix.length()));
      Files.createDirectories(file.getParent());
      Files.write(file, sinkObject(key));
    }
    return folder;
  }

  Response postRun(String pipeline) {
    return api()
        .contentType("application/yaml")
        .body(pipeline.getBytes(java.nio.charset.StandardCharsets.UTF_8))
        .post("/v1/runs");
  }

  long startRun(String pipeline) {
    Response response = postRun(pipeline);
    if (response.statusCode() != 201) {
      throw new AssertionError(response.statusCode() + " " + response.asString());
    }
    return response.jsonPath().getLong("id");
  }

  JsonNode run(long id) {
    return get("/v1/runs/" + id);
  }

  JsonNode get(String path) {
    try {
      return JSON.readTree(api().get(path).asByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The run once it has ended; the API may be away meanwhile (tests kill it). */
  JsonNode awaitEnd(long id, Duration limit) throws InterruptedException {
    List<JsonNode> last = new ArrayList<>();
    await(
        "run " + id + " to end",
        limit,
        () -> {
          Optional<JsonNode> now = tryRun(id);
          now.ifPresent(
              run -> {
                last.clear();
                last.add(run);
              });
          return now.filter(run -> !run.path("finishedAt").isNull())
              .filter(run -> run.has("finishedAt"))
              .isPresent();
        });
    return last.getFirst();
  }

  Optional<JsonNode> tryRun(long id) {
    try {
      Response response = api().get("/v1/runs/" + id);
      return response.statusCode() == 200
          ? Optional.of(JSON.readTree(response.asByteArray()))
          : Optional.empty();
    } catch (Exception away) {
      return Optional.empty();
    }
  }

  /** Processes of transform workers now alive, wherever they were started. */
  List<ProcessHandle> workers() {
    return process.toHandle().descendants().filter(p -> isWorker(p.pid())).toList();
  }

  private static boolean isWorker(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/environ"))
          .contains("UNDERSTUDY_MODE=worker");
    } catch (IOException gone) {
      return false;
    }
  }

  static void await(String what, Duration limit, Supplier<Boolean> condition)
      throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.get()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("waited " + limit + " for " + what);
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  @Override
  public void close() throws InterruptedException {
    s3.close();
    process.destroy();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("serve did not end within 60 s of SIGTERM");
    }
  }
}
