package io.understudy.jobtable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.agroal.api.AgroalDataSource;
import io.understudy.jobtable.ExtractionProtocol.Masked;
import io.understudy.jobtable.ExtractionProtocol.NewPart;
import io.understudy.jobtable.ExtractionProtocol.Progress;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

class ExtractionProtocolTest {
  private static final Duration LEASE = Duration.ofSeconds(60);

  @RegisterExtension static final TestJobTable table = new TestJobTable();

  private static final JobProtocol jobs = new JobProtocol(table.database());
  private static final RunProtocol runs = new RunProtocol(table.database());
  private static final ExtractionProtocol extractions = new ExtractionProtocol(table.database());

  private long run;

  @BeforeEach
  void aRunOfADatabase() {
    run = run("{\"database\": \"shop\", \"retain\": \"none\"}");
  }

  private static long run(String extraction) {
    long run =
        runs.create(
            new RunProtocol.NewRun(
                "p",
                "doc",
                "s3://a/",
                "s3://b/m/",
                "cfg",
                null,
                "t",
                "replace",
                7,
                extraction,
                null));
    runs.addStep(run, JobKind.SNAPSHOT, 5);
    return run;
  }

  private Claim claim(JobKind kind) {
    return jobs.claim("me", Set.of(kind), run, 1, LEASE).getFirst();
  }

  private static NewPart part(String name, int number, String folder) {
    return new NewPart(
        name,
        name + "_target",
        name + " " + number,
        100,
        "s3://a/" + folder + "/" + name + "/" + number,
        "{\"path\": \"" + name + "/" + number + "\"}");
  }

  private void extract() {
    Claim claim = claim(JobKind.EXTRACT);
    jobs.finish(
        claim,
        new Completion(
            "e",
            70,
            9,
            9,
            0,
            table.row("select details from understudy.job where id = " + claim.jobId())));
  }

  @Test
  void partsBecomeTransformsOfTheSameRun() {
    Claim holder = claim(JobKind.SNAPSHOT);
    extractions.plan(
        holder, "snap", List.of(part("x", 1, "1"), part("x", 2, "1"), part("y", 1, "1")), 3);
    assertThat(claim(JobKind.EXTRACT))
        .extracting(Claim::table, Claim::input, Claim::inputEtag, Claim::output, Claim::maxAttempts)
        .containsExactly("x", "x 1", "snap", "s3://a/1/x/1", 3);
    jobs.giveBack(List.of(claim(JobKind.EXTRACT)));
    extract();
    assertThat(extractions.progress(run)).isEqualTo(new Progress(3, 1, 0, 9, 70, null));
    assertThat(extractions.isOver(run)).isFalse();
    table.execute(
        "update understudy.job set state = 'READY', owner = null, lease_until = null"
            + " where state = 'RUNNING' and kind = 'EXTRACT'");
    extract();
    extract();

    extractions.addTransforms(run);
    extractions.addTransforms(run);
    assertThat(runs.planned(run)).isTrue();

    assertThat(table.row("select count(*) from understudy.job where kind = 'TRANSFORM'"))
        .isEqualTo("3");
    assertThat(claim(JobKind.TRANSFORM))
        .extracting(
            Claim::table,
            Claim::input,
            Claim::inputBytes,
            Claim::inputEtag,
            Claim::output,
            Claim::maxAttempts)
        .containsExactly("x", "s3://a/1/x/1", 70L, "e", "s3://b/m/x/1", 5);
    assertThat(
            table.row(
                "select files_total, bytes_total, format, target_table from understudy.run_table"
                    + " where name = 'x'"))
        .isEqualTo("2 140 {\"type\": \"parquet\"} x_target");
  }

