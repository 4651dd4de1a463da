package io.understudy.benchmarks;

import java.net.URI;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Plans a run of a million objects in a process with a heap of 256 MB, then asks the real scheduler about that run, with
 * jobs in every state.
 */
final class Planning {
  private static final int CALLS = 200;
  private static final int WARM_UP = 300;

  private Planning() {}

  /** Arguments: scheduler's quarkus-run.jar, objects. */
  public static void main(String[] arguments) throws Exception {
    Path scheduler = Path.of(arguments[0]);
    int objects = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000_000;
    String java = ProcessHandle.current().info().command().orElseThrow();
    try (Database database = new Database();
        Listing listing = new Listing(objects)) {
      double cpu = database.cpuSeconds();
      Process planner =
          new ProcessBuilder(
                  java, "-Xmx256m", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
                  "io.understudy.scheduler.planning.PlanningBenchmark", database.url(), listing.address())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String[] result = new String(planner.getInputStream().readAllBytes()).strip().split(" ");
      if (planner.waitFor() != 0) {
        throw new IllegalStateException("planning ended with " + planner.exitValue());
      }
      System.out.printf(
          Locale.ROOT,
          "planning of %d objects: %s s, peak heap %s MB (of at most %s MB), largest resident memory %s MB, Postgres CPU %.1f s%n",
          objects, result[1], result[2], result[3], result[4], database.cpuSeconds() - cpu);
      mix(database, Long.parseLong(result[0]));
      status(database, java, scheduler, Long.parseLong(result[0]), objects);
    }
  }

  /** 70% done, 100 running, 500 dead, the others ready; counters as the protocol would have left them. */
  private static void mix(Database database, long run) {
    database.execute(
        """
        update understudy.job set state = 'DONE', attempt = 1, output_bytes = input_bytes, rows_in = 100, rows_out = 100,
               cells_changed = 300, finished_at = now(), started_at = now(),
               details = '{"columns": [{"name": "id", "type": "BIGINT", "nullable": false}]}'
        where run_id = %1$d and id %% 10 < 7;
        update understudy.job set state = 'RUNNING', attempt = 1, owner = 'w', lease_until = now() + interval '1 day'
        where id in (select id from understudy.job where run_id = %1$d and state = 'READY' order by id limit 100);
        update understudy.job set state = 'DEAD', attempt = 1, error_code = 'file', error = 'is empty', finished_at = now()
        where id in (select id from understudy.job where run_id = %1$d and state = 'READY' order by id limit 500);
        update understudy.run_table t set transform_done = c.done, transform_dead = c.dead, rows_in = 100 * c.done
        from (select run_table_id, count(*) filter (where state = 'DONE') as done, count(*) filter (where state = 'DEAD') as dead
              from understudy.job group by run_table_id) c
        where t.id = c.run_table_id
        """
            .formatted(run));
    database.execute("vacuum analyze");
  }

  private static void status(Database database, String java, Path jar, long run, int objects) throws Exception {
    int port = freePort();
    int management = freePort();
    Process process =
        new ProcessBuilder(
                java, "-Xmx512m", "-Dquarkus.http.port=" + port, "-Dquarkus.management.port=" + management,
                "-Dquarkus.datasource.jdbc.url=" + database.url(), "-Dquarkus.datasource.username=postgres",
                "-Dquarkus.s3.aws.region=us-east-1", "-Dquarkus.s3.aws.credentials.type=static",
                "-Dquarkus.s3.aws.credentials.static-provider.access-key-id=a",
                "-Dquarkus.s3.aws.credentials.static-provider.secret-access-key=b",
                "-jar", jar.toString())
            .redirectErrorStream(true)
            .redirectOutput(Path.of(System.getProperty("java.io.tmpdir"), "scheduler.log").toFile())
            .start();
    try (HttpClient http = HttpClient.newHttpClient()) {
      String base = "http://127.0.0.1:" + port;
      for (int i = 0; i < 600 && !answers(http, "http://127.0.0.1:" + management + "/q/health/ready"); i++) {
        TimeUnit.MILLISECONDS.sleep(200);
      }
      System.out.printf(Locale.ROOT, "calls of the API with %d jobs in the table, %d times each; ms: p50 / p99 / most%n", objects, CALLS);
      String last = "/v1/runs/" + run + "/jobs?after=" + (objects - 150);
      for (String path :
          List.of(
              "/v1/runs/" + run, "/v1/runs", "/v1/runs/" + run + "/jobs", "/v1/runs/" + run + "/jobs?state=dead",
              "/v1/runs/" + run + "/jobs?state=running", "/v1/runs/" + run + "/jobs?table=table_07&state=ready", last)) {
        Timings timings = new Timings();
        for (int i = 0; i < WARM_UP + CALLS; i++) {
          long begin = System.nanoTime();
          HttpResponse<String> answer = get(http, base + path);
          if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + ": " + answer.statusCode());
          }
          if (i >= WARM_UP) {
            timings.add(System.nanoTime() - begin);
          }
        }
        System.out.printf(Locale.ROOT, "  GET %-48s %s%n", path.replace("/" + run, "/{id}"), timings.summary());
      }
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  private static HttpResponse<String> get(HttpClient http, String address) throws Exception {
    return http.send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static boolean answers(HttpClient http, String address) throws InterruptedException {
    try {
      return get(http, address).statusCode() == 200;
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      return false;
    }
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
