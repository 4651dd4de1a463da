package io.understudy.loader;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.understudy.jobtable.Claim;
import io.understudy.jobtable.Completion;
import io.understudy.jobtable.JobKind;
import io.understudy.jobtable.JobProtocol;
import io.understudy.jobtable.JobTableVersion;
import io.understudy.jobtable.RunProtocol;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;

/** The service as it runs: its API, and jobs from the job table to the target. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class LoaderServiceTest {
  @TestHTTPResource(value = "/", management = true)
  URI management;

  private static final String COLUMNS =
      "[{\"name\": \"id\", \"type\": \"BIGINT\", \"nullable\": false},"
          + " {\"name\": \"note\", \"type\": \"TEXT\", \"nullable\": true}]";

  @Inject DataSource jobs;
  @Inject JobProtocol protocol;
  @Inject S3Client s3;

  @ConfigProperty(name = "understudy.targets.\"demo\".jdbc-url")
  String target;

  private RunProtocol runs;

  @BeforeEach
  void bucket() {
    runs = new RunProtocol(jobs);
    try {
      s3.createBucket(r -> r.bucket("sink"));
    } catch (BucketAlreadyOwnedByYouException e) {
      assertThat(e.statusCode()).isEqualTo(409);
    }
  }

  @Test
  void targetsAreListedAndChecked() {
    given()
        .get("/v1/targets")
        .then()
        .statusCode(200)
        .body("targets", equalTo(List.of("demo", "maria", "other", "shop")));
    given().post("/v1/targets/demo/checks").then().statusCode(200).body("problems", empty());
    given()
        .post("/v1/targets/absent/checks")
        .then()
        .statusCode(404)
        .contentType("application/problem+json")
        .body("status", equalTo(404))
        .body("title", equalTo("Not Found"))
        .body(
            "detail",
            equalTo(
                "target \"absent\" is not configured; set understudy.targets.\"absent\".jdbc-url"
                    + " for the loader service, or name another target in the pipeline"));
  }

  @Test
  void whatWouldBeMadeIsToldOfTablesThatAreAbsent() throws Exception {
    target("create table present (id int)");
    given()
        .contentType("application/json")
        .body(
            """
            {"tables": [
              {"table": "present", "columns": [{"name": "id", "type": "BIGINT", "nullable": true}]},
              {"table": "a\\"b", "key": ["id"], "columns": [
                {"name": "id", "type": "BIGINT", "nullable": false},
                {"name": "days", "type": "JSON", "nullable": true, "nested": {"items": "DATE"}},
                {"name": "doc", "type": "JSON", "nullable": true, "nested": {"items": null}}]},
              {"table": "unknown"}]}
            """)
        .post("/v1/targets/demo/ddl")
        .then()
        .statusCode(200)
        .body("tables.table", equalTo(List.of("present", "a\"b", "unknown")))
        .body(
            "tables.statement",
            equalTo(
                Arrays.asList(
                    null,
                    "create table \"public\".\"a\"\"b\" (\n  \"id\" bigint,\n  \"days\" date[],\n"
                        + "  \"doc\" jsonb,\n  primary key (\"id\")\n)",
                    null)));
    given().contentType("application/json").post("/v1/targets/absent/ddl").then().statusCode(404);
  }

  @Test
  void rowsTakeThePlaceOfThoseWithTheirKey() throws Exception {
    target("create table kept (id int primary key, note text)");
    target("insert into kept values (1, 'old'), (2, 'old')");
    long run = runWith("{\"upsert\": []}", "demo", "append", "kept", "id,note\n2,new\n3,new\n");
    awaitJobs(run, "LOAD", "DONE", 1);
    assertThat(target("select id || note from kept order by id"))
        .containsExactly("1old", "2new", "3new");
  }

  @Test
  void theServiceTellsAboutItself() {
    given()
        .get(management.resolve("/q/health/ready"))
        .then()
        .statusCode(200)
        .body(
            "checks.find { it.name == 'loader' }.data.jobTableVersion",
            equalTo(JobTableVersion.KNOWN));
    given().get(management.resolve("/q/health/live")).then().statusCode(200);
    given()
        .get("/q/openapi")
        .then()
        .statusCode(200)
        .body(containsString("title: Understudy loader"))
        .body(containsString("/v1/targets/{name}/checks"));
  }

  @Test
  void filesAreLoadedAndPutInPlaceAndARepeatChangesNothing() throws Exception {
    long run = run("demo", "replace", "people", "id,note\n1,a\n2,\n", "id,note\n3,\"x\ty\\\"\n");
    awaitJobs(run, "LOAD", "DONE", 2);
    assertThat(target("select count(*) from people__run" + run)).containsExactly("3");
    // as after a kill between commit and report
    job(
        "update understudy.job set state = 'READY', finished_at = null where kind = 'LOAD' and run_id = "
            + run);
    awaitJobs(run, "LOAD", "DONE", 2);
    runs.addStep(run, JobKind.SWAP, 5);
    awaitJobs(run, "SWAP", "DONE", 1);
    job(
        "update understudy.job set state = 'READY', finished_at = null where kind = 'SWAP' and run_id = "
            + run);
    awaitJobs(run, "SWAP", "DONE", 1);
    assertThat(target("select id || coalesce(note, '-') from people order by id"))
        .containsExactly("1a", "2-", "3x\ty\\");
    assertThat(target("select tablename from pg_tables where tablename like 'people_%'")).isEmpty();
    assertThat(
            job(
                "select distinct rows_out from understudy.job where kind = 'SWAP' and run_id = "
                    + run))
        .containsExactly("3");
    given()
        .get(management.resolve("/q/metrics"))
        .then()
        .body(containsString("understudy_rows_total{direction=\"loaded\"}"))
        .body(containsString("understudy_jobs_seconds_count{kind=\"SWAP\",outcome=\"DONE\"}"));
  }

  @Test
  void aTargetThatIsNotPostgresqlIsCheckedAndLoadedTheSameWay() throws Exception {
    given().post("/v1/targets/other/checks").then().statusCode(200).body("problems", empty());
    given()
        .contentType("application/json")
        .body("{\"tables\": [{\"table\": \"t\", \"columns\": " + COLUMNS + "}]}")
        .post("/v1/targets/other/ddl")
        .then()
        .statusCode(200)
        .body(
            "tables.statement",
            equalTo(
                List.of(
                    "create table \"t\" (\n  \"id\" bigint,\n  \"note\" character large object"
                        + "\n)")));
    long failed = runWith("{\"reject\": 1}", "other", "replace", "t", "id,note\n1,a\n");
    awaitJobs(failed, "LOAD", "DEAD", 1);
    assertThat(job("select error from understudy.job where state = 'DEAD' and run_id = " + failed))
        .containsExactly(
            "target \"other\": load.reject is not known for H2; leave it out of the pipeline");
    runs.addStep(failed, JobKind.DISCARD, 5);
    awaitJobs(failed, "DISCARD", "DONE", 1);
    long run = run("other", "replace", "t", "id,note\n1,a\n2,\n", "id,note\n3,\"x\ty\"\n");
    awaitJobs(run, "LOAD", "DONE", 2);
    runs.addStep(run, JobKind.SWAP, 5);
    awaitJobs(run, "SWAP", "DONE", 1);
    try (Connection other = new org.h2.Driver().connect(Surroundings.OTHER, new Properties())) {
      assertThat(rows(other, "select id || coalesce(note, '-') from t order by id"))
          .containsExactly("1a", "2-", "3x\ty");
    }
  }

  @Test
  void rowsThatTheTargetRefusesGoToTheSink() throws Exception {
    target("create table small (id int primary key, note varchar(3))");
    long run =
        runWith(
            "{\"reject\": 1}",
            "demo",
            "replace",
            "small",
            "id,note\n1,a\n2,long\n",
            "id,note\n3,b\n");
    awaitJobs(run, "LOAD", "DONE", 2);
    runs.addStep(run, JobKind.SWAP, 5);
    awaitJobs(run, "SWAP", "DONE", 1);
    assertThat(target("select id from small order by id")).containsExactly("1", "3");
    assertThat(
            s3.getObjectAsBytes(
                    r ->
                        r.bucket("sink")
                            .key("_understudy/" + run + "/rejects/" + run + "/0.csv.jsonl"))
                .asUtf8String())
        .isEqualTo(
            "{\"file\":\"s3://sink/%d/0.csv\",\"row\":2,\"column\":\"note\",\"rule\":\"a value is too"
                    .formatted(run)
                + " long for the column (SQLState 22001)\",\"values\":{\"id\":\"2\",\"note\":\"long\"}}\n");
    assertThat(
            job(
                "select rows_loaded || ' ' || rows_rejected from understudy.run_table where run_id = "
                    + run))
        .containsExactly("2 1");
  }

  @Test
  void aBadFileFailsItsJobAndADiscardLeavesNothing() throws Exception {
    long run = run("demo", "replace", "broken", "id,note\n1,a\n", "id,other\n2,SECRETVALUE\n");
    awaitJobs(run, "LOAD", "DEAD", 1);
    awaitJobs(run, "LOAD", "DONE", 1);
    assertThat(job("select error from understudy.job where state = 'DEAD' and run_id = " + run))
        .singleElement()
        .asString()
        .startsWith("s3://sink/" + run + "/1.csv")
        .doesNotContain("SECRETVALUE");
    runs.addStep(run, JobKind.DISCARD, 5);
    awaitJobs(run, "DISCARD", "DONE", 1);
    assertThat(target("select tablename from pg_tables where tablename like 'broken%'")).isEmpty();
    assertThat(target("select 1 from understudy.load_ledger where run_id = " + run)).isEmpty();
  }

  @Test
  void anUnknownTargetFailsTheJobForGood() throws Exception {
    long run = run("absent", "append", "t", "id,note\n1,a\n");
    awaitJobs(run, "LOAD", "DEAD", 1);
    assertThat(
            job(
                "select attempt || error_code from understudy.job where state = 'DEAD' and run_id = "
                    + run))
        .containsExactly("1target-unknown");
  }

  /** A run whose files are masked and whose load has begun. */
  private long run(String targetName, String mode, String table, String... files) {
    return runWith("{}", targetName, mode, table, files);
  }

  private long runWith(
      String options, String targetName, String mode, String table, String... files) {
    long run =
        runs.create(
            new RunProtocol.NewRun(
                "p",
                "{}",
                "s3://source/",
                "s3://sink/",
                "steps: []",
                null,
                targetName,
                mode,
                1,
                null,
                options));
    long tableId = runs.addTable(run, table, "{}", table);
    List<RunProtocol.NewJob> transforms = new ArrayList<>();
    for (int i = 0; i < files.length; i++) {
      String name = run + "/" + i + ".csv";
      transforms.add(
          new RunProtocol.NewJob(tableId, "s3://source/" + name, 1, "", "s3://sink/" + name));
    }
    runs.addTransforms(run, transforms, 10);
    runs.planned(run);
    for (Claim claim :
        protocol.claim("test", Set.of(JobKind.TRANSFORM), run, 100, Duration.ofMinutes(5))) {
      String key = claim.output().substring("s3://sink/".length());
      String file = files[Integer.parseInt(key.substring(key.indexOf('/') + 1, key.indexOf('.')))];
      String etag =
          s3.putObject(r -> r.bucket("sink").key(key), RequestBody.fromString(file))
              .eTag()
              .replace("\"", "");
      long rows = file.lines().count() - 1;
      protocol.finish(claim, new Completion(etag, file.length(), rows, rows, 0, null));
    }
    runs.startLoad(tableId, COLUMNS);
    return run;
  }

  private void awaitJobs(long run, String kind, String state, int count) throws Exception {
    String sql =
        "select count(*) from understudy.job where run_id = %d and kind = '%s' and state = '%s'"
            .formatted(run, kind, state);
    long deadline = System.nanoTime() + Duration.ofMinutes(5).toNanos();
    while (!job(sql).equals(List.of(Integer.toString(count)))) {
      assertThat(System.nanoTime()).as(() -> kind + ": " + all(run)).isLessThan(deadline);
      Thread.sleep(20);
    }
  }

  private String all(long run) {
    try {
      return job("select kind || ' ' || state || ' ' || coalesce(error, '') from understudy.job"
              + " where run_id = "
              + run)
          .toString();
    } catch (SQLException e) {
      return e.getSQLState();
    }
  }

  private List<String> job(String sql) throws SQLException {
    try (Connection connection = jobs.getConnection()) {
      return rows(connection, sql);
    }
  }

  private List<String> target(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(target, "postgres", "postgres")) {
      return rows(connection, sql);
    }
  }

  private static List<String> rows(Connection connection, String sql) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      if (statement.execute(sql)) {
        try (ResultSet rows = statement.getResultSet()) {
          while (rows.next()) {
            found.add(rows.getString(1));
          }
        }
      }
    }
    return found;
  }
}