  @Test
  void onlyWhatATargetHasIsTold() {
    extractions.plan(
        claim(JobKind.SNAPSHOT), "snap", List.of(part("x", 1, "1"), part("x", 2, "1")), 3);
    extract();
    extract();
    extractions.addTransforms(run);
    runs.planned(run);
    jobs.finish(claim(JobKind.TRANSFORM), new Completion("m1", 7, 9, 9, 0, null));
    assertThat(loaded()).isEmpty();
    jobs.finish(claim(JobKind.TRANSFORM), new Completion("m2", 7, 9, 9, 0, null));
    runs.startLoad(
        Long.parseLong(table.row("select id from understudy.run_table where name = 'x'")), "[]");
    jobs.finish(claim(JobKind.LOAD), new Completion(null, 0, 9, 9, 0, null));
    jobs.finish(claim(JobKind.LOAD), new Completion(null, 0, 9, 9, 0, null));
    assertThat(loaded()).isEmpty();
    runs.addStep(run, JobKind.SWAP, 5);
    assertThat(loaded()).isEmpty();
    jobs.finish(claim(JobKind.SWAP), new Completion(null, 0, 9, 9, 0, null));
    assertThat(loaded())
        .extracting(Masked::location, Masked::etag)
        .containsExactly(tuple("s3://b/m/x/1", "m1"), tuple("s3://b/m/x/2", "m2"));
    assertThat(extractions.loaded(run, loaded().getFirst().jobId()))
        .isEqualTo(loaded().subList(1, 2));
    assertThat(extractions.loaded(run, loaded().getLast().jobId())).isEmpty();
  }

  private List<Masked> loaded() {
    return extractions.loaded(run, 0);
  }

  @Test
  void partsThatOnlyTheHolderReadsAreClaimedByNobodyAndEndedByIt() {
    Claim holder = claim(JobKind.SNAPSHOT);
    extractions.planHeld(holder, List.of(part("x", 1, "1"), part("x", 2, "1")));
    assertThat(jobs.claim("me", Set.of(JobKind.EXTRACT), null, 9, LEASE)).isEmpty();
    assertThat(extractions.isOver(run)).isFalse();
    extractions.finishHeld(holder, "x 1", new Completion("e", 70, 9, 9, 0, null));
    assertThat(extractions.progress(run).rows()).isEqualTo(9);

    table.pass(LEASE.multipliedBy(2));
    runs.reap();
    Claim second = claim(JobKind.SNAPSHOT);
    Completion late = new Completion("late", 1, 1, 1, 0, null);
    assertThatThrownBy(() -> extractions.finishHeld(holder, "x 2", late))
        .isInstanceOf(LostClaimException.class);
    assertThat(extractions.progress(run).done()).isEqualTo(1);
    extractions.planHeld(second, List.of(part("x", 1, "2")));
    extractions.finishHeld(second, "x 1", new Completion("e", 70, 8, 8, 0, null));
    assertThat(extractions.isOver(run)).isTrue();
    jobs.finish(second, new Completion(null, 0, 8, 8, 0, "{}"));
    extractions.addTransforms(run);
    assertThat(
            table.row(
                "select output from understudy.job where kind = 'TRANSFORM' and run_id = " + run))
        .isEqualTo("s3://b/m/x/1");
  }

  /** Whoever has not got the answer cannot tell whether the table has got the report. */
  @Test
  void aPartThatIsDoneMayBeReportedAgain() {
    Claim holder = claim(JobKind.SNAPSHOT);
    extractions.planHeld(holder, List.of(part("x", 1, "1"), part("x", 2, "1")));
    Completion file = new Completion("e", 70, 9, 9, 0, null);
    extractions.finishHeld(holder, "x 1", file);
    String done = parts();
    table.pass(Duration.ofSeconds(1));
    extractions.finishHeld(holder, "x 1", file);
    assertThatThrownBy(
            () -> extractions.finishHeld(holder, "x 1", new Completion("f", 1, 1, 1, 0, null)))
        .isInstanceOf(LostClaimException.class);
    assertThat(parts()).isEqualTo(done);
    assertThat(extractions.progress(run).done()).isEqualTo(1);

    runs.cancel(run);
    assertThatThrownBy(() -> extractions.finishHeld(holder, "x 1", file))
        .isInstanceOf(LostClaimException.class);
  }

  private static String parts() {
    return table.row(
        "select string_agg(j::text, ' ' order by id) from understudy.job j where kind ="
            + " 'EXTRACT'");
  }

