package io.understudy.scheduler.run;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.understudy.jobtable.Claim;
import io.understudy.jobtable.Completion;
import io.understudy.jobtable.JobKind;
import io.understudy.jobtable.RunProtocol;
import io.understudy.scheduler.Runs;
import io.understudy.scheduler.Surroundings;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/** Whole runs; the jobs are done by the test. */
@QuarkusTest
@WithTestResource(Surroundings.class)
class RunLifecycleTest {
  private static final String LOAD = "load: { target: perf, mode: replace }";
  private static final int LARGE = 17 << 20;
  private static final String[] FILES = {"people/1.csv", "people/2.csv", "orders/1.parquet"};

  @Inject Runs runs;
  @Inject RunProtocol protocol;
  @Inject S3Client s3;
  @Inject DataSource database;

  private static void post(long run, String action, int status) {
    given().post("/v1/runs/" + run + "/" + action).then().statusCode(status);
  }

  @Test
  void aRunWithoutALoadSucceedsWhenItsFilesAreMasked() {
    long id = runs.start("", FILES);
    List<Claim> claims = runs.claim(id, JobKind.TRANSFORM, 3);
    claims.forEach(runs::finish);
    JsonPath run = runs.awaitState(id, "SUCCEEDED");
    assertThat(claims)
        .extracting(claim -> claim.table() + " " + claim.inputBytes())
        .containsExactlyInAnyOrder("people 10", "people 10", "orders 10");
    assertThat(run.getList("tables.name")).containsExactly("orders", "people");
    assertThat(run.getList("tables.phase")).containsOnly("DONE");
    assertThat(run.getInt("totals.files")).isEqualTo(3);
    assertThat(run.getInt("totals.filesDone")).isEqualTo(3);
    assertThat(run.getInt("totals.bytesDone")).isEqualTo(30);
    assertThat(run.getInt("totals.rowsIn")).isEqualTo(15);
    assertThat(run.getInt("totals.rowsOut")).isEqualTo(12);
    assertThat(run.getString("tables[1].columns[0].type")).isEqualTo("BIGINT");
    assertThat(run.getString("tables[1].masked[0].column")).isEqualTo("id");
    assertThat(run.getInt("tables[1].masked[0].changed")).isEqualTo(6);
    assertThat(run.getString("finishedAt")).isNotNull();
    assertThat(run.getString("reason")).isNull();
  }

  /** As one is that was planned later than others which claims have found meanwhile. */
  @Test
  void aFileThatClaimsHavePassedOverIsFound() throws SQLException {
    long id = runs.start("", FILES);
    runs.finish(id, JobKind.TRANSFORM, 2);
    execute(
        "update understudy.job set ready_at = ready_at - interval '1 h' where state = 'READY'"
            + " and kind = 'TRANSFORM' and run_id = "
            + id);
    runs.finish(id, JobKind.TRANSFORM, 1);
    runs.awaitState(id, "SUCCEEDED");
  }

