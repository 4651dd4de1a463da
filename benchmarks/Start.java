import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** How long each service takes to be ready, in each way of running it; see benchmarks/start. */
public final class Start {
  private static final List<String> OPTIONS = List.of("-Xmx256m", "-XX:+UseSerialGC");
  private static final Pattern CLAIMED = Pattern.compile("first job claimed (\\d+) ms");

  private final Path root;
  private final Path home;
  private final JsonNode around;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, List<Long>> times = new TreeMap<>();
  private final Map<String, List<Long>> memory = new TreeMap<>();
  private final Map<String, List<Long>> ends = new TreeMap<>();

  private Start(Path root, Path home) throws IOException {
    this.root = root;
    this.home = home;
    this.around = new ObjectMapper().readTree(home.resolve("surroundings.json").toFile());
  }

  public static void main(String[] arguments) throws Exception {
    new Start(Path.of(arguments[0]), Path.of(arguments[1])).run(Integer.parseInt(arguments[2]));
  }

  private void run(int rounds) throws Exception {
    // one that stays: it migrates the job table, and takes the workers' runs
    int port = freePort();
    int checks = freePort();
    Map<String, String> told = environment("scheduler", port, freePort());
    told.put("QUARKUS_REST_CLIENT_TRANSFORM_URL", "http://127.0.0.1:" + checks);
    Process scheduler = launch(command("scheduler", "jvm"), told, "kept-scheduler");
    awaitReady(port, "/v1/runs", scheduler);
    int management = freePort();
    Process transform =
        launch(command("transform", "jvm"), environment("transform", checks, management), "kept-transform");
    awaitReady(management, "/q/health/ready", transform);
    upload();
    for (int round = 0; round < rounds; round++) {
      for (String mode : List.of("jvm", "cache", "native")) {
        for (String service : List.of("scheduler", "transform", "loader")) {
          if (there(service, mode)) {
            service(service, mode);
          }
        }
        if (there("worker", mode)) {
          worker(mode, port);
        }
      }
    }
    for (Process kept : List.of(scheduler, transform)) {
      kept.destroy();
      kept.waitFor();
    }
    System.out.println("| | mode | ready, ms | resident at ready, MB | on disk, MB |\n|---|---|---|---|---|");
    for (String service : List.of("scheduler", "transform", "loader", "worker")) {
      for (String mode : List.of("jvm", "cache", "native")) {
        String key = service + " " + mode;
        if (times.containsKey(key)) {
          boolean worker = service.equals("worker");
          System.out.printf(
              Locale.ROOT,
              "| %s | %s | %d%s | %s | %.0f |%n",
              service,
              mode.equals("jvm") ? "JVM" : mode.equals("cache") ? "JVM, cache" : "native",
              median(times.get(key)),
              worker ? " to the first claim, " + median(ends.get(key)) + " to the end" : "",
              worker ? "" : String.valueOf(median(memory.get(key)) / 1024),
              size(service, mode) / 1e6);
        }
      }
    }
  }

  private static long median(List<Long> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private Path app(String service) {
    String module = service.equals("worker") ? "transform" : service;
    return root.resolve(module + "-service/target/quarkus-app");
  }

  private Path cache(String service) {
    return app(service).resolve(service.equals("worker") ? "worker.aot" : "service.aot");
  }

  private Path binary(String service) throws IOException {
    try (Stream<Path> files = Files.list(app(service).getParent())) {
      return files.filter(file -> file.toString().endsWith("-runner")).findFirst().orElse(app("none"));
    }
  }

  private boolean there(String service, String mode) throws IOException {
    return switch (mode) {
      case "cache" -> Files.exists(cache(service));
      case "native" -> Files.exists(binary(service));
      default -> true;
    };
  }

  private long size(String service, String mode) throws IOException {
    if (mode.equals("native")) {
      return Files.size(binary(service));
    }
    long size = mode.equals("cache") ? Files.size(cache(service)) : 0;
    try (Stream<Path> files = Files.walk(app(service))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        size += file.toString().contains(".aot") ? 0 : Files.size(file);
      }
    }
    return size;
  }

  private List<String> command(String service, String mode) throws IOException {
    if (mode.equals("native")) {
      return List.of(binary(service).toString(), "-Xmx256m");
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OPTIONS);
    if (mode.equals("cache")) {
      command.addAll(List.of("-XX:AOTCache=" + cache(service), "-Xlog:aot*=off"));
    }
    command.addAll(List.of("-jar", app(service).resolve("quarkus-run.jar").toString()));
    return command;
  }

