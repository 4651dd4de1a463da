package io.understudy.benchmarks.files;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.understudy.jobtable.RunProtocol;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** A real worker process on one file in a bucket: what it keeps in memory, and how much of a processor it keeps busy. */
final class StorageBenchmark {
  private static final int PART = 64 << 20;
  private static final double MEGABYTE = 1 << 20;
  private static final double TICKS = 100;
  private static final double BASE_SCALE = 0.25;

  /** How a worker is run. */
  private enum Mode {
    JVM("JVM"),
    CACHE("JVM, cache"),
    NATIVE("native");

    private final String words;

    Mode(String words) {
      this.words = words;
    }
  }

  /** What a worker did with a file, and with what. */
  private record Work(long bytes, long requests, double seconds, double cpu, long resident) {}

  private final Path app;
  private final Path home;
  private final JsonNode around;
  private final RunProtocol runs;
  private final S3Client s3;
  private final LateProxy late;

  private StorageBenchmark(Path app, Path home) throws IOException {
    this.app = app;
    this.home = home;
    this.around = new ObjectMapper().readTree(home.resolve("surroundings.json").toFile());
    PGSimpleDataSource jobs = new PGSimpleDataSource();
    jobs.setUrl(around.get("jobs").get("jdbcUrl").asText());
    jobs.setUser(around.get("jobs").get("user").asText());
    jobs.setPassword(around.get("jobs").get("password").asText());
    Flyway.configure().dataSource(jobs).schemas("understudy").load().migrate();
    this.runs = new RunProtocol(jobs);
    this.late = new LateProxy(storage("endpoint"));
    this.s3 =
        S3Client.builder()
            .endpointOverride(URI.create(storage("endpoint")))
            .region(Region.of(storage("region")))
            .forcePathStyle(true)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(storage("accessKey"), storage("secretKey"))))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
  }

  private String storage(String what) {
    return around.get("s3").get(what).asText();
  }

  /**
   * Arguments: the worker's quarkus-app, home of the surroundings, megabytes of the small and of the large files; or "modes" and megabytes
   * in place of those.
   */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length > 2 && arguments[2].equals("modes")) {
      new StorageBenchmark(Path.of(arguments[0]), Path.of(arguments[1])).modes(arguments.length > 3 ? Integer.parseInt(arguments[3]) : 256);
      return;
    }
    int small = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 256;
    int large = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 8192;
    new StorageBenchmark(Path.of(arguments[0]), Path.of(arguments[1])).run(small, large);
  }

  private void run(int small, int large) throws Exception {
    System.out.println("| | MB | ms longer a request | requests | MB/s | processor busy | largest resident, MB |\n|---|---|---|---|---|---|---|");
    Mode mode = Files.exists(cache()) ? Mode.CACHE : Mode.JVM;
    for (String ending : List.of("snappy.parquet", "csv")) {
      upload(MaskedTable.CUSTOMERS, ending, small);
      for (int delay : List.of(0, 5, 50)) {
        print(ending, delay, work(mode, MaskedTable.CUSTOMERS, ending, small, delay));
      }
      upload(MaskedTable.CUSTOMERS, ending, large);
      print(ending, 0, work(mode, MaskedTable.CUSTOMERS, ending, large, 0));
    }
    s3.close();
    late.close();
  }

  private static void print(String ending, int delay, Work work) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %.0f | %d | %d | %.0f | %.2f | %d |%n",
        ending, work.bytes() / MEGABYTE, delay, work.requests(), work.bytes() / MEGABYTE / work.seconds(), work.cpu() / work.seconds(),
        work.resident() / 1024);
  }

  /** Each way of running a worker that is there, in turn, on the same files. */
  private void modes(int megabytes) throws Exception {
    System.out.println("| | mode | MB | CPU seconds | MB per CPU second | MB/s | largest resident, MB |\n|---|---|---|---|---|---|---|");
    for (MaskedTable table : List.of(MaskedTable.ORDERS, MaskedTable.CUSTOMERS)) {
      for (String ending : List.of("snappy.parquet", "csv")) {
        if (table == MaskedTable.CUSTOMERS || !ending.equals("csv")) {
          upload(table, ending, megabytes);
          for (Mode mode : Mode.values()) {
            if (mode == Mode.JVM || Files.exists(mode == Mode.CACHE ? cache() : binary())) {
              Work work = work(mode, table, ending, megabytes, 0);
              System.out.printf(
                  Locale.ROOT,
                  "| %s.%s | %s | %.0f | %.1f | %.0f | %.0f | %d |%n",
                  table.name(), ending, mode.words, work.bytes() / MEGABYTE, work.cpu(),
                  work.bytes() / MEGABYTE / work.cpu(), work.bytes() / MEGABYTE / work.seconds(), work.resident() / 1024);
            }
          }
        }
      }
    }
    s3.close();
    late.close();
  }

  private Path cache() {
    return app.resolve("worker.aot");
  }

  private Path binary() throws IOException {
    try (Stream<Path> files = Files.list(app.getParent())) {
      return files.filter(file -> file.toString().endsWith("-runner")).findFirst().orElse(app.resolve("none"));
    }
  }

  private static String name(MaskedTable table, String ending, int megabytes) {
    return table.name() + megabytes + "." + ending;
  }

  private void upload(MaskedTable table, String ending, int megabytes) throws Exception {
    Path file = home.resolve("big");
    Path base = new Data(home.getParent().resolve("tmp/files"), BASE_SCALE).file(table, ending);
    Repeated.write(base, megabytes * (long) MEGABYTE, file);
    String key = name(table, ending, megabytes);
    String id = s3.createMultipartUpload(r -> r.bucket(storage("source")).key(key)).uploadId();
    List<CompletedPart> parts = new ArrayList<>();
    byte[] part = new byte[PART];
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      for (int length = in.read(part); length > 0; length = in.read(part)) {
        int number = parts.size() + 1;
        RequestBody body = RequestBody.fromBytes(Arrays.copyOf(part, length));
        String etag = s3.uploadPart(r -> r.bucket(storage("source")).key(key).uploadId(id).partNumber(number), body).eTag();
        parts.add(CompletedPart.builder().partNumber(number).eTag(etag).build());
      }
    }
    s3.completeMultipartUpload(r -> r.bucket(storage("source")).key(key).uploadId(id).multipartUpload(m -> m.parts(parts)));
    Files.delete(file);
  }

  private Work work(Mode mode, MaskedTable masked, String ending, int megabytes, int delay) throws Exception {
    String name = name(masked, ending, megabytes);
    String input = "s3://" + storage("source") + "/" + name;
    long bytes = s3.headObject(r -> r.bucket(storage("source")).key(name)).contentLength();
    long run =
        runs.create(
            new RunProtocol.NewRun(
                "storage", "", "s3://" + storage("source") + "/", "s3://" + storage("sink") + "/", masked.config(false), null, null,
                null, 1));
    long table = runs.addTable(run, masked.name(), "{}", null);
    String written = run + "/" + name;
    String output = "s3://" + storage("sink") + "/" + written;
    runs.addTransforms(run, List.of(new RunProtocol.NewJob(table, input, bytes, "", output)), 1);
    runs.planned(run);
    late.delay(delay);
    Path log = home.resolve("worker.log");
    Process worker = worker(mode, run, log);
    Path process = Path.of("/proc/" + worker.pid());
    double begun = 0;
    double beginCpu = 0;
    double cpu = 0;
    long resident = 0;
    while (!worker.waitFor(50, TimeUnit.MILLISECONDS)) {
      cpu = cpu(process, cpu);
      resident = Math.max(resident, resident(process));
      if (begun == 0 && Files.readString(log).contains("first job claimed")) {
        begun = System.nanoTime();
        beginCpu = cpu;
      }
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    if (worker.exitValue() != 0 || begun == 0 || s3.headObject(r -> r.bucket(storage("sink")).key(written)).contentLength() == 0) {
      throw new IllegalStateException(Files.readString(log));
    }
    s3.deleteObject(r -> r.bucket(storage("sink")).key(written));
    return new Work(bytes, late.requests(), seconds, cpu - beginCpu, resident);
  }

  private List<String> command(Mode mode) throws IOException {
    if (mode == Mode.NATIVE) {
      return List.of(binary().toString(), "-Xmx256m");
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC"));
    if (mode == Mode.CACHE) {
      command.addAll(List.of("-XX:AOTCache=" + cache(), "-Xlog:aot*=off"));
    }
    command.addAll(List.of("-jar", app.resolve("quarkus-run.jar").toString()));
    return command;
  }

  private Process worker(Mode mode, long run, Path log) throws IOException {
    List<String> command = command(mode);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder
        .environment()
        .putAll(
            Map.ofEntries(
                Map.entry("UNDERSTUDY_MODE", "worker"),
                Map.entry("UNDERSTUDY_WORKER_RUN", String.valueOf(run)),
                Map.entry("QUARKUS_HTTP_HOST_ENABLED", "false"),
                Map.entry("QUARKUS_MANAGEMENT_HOST_ENABLED", "false"),
                Map.entry("QUARKUS_DATASOURCE_JDBC_URL", around.get("jobs").get("jdbcUrl").asText()),
                Map.entry("QUARKUS_DATASOURCE_USERNAME", around.get("jobs").get("user").asText()),
                Map.entry("QUARKUS_DATASOURCE_PASSWORD", around.get("jobs").get("password").asText()),
                Map.entry("QUARKUS_S3_ENDPOINT_OVERRIDE", late.endpoint()),
                Map.entry("QUARKUS_S3_AWS_REGION", storage("region")),
                Map.entry("QUARKUS_S3_AWS_CREDENTIALS_TYPE", "static"),
                Map.entry("QUARKUS_S3_AWS_CREDENTIALS_STATIC_PROVIDER_ACCESS_KEY_ID", storage("accessKey")),
                Map.entry("QUARKUS_S3_AWS_CREDENTIALS_STATIC_PROVIDER_SECRET_ACCESS_KEY", storage("secretKey")),
                Map.entry("QUARKUS_S3_PATH_STYLE_ACCESS", "true"),
                Map.entry("UNDERSTUDY_KEYS_DIRECTORY", around.get("keys").asText())));
    return builder.start();
  }

  /** Seconds of user and system so far; what was known if the process is gone. */
  private static double cpu(Path process, double before) {
    try {
      String stat = Files.readString(process.resolve("stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
    } catch (IOException | RuntimeException ended) {
      return before;
    }
  }

  /** Kilobytes at most so far; 0 if the process is gone. */
  private static long resident(Path process) {
    try {
      return Files.readAllLines(process.resolve("status")).stream()
          .filter(line -> line.startsWith("VmHWM"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException | RuntimeException ended) {
      return 0;
    }
  }
}
