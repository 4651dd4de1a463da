package io.understudy.scheduler;

import static io.restassured.RestAssured.given;

import io.restassured.path.json.JsonPath;
import io.understudy.jobtable.Claim;
import io.understudy.jobtable.Completion;
import io.understudy.jobtable.Failure;
import io.understudy.jobtable.JobKind;
import io.understudy.jobtable.JobProtocol;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import javax.sql.DataSource;
import software.amazon.awssdk.services.s3.S3Client;

/** Posts runs and does their jobs by hand, in the place of workers and loaders. */
@Singleton
public class Runs {
  private static final Duration LEASE = Duration.ofMinutes(30);
  private static final long LIMIT_SECONDS = 120;
  private static final AtomicInteger FOLDERS = new AtomicInteger();

  private final JobProtocol jobs;
  private final S3Client s3;

  Runs(DataSource database, S3Client s3) {
    this.jobs = new JobProtocol(database);
    this.s3 = s3;
  }

  /** A new folder of the source with files of 10 bytes. */
  public String folder(String... files) {
    String folder = "runs" + FOLDERS.incrementAndGet() + "/";
    for (String file : files) {
      Surroundings.put(s3, folder + file, 10);
    }
    return folder;
  }

  public static String pipeline(String folder, String rest) {
    return """
        pipeline: shop
        source: s3://source/%s
        sink: s3://sink/%s
        transform: { globals: { coverage: open }, steps: [] }
        %s
        """
        .formatted(folder, folder, rest);
  }

  /** Starts a run of a new folder. */
  public long start(String rest, String... files) {
    return post(pipeline(folder(files), rest));
  }

  public long post(String pipeline) {
    return given()
        .contentType("application/yaml")
        .body(pipeline.getBytes(StandardCharsets.UTF_8))
        .post("/v1/runs")
        .then()
        .statusCode(201)
        .extract()
        .jsonPath()
        .getLong("id");
  }

  public JsonPath run(long id) {
    return given().get("/v1/runs/" + id).then().statusCode(200).extract().jsonPath();
  }

  public JsonPath awaitState(long id, String state) {
    return await(id, run -> run.getString("state").equals(state));
  }

  public JsonPath await(long id, Predicate<JsonPath> condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    JsonPath run = run(id);
    while (!condition.test(run)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("waited too long for run " + id + ":\n" + run.prettify());
      }
      pause();
      claimable(id, JobKind.MANIFEST).forEach(this::finish);
      run = run(id);
    }
    return run;
  }

  /** Claims so many jobs of a kind, waiting for them. */
  public List<Claim> claim(long run, JobKind kind, int count) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    List<Claim> claims = jobs.claim("hand", Set.of(kind), run, count, LEASE);
    while (claims.size() < count) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "only " + claims.size() + " of " + count + " " + kind + " of run " + run);
      }
      pause();
      if (kind != JobKind.MANIFEST) {
        claimable(run, JobKind.MANIFEST).forEach(this::finish);
      }
      List<Claim> more = jobs.claim("hand", Set.of(kind), run, count - claims.size(), LEASE);
      claims = java.util.stream.Stream.concat(claims.stream(), more.stream()).toList();
    }
    return claims;
  }

  /** What can be claimed of a kind at once. */
  public List<Claim> claimable(long run, JobKind kind) {
    return jobs.claim("hand", Set.of(kind), run, 100, LEASE);
  }

  /** Finishes a job: 5 rows read, 4 written; a LOAD loads what it is to. */
  public boolean finish(Claim claim) {
    String details =
        """
        {"columns": [{"name": "id", "type": "BIGINT", "nullable": false}],
         "plans": [{"column": "id", "decision": "MASKED", "entity": "ssn", "rule": "steps[0]"}],
         "reports": [{"column": "id", "changed": 3}], "keyId": "default"}
        """;
    return switch (claim.kind()) {
      case TRANSFORM -> jobs.finish(claim, new Completion("etag", 20, 5, 4, 3, details));
      case LOAD -> jobs.finish(claim, new Completion(null, 0, 4, 4, 0, null));
      case PART -> jobs.finish(claim, new Completion("sum", 9, 2, 2, 1, "{}"));
      case SWAP, DISCARD, MANIFEST, SNAPSHOT, CLEAR ->
          jobs.finish(claim, new Completion(null, 0, 0, 0, 0, null));
      case EXTRACT ->
          jobs.finish(
              claim,
              new Completion("etag", 10, 5, 5, 0, "{\"path\": \"" + claim.table() + "/1\"}"));
    };
  }

  public void finish(Claim claim, Completion completion) {
    jobs.finish(claim, completion);
  }

  public void finish(long run, JobKind kind, int count) {
    claim(run, kind, count).forEach(this::finish);
  }

  public void fail(Claim claim) {
    jobs.fail(claim, new Failure(false, "file", claim.input() + ": is empty"), Duration.ZERO);
  }

  /** Whether a claim is still held. */
  public boolean holds(Claim claim) {
    return !jobs.heartbeat(List.of(new JobProtocol.Held(claim, 7)), LEASE).isEmpty();
  }

  public static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(20);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