  @Test
  @Timeout(60)
  void aConnectionThatIsCutWhileAPartIsReportedLosesNothing() throws Exception {
    Claim holder = claim(JobKind.SNAPSHOT);
    extractions.planHeld(holder, List.of(part("x", 1, "1")));
    Patience patience = new Patience(LEASE, Duration.ofMillis(10));
    Attempt attempt =
        new Batch(List.of(holder), jobs, patience, System.nanoTime()).attempts().getFirst();
    AtomicInteger asked = new AtomicInteger();
    try (AgroalDataSource connections = table.connections("holder");
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Connection other = table.database().getConnection();
        Statement lock = other.createStatement()) {
      ExtractionProtocol reporter = new ExtractionProtocol(connections);
      other.setAutoCommit(false);
      lock.execute("select from understudy.job where id = " + holder.jobId() + " for update");
      Future<Integer> report =
          thread.submit(
              () ->
                  attempt.ask(
                      "report",
                      () -> {
                        int time = asked.incrementAndGet();
                        reporter.finishHeld(holder, "x 1", new Completion("e", 70, 9, 9, 0, null));
                        return time;
                      }));
      while (!table
          .row(
              "select count(*) from pg_stat_activity where application_name = 'holder' and"
                  + " wait_event_type = 'Lock'")
          .equals("1")) {
        Thread.sleep(10);
      }
      table.cutConnections("holder");
      other.rollback();
      assertThat(report.get()).isGreaterThan(1);
    }
    assertThat(extractions.progress(run)).isEqualTo(new Progress(1, 1, 0, 9, 70, null));
  }

  @Test
  void anotherSnapshotReplacesThePartsOfTheFirst() {
    Claim first = claim(JobKind.SNAPSHOT);
    extractions.plan(first, "one", List.of(part("x", 1, "1"), part("x", 2, "1")), 3);
    extract();
    Claim reader = claim(JobKind.EXTRACT);
    assertThat(extractions.isWanted(reader)).isTrue();
    table.pass(LEASE.multipliedBy(2));
    runs.reap();
    Claim second = claim(JobKind.SNAPSHOT);
    extractions.plan(second, "two", List.of(part("x", 1, "2")), 3);

    assertThatThrownBy(() -> extractions.plan(first, "one", List.of(part("x", 1, "1")), 3))
        .isInstanceOf(LostClaimException.class);
    assertThat(jobs.finish(reader, new Completion("e", 1, 1, 1, 0, "{}"))).isFalse();
    assertThat(extractions.isWanted(reader)).isFalse();
    Claim newer = claim(JobKind.EXTRACT);
    runs.cancel(run);
    assertThat(extractions.isWanted(newer)).isFalse();
    assertThat(
            table.row(
                "select count(*), min(input_etag), min(output), min(state) from understudy.job"
                    + " where kind = 'EXTRACT'"))
        .isEqualTo("1 two s3://a/2/x/1 CANCELLED");
  }

  @Test
  void aPartThatFailedForGoodIsTold() {
    extractions.plan(claim(JobKind.SNAPSHOT), "one", List.of(part("x", 1, "1")), 3);
    jobs.fail(
        claim(JobKind.EXTRACT), new Failure(false, "source", "x: no right"), Duration.ofSeconds(1));
    assertThat(extractions.progress(run)).isEqualTo(new Progress(1, 0, 1, 0, 0, "x: no right"));
    assertThat(extractions.isOver(run)).isTrue();
  }

  @Test
  void aRunThatRetainsNothingIsNotRetried() {
    assertThat(failedRun("{\"retain\": \"none\"}")).isZero();
    assertThat(failedRun("{\"retain\": \"all\"}")).isEqualTo(1);
  }

  private int failedRun(String extraction) {
    run = run(extraction);
    extractions.plan(claim(JobKind.SNAPSHOT), "one", List.of(part("x", 1, "1")), 3);
    extract();
    extractions.addTransforms(run);
    runs.planned(run);
    jobs.fail(claim(JobKind.TRANSFORM), new Failure(false, "config", "no"), Duration.ofSeconds(1));
    runs.end(run, RunState.FAILED, "no");
    return runs.retryDead(run);
  }

  @Test
  void whatIsToBeClearedIsClearedWhenTheRunIsCancelled() {
    runs.cancel(run);
    runs.addStep(run, JobKind.CLEAR, 5);
    runs.cancel(run);
    assertThat(claim(JobKind.CLEAR).kind()).isEqualTo(JobKind.CLEAR);
  }
}