  @Test
  void filesThatAreClaimedManyAtATimeAreAtWork() throws SQLException {
    long id = runs.start("", FILES);
    List<Claim> claims = runs.claim(id, JobKind.TRANSFORM, 1);
    execute(
        "insert into understudy.batch select 1, run_id, id, 'w', 2, now(), now() + interval '1 h',"
            + " '{}' from understudy.run_table where name = 'people' and run_id = "
            + id);
    assertThat(runs.run(id).getInt("workers")).isEqualTo(3);
    execute("delete from understudy.batch");
    assertThat(runs.run(id).getInt("workers")).isEqualTo(1);
    claims.forEach(runs::finish);
    runs.finish(id, JobKind.TRANSFORM, 2);
    runs.awaitState(id, "SUCCEEDED");
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void aLargeTextFileIsMaskedInPartsAndIsOneFile() {
    String folder = runs.folder("people/1.csv");
    Surroundings.put(s3, folder + "people/2.csv", LARGE);
    long id = runs.post(Runs.pipeline(folder, ""));
    List<Claim> parts = runs.claim(id, JobKind.PART, 3);
    runs.finish(id, JobKind.TRANSFORM, 1);
    runs.finish(parts.get(0));
    JsonPath working = runs.await(id, run -> run.getInt("totals.bytesInProgress") > 0);
    assertThat(working.getInt("totals.bytesInProgress")).isEqualTo(LARGE / 3);
    assertThat(working.getInt("totals.files")).isEqualTo(2);
    assertThat(working.getInt("totals.filesDone")).isEqualTo(1);
    assertThat(working.getInt("workers")).isEqualTo(2);
    assertThat(runs.claimable(id, JobKind.TRANSFORM)).isEmpty();
    parts.subList(1, 3).forEach(runs::finish);

    runs.finish(id, JobKind.TRANSFORM, 1);

    JsonPath run = runs.awaitState(id, "SUCCEEDED");
    assertThat(run.getInt("totals.filesDone")).isEqualTo(2);
    assertThat(run.getInt("totals.bytesDone")).isEqualTo(LARGE + 10);
    assertThat(run.getInt("totals.rowsIn")).isEqualTo(10);
    assertThat(run.getInt("totals.bytesInProgress")).isZero();
  }

  @Test
  void aDeadPartFailsTheRunAndIsToldOnce() {
    String folder = runs.folder();
    Surroundings.put(s3, folder + "people/2.csv", LARGE);
    long id = runs.post(Runs.pipeline(folder, ""));
    runs.fail(runs.claim(id, JobKind.PART, 1).getFirst());
    JsonPath run = runs.awaitState(id, "FAILED");
    assertThat(run.getInt("totals.filesDead")).isEqualTo(1);
    assertThat(run.getList("problems.message"))
        .containsExactly("s3://source/" + folder + "people/2.csv (part 1 of 3): is empty");
    post(id, "retry", 202);
    runs.finish(id, JobKind.PART, 3);
    runs.finish(id, JobKind.TRANSFORM, 1);
    runs.awaitState(id, "SUCCEEDED");
  }

  @Test
  void maskedTablesAreLoadedAndSwappedInOnce() {
    long id = runs.start(LOAD, FILES);
    runs.finish(id, JobKind.TRANSFORM, 3);
    List<Claim> loads = runs.claim(id, JobKind.LOAD, 3);
    assertThat(loads)
        .allMatch(load -> load.input().startsWith("s3://sink/"))
        .allMatch(load -> Long.valueOf(4).equals(load.expectedRows()));
    assertThat(runs.claimable(id, JobKind.SWAP)).isEmpty();
    loads.forEach(runs::finish);
    runs.finish(id, JobKind.SWAP, 1);
    JsonPath run = runs.awaitState(id, "SUCCEEDED");
    assertThat(run.getInt("totals.rowsLoaded")).isEqualTo(12);
    assertThat(run.getList("tables.targetTable")).containsExactly("orders", "people");
    assertThat(runs.claimable(id, JobKind.DISCARD)).isEmpty();
  }

  @Test
  void rowsThatTheTargetRefusedAreCountedAndTold() {
    long id = runs.start(LOAD.replace("load: {", "load: { reject: 2,"), FILES);
    runs.finish(id, JobKind.TRANSFORM, 3);
    List<Claim> loads = runs.claim(id, JobKind.LOAD, 3);
    runs.finish(loads.get(0), new Completion(null, 0, 4, 2, 0, null));
    loads.subList(1, 3).forEach(runs::finish);
    runs.finish(id, JobKind.SWAP, 1);
    JsonPath run = runs.awaitState(id, "SUCCEEDED");
    assertThat(run.getInt("totals.rowsLoaded")).isEqualTo(10);
    assertThat(run.getInt("totals.rowsRejected")).isEqualTo(2);
    assertThat(run.getString("reason"))
        .isEqualTo(
            "2 rows were refused by the target \"perf\" and left out; see "
                + run.getString("sink")
                + "_understudy/"
                + id
                + "/rejects/");
  }

  @Test
  void aTableIsLoadedWhileAnotherIsStillMasked() {
    long id = runs.start(LOAD, FILES);
    List<Claim> claims = runs.claim(id, JobKind.TRANSFORM, 3);
    claims.stream().filter(claim -> claim.table().equals("orders")).forEach(runs::finish);
    assertThat(runs.claim(id, JobKind.LOAD, 1)).extracting(Claim::table).containsExactly("orders");
    claims.stream().filter(claim -> claim.table().equals("people")).forEach(runs::finish);
    assertThat(runs.claim(id, JobKind.LOAD, 2)).extracting(Claim::table).containsOnly("people");
    post(id, "cancel", 202);
  }

  @Test
  void aFailedFileFailsTheRunAndWhatWasLoadedIsDiscarded() {
    long id = runs.start(LOAD, FILES);
    List<Claim> claims = runs.claim(id, JobKind.TRANSFORM, 3);
    claims.stream().filter(claim -> claim.table().equals("orders")).forEach(runs::finish);
    runs.finish(id, JobKind.LOAD, 1);
    List<Claim> people = claims.stream().filter(claim -> claim.table().equals("people")).toList();
    runs.fail(people.get(0));
    runs.finish(people.get(1));
    runs.finish(id, JobKind.DISCARD, 1);
    JsonPath run = runs.awaitState(id, "FAILED");
    assertThat(run.getString("reason"))
        .isEqualTo("1 of 3 files failed; the target \"perf\" was left as it was");
    assertThat(run.getList("problems.message"))
        .containsExactly(people.get(0).input() + ": is empty");
    assertThat(run.getList("problems.code")).containsExactly("file");
    assertThat(run.getList("problems.table")).containsExactly("people");
    assertThat(runs.claimable(id, JobKind.SWAP)).isEmpty();
  }

  @Test
  void theOtherFilesOfAFailedRunAreMaskedAll() {
    long id = runs.start("", FILES);
    List<Claim> claims = runs.claim(id, JobKind.TRANSFORM, 3);
    runs.fail(claims.get(0));
    claims.subList(1, 3).forEach(runs::finish);
    JsonPath run = runs.awaitState(id, "FAILED");
    assertThat(run.getString("reason"))
        .isEqualTo("1 of 3 files failed; the others are in the sink");
    assertThat(run.getInt("totals.filesDone")).isEqualTo(2);
  }

  @Test
  void aFailedSwapLeavesTheTarget() {
    long id = runs.start(LOAD, "people/1.csv");
    runs.finish(id, JobKind.TRANSFORM, 1);
    runs.finish(id, JobKind.LOAD, 1);
    runs.fail(runs.claim(id, JobKind.SWAP, 1).get(0));
    runs.finish(id, JobKind.DISCARD, 1);
    assertThat(runs.awaitState(id, "FAILED").getString("reason"))
        .isEqualTo(
            "the loaded tables could not be put in the place of the old ones; the target \"perf\""
                + " was left as it was");
  }

  @Test
  void aDiscardThatFailsIsTold() {
    long id = runs.start(LOAD, "people/1.csv");
    runs.finish(id, JobKind.TRANSFORM, 1);
    runs.fail(runs.claim(id, JobKind.LOAD, 1).get(0));
    runs.fail(runs.claim(id, JobKind.DISCARD, 1).get(0));
    assertThat(runs.awaitState(id, "FAILED").getString("reason"))
        .isEqualTo(
            "1 of 1 loads failed; the target \"perf\" was left as it was; its staging tables (named"
                + " TABLE__run"
                + id
                + ") could not be removed");
  }

  @Test
  void nothingIsAppendedBeforeEveryFileIsMasked() {
    long id = runs.start("load: { target: perf, mode: append }", FILES);
    List<Claim> claims = runs.claim(id, JobKind.TRANSFORM, 3);
    claims.stream().filter(claim -> claim.table().equals("orders")).forEach(runs::finish);
    runs.await(id, run -> run.getInt("totals.filesDone") == 1);
    assertThat(runs.claimable(id, JobKind.LOAD)).isEmpty();
    claims.stream().filter(claim -> claim.table().equals("people")).forEach(runs::finish);
    runs.finish(id, JobKind.LOAD, 3);
    runs.awaitState(id, "SUCCEEDED");
    assertThat(runs.claimable(id, JobKind.SWAP)).isEmpty();
  }

  @Test
  void aCancelledRunLosesItsClaimsAndEnds() {
    long id = runs.start("", FILES);
    Claim held = runs.claim(id, JobKind.TRANSFORM, 1).get(0);
    assertThat(runs.holds(held)).isTrue();
    post(id, "cancel", 202);
    JsonPath run = runs.awaitState(id, "CANCELLED");
    assertThat(runs.holds(held)).isFalse();
    assertThat(runs.finish(held)).isFalse();
    assertThat(run.getString("reason")).isEqualTo("cancelled");
    assertThat(run.getInt("totals.filesDone")).isZero();
  }

  @Test
  void aRunThatIsCancelledWhileItLoadsIsDiscardedFirst() {
    long id = runs.start(LOAD, "people/1.csv");
    runs.finish(id, JobKind.TRANSFORM, 1);
    runs.claim(id, JobKind.LOAD, 1);
    post(id, "cancel", 202);
    runs.finish(id, JobKind.DISCARD, 1);
    runs.awaitState(id, "CANCELLED");
  }

  @Test
  void aRetryDoesTheDeadJobsAgain() {
    long id = runs.start(LOAD, FILES);
    List<Claim> claims = runs.claim(id, JobKind.TRANSFORM, 3);
    runs.fail(claims.get(0));
    claims.subList(1, 3).forEach(runs::finish);
    runs.awaitState(id, "FAILED");
    post(id, "retry", 202);
    List<Claim> again = runs.claim(id, JobKind.TRANSFORM, 1);
    assertThat(again).extracting(Claim::jobId).containsExactly(claims.get(0).jobId());
    assertThat(again.get(0).attempt()).isEqualTo(1);
    again.forEach(runs::finish);
    runs.finish(id, JobKind.LOAD, 3);
    runs.finish(id, JobKind.SWAP, 1);
    JsonPath run = runs.awaitState(id, "SUCCEEDED");
    assertThat(run.getList("problems")).isEmpty();
    assertThat(run.getInt("totals.rowsLoaded")).isEqualTo(12);
  }

  @Test
  void aRunWhoseWorkersWereStoppedFailsAndGoesOnWithARetry() {
    long id = runs.start(LOAD, FILES);
    List<Claim> claims = runs.claim(id, JobKind.TRANSFORM, 2);
    // of the table with two files, so that no load begins
    Claim done = claims.stream().filter(c -> c.table().equals("people")).findFirst().orElseThrow();
    runs.finish(done);
    runs.awaitState(id, "RUNNING"); // what is not planned to its end cannot be retried
    protocol.addProblem(id, "workers-stopped", "stopped after 60 s"); // as when a Job is at its end
    protocol.cancel(id);
    JsonPath failed = runs.awaitState(id, "FAILED");
    assertThat(failed.getString("reason")).isEqualTo("stopped after 60 s");
    assertThat(failed.getList("problems.code")).containsExactly("workers-stopped");
    post(id, "retry", 202);
    assertThat(runs.claim(id, JobKind.TRANSFORM, 2))
        .extracting(Claim::jobId)
        .doesNotContain(done.jobId());
    post(id, "cancel", 202);
    runs.awaitState(id, "CANCELLED");
  }

  @Test
  void aSourceThatIsAbsentFailsTheRun() {
    long id = runs.post(Runs.pipeline("x/", "").replace("s3://source/", "s3://no-such-bucket/"));
    JsonPath run = runs.awaitState(id, "FAILED");
    String problem =
        "s3://no-such-bucket/x/: the bucket \"no-such-bucket\" does not exist; check its name or"
            + " create it";
    assertThat(run.getString("reason")).isEqualTo("planning failed: " + problem);
    assertThat(run.getList("problems.message")).containsExactly(problem);
    assertThat(run.getList("problems.code")).containsExactly("source");
  }

  @Test
  void aSourceWithoutFilesFailsTheRun() {
    long id = runs.start("", "notes.txt", "people/readme.md");
    assertThat(runs.awaitState(id, "FAILED").getString("reason"))
        .matches(
            "planning failed: no .parquet, .csv, .tsv, .jsonl or .ndjson file is under"
                + " s3://source/runs\\d+/, only runs\\d+/notes.txt, runs\\d+/people/readme.md;"
                + " check source:, or name the files with tables: and format:");
  }

  @Test
  void aTableWithoutFilesAndAFileOfTwoTablesAreBothTold() {
    long id =
        runs.start(
            """
            tables:
              people: { files: "people/*" }
              men: { files: "people/m*.csv" }
              pets: { files: ["pets/*.csv", "animals/**"] }
            """,
            "people/m.csv");
    JsonPath run = runs.awaitState(id, "FAILED");
    String source = run.getString("source");
    assertThat(run.getList("problems.message"))
        .containsExactlyInAnyOrder(
            "people/m.csv is matched by the tables people and men; narrow the patterns under"
                + " files:",
            "no file under "
                + source
                + " matches pets/*.csv or animals/**; patterns are relative to the source, case"
                + " matters, ** crosses folders");
  }
}