  private Map<String, String> environment(String service, int port, int managementPort) {
    JsonNode s3 = around.get("s3");
    Map<String, String> told = new HashMap<>();
    told.put("QUARKUS_HTTP_PORT", String.valueOf(port));
    told.put("QUARKUS_MANAGEMENT_PORT", String.valueOf(managementPort));
    told.put("QUARKUS_DATASOURCE_JDBC_URL", around.get("jobs").get("jdbcUrl").asText());
    told.put("QUARKUS_DATASOURCE_USERNAME", around.get("jobs").get("user").asText());
    told.put("QUARKUS_DATASOURCE_PASSWORD", around.get("jobs").get("password").asText());
    told.put("QUARKUS_S3_ENDPOINT_OVERRIDE", s3.get("endpoint").asText());
    told.put("QUARKUS_S3_AWS_REGION", s3.get("region").asText());
    told.put("QUARKUS_S3_AWS_CREDENTIALS_TYPE", "static");
    told.put("QUARKUS_S3_AWS_CREDENTIALS_STATIC_PROVIDER_ACCESS_KEY_ID", s3.get("accessKey").asText());
    told.put("QUARKUS_S3_AWS_CREDENTIALS_STATIC_PROVIDER_SECRET_ACCESS_KEY", s3.get("secretKey").asText());
    told.put("QUARKUS_S3_PATH_STYLE_ACCESS", "true");
    told.put("UNDERSTUDY_HEALTH_BUCKET", "s3://" + s3.get("source").asText() + "/");
    told.put("UNDERSTUDY_KEYS_DIRECTORY", around.get("keys").asText());
    return told;
  }

  private Process launch(List<String> command, Map<String, String> environment, String log)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(home.resolve(log + ".log").toFile())
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    builder.environment().putAll(environment);
    return builder.start();
  }

  private void service(String service, String mode) throws Exception {
    int port = freePort();
    int management = freePort();
    String key = service + " " + mode;
    long begin = System.nanoTime();
    Process process = launch(command(service, mode), environment(service, port, management), key.replace(' ', '-'));
    awaitReady(management, "/q/health/ready", process);
    note(times, key, (System.nanoTime() - begin) / 1_000_000);
    note(memory, key, kilobytes(process.pid()));
    process.destroy();
    process.waitFor();
  }

  private void worker(String mode, int scheduler) throws Exception {
    String key = "worker " + mode;
    String pipeline =
        "pipeline: start\nsource: s3://%s/start/\nsink: s3://%s/start/\ntransform: { globals: { coverage: open }, steps: [] }\n"
            .formatted(around.get("s3").get("source").asText(), around.get("s3").get("sink").asText());
    String answer =
        http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + scheduler + "/v1/runs"))
                    .header("Content-Type", "application/yaml")
                    .POST(HttpRequest.BodyPublishers.ofString(pipeline))
                    .build(),
                BodyHandlers.ofString())
            .body();
    long run = new ObjectMapper().readTree(answer).path("id").asLong();
    if (run == 0) {
      throw new IllegalStateException(answer);
    }
    TimeUnit.SECONDS.sleep(2); // until it is planned
    Map<String, String> told = environment("transform", freePort(), freePort());
    told.put("UNDERSTUDY_MODE", "worker");
    told.put("UNDERSTUDY_WORKER_RUN", String.valueOf(run));
    told.put("QUARKUS_HTTP_HOST_ENABLED", "false");
    told.put("QUARKUS_MANAGEMENT_HOST_ENABLED", "false");
    String log = "worker-" + mode;
    long begin = System.nanoTime();
    int exit = launch(command("worker", mode), told, log).waitFor();
    note(ends, key, (System.nanoTime() - begin) / 1_000_000);
    Matcher claimed = CLAIMED.matcher(Files.readString(home.resolve(log + ".log")));
    if (exit != 0 || !claimed.find()) {
      throw new IllegalStateException(Files.readString(home.resolve(log + ".log")));
    }
    note(times, key, Long.parseLong(claimed.group(1)));
  }

  private static void note(Map<String, List<Long>> into, String key, long value) {
    into.computeIfAbsent(key, k -> new ArrayList<>()).add(value);
  }

  private void awaitReady(int port, String path, Process process) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    while (process.isAlive()) {
      try {
        if (http.send(request, BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException e) {
        // not yet
      }
      Thread.sleep(5);
    }
    throw new IllegalStateException("a service ended while it started: see " + home);
  }

  private static long kilobytes(long process) throws IOException {
    return Arrays.stream(Files.readString(Path.of("/proc/" + process + "/status")).split("\n"))
        .filter(line -> line.startsWith("VmRSS"))
        .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void upload() {
    JsonNode at = around.get("s3");
    try (S3Client s3 =
        S3Client.builder()
            .endpointOverride(URI.create(at.get("endpoint").asText()))
            .region(Region.of(at.get("region").asText()))
            .forcePathStyle(true)
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(at.get("accessKey").asText(), at.get("secretKey").asText())))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build()) {
      s3.putObject(
          r -> r.bucket(at.get("source").asText()).key("start/a.csv"),
          RequestBody.fromString("id,size\n1,2\n"));
    }
  }
}
