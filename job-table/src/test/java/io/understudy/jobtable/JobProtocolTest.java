package io.understudy.jobtable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.ds.PGSimpleDataSource;

class JobProtocolTest {
  private static final Duration LEASE = Duration.ofSeconds(60);
  private static final Set<JobKind> TRANSFORM = EnumSet.of(JobKind.TRANSFORM);
  private static final Set<JobKind> LOADER =
      EnumSet.of(JobKind.LOAD, JobKind.SWAP, JobKind.DISCARD);
  private static final Completion DONE = new Completion("out", 20, 5, 4, 3, "{\"a\": 1}");
  private static final Failure MAYBE = new Failure(true, "storage", "s3://in: no answer");
  private static final Failure NEVER = new Failure(false, "bad-file", "s3://in: not parquet");
  private static final String JOB =
      "select state, attempt, owner, progress_bytes from understudy.job";
  private static final String COUNTERS =
      "select transform_done, transform_dead, load_total, load_done, load_dead, bytes_done,"
          + " bytes_out, rows_in, rows_out, rows_loaded, cells_changed, retries"
          + " from understudy.run_table";

  @RegisterExtension static final TestJobTable table = new TestJobTable();

  private static final JobProtocol jobs = new JobProtocol(table.database());
  private static final RunProtocol runs = new RunProtocol(table.database());

  private static Claim claimOne() {
    return jobs.claim("me", TRANSFORM, null, 1, LEASE).getFirst();
  }

  @Test
  void claimTellsAllThatTheWorkerNeeds() {
    long run = table.run(runs, 1, 1, 5);
    Claim claim = claimOne();
    assertThat(claim)
        .isEqualTo(
            new Claim(
                claim.jobId(),
                claim.fence(),
                false,
                run,
                claim.runTableId(),
                "t0",
                JobKind.TRANSFORM,
                1,
                5,
                "s3://in/t0/0",
                10,
                "e0",
                "s3://out/t0/0",
                null));
    assertThat(table.row(JOB)).isEqualTo("RUNNING 1 me 0");
    assertThat(
            table.row(
                "select lease_until = understudy.clock() + interval '60 s', started_at ="
                    + " understudy.clock() from understudy.job"))
        .isEqualTo("t t");
  }

  /** Other transactions may be planning jobs that are before it. */
  @Test
  void whatWasPlannedASecondAgoWaitsWhileMoreIsPlanned() {
    long run = table.planning(runs, 1, 3, 2);
    assertThat(jobs.claim("me", TRANSFORM, run, 9, LEASE)).isEmpty();
    table.pass(Duration.ofSeconds(1));
    assertThat(jobs.claim("me", TRANSFORM, run, 1, LEASE)).hasSize(1);
    long other = table.planning(runs, 1, 3, 2);
    runs.planned(other);
    assertThat(jobs.claim("me", TRANSFORM, other, 9, LEASE)).hasSize(3);
  }

  /** Where more would be claimed ahead, if there were more. */
  @Test
  void oneAloneIsClaimedByItsRow() {
    long run = table.run(runs, 1, 1, 2);
    assertThat(jobs.claim("me", TRANSFORM, run, new JobProtocol.Wanted(1, 5), LEASE)).hasSize(1);
    assertThat(table.row(JOB)).isEqualTo("RUNNING 1 me 0");
    assertThat(table.row("select count(*) from understudy.batch")).isEqualTo("0");
  }

  @Test
  void claimTakesOldestFirstAndNotMoreThanAsked() {
    table.run(runs, 1, 3, 5);
    assertThat(jobs.claim("me", TRANSFORM, null, 2, LEASE))
        .extracting(Claim::input)
        .containsExactly("s3://in/t0/0", "s3://in/t0/1");
    assertThat(jobs.claim("me", TRANSFORM, null, 2, LEASE))
        .extracting(Claim::input)
        .containsExactly("s3://in/t0/2");
    assertThat(jobs.claim("me", TRANSFORM, null, 2, LEASE)).isEmpty();
  }

  @Test
  void claimOfOneRunLeavesOthersAlone() {
    table.run(runs, 1, 1, 5);
    long second = table.run(runs, 1, 1, 5);
    assertThat(jobs.claim("me", TRANSFORM, second, 9, LEASE))
        .extracting(Claim::runId)
        .containsExactly(second);
  }

  @Test
  void claimTakesOnlyItsKinds() {
    table.run(runs, 1, 1, 5);
    assertThat(jobs.claim("me", LOADER, null, 9, LEASE)).isEmpty();
  }

  @Test
  void claimTakesJobsOfARunThatIsStillPlanned() {
    table.planning(runs, 1, 1, 5);
    assertThat(jobs.claim("me", TRANSFORM, null, 9, LEASE)).hasSize(1);
  }

  @Test
  void claimTakesOnlyTheDiscardOfARunThatIsCancelled() {
    long run = table.run(runs, 1, 1, 5);
    runs.cancel(run);
    table.execute("update understudy.job set state = 'READY'");
    runs.addStep(run, JobKind.DISCARD, 5);
    runs.addStep(run, JobKind.SWAP, 5);
    assertThat(jobs.claim("me", EnumSet.allOf(JobKind.class), null, 9, LEASE))
        .extracting(Claim::kind)
        .containsExactly(JobKind.DISCARD);
  }

  @Test
  void heartbeatExtendsTheLeaseAndRecordsProgress() {
    table.run(runs, 1, 1, 5);
    Claim claim = claimOne();
    table.pass(Duration.ofSeconds(50));
    assertThat(jobs.heartbeat(List.of(new JobProtocol.Held(claim, 7)), LEASE))
        .containsExactly(claim.jobId());
    table.pass(Duration.ofSeconds(50));
    assertThat(runs.reap()).isZero();
    assertThat(table.row(JOB)).isEqualTo("RUNNING 1 me 7");
  }

  @Test
  void finishEndsTheJobAndRaisesItsTablesCounters() {
    table.run(runs, 1, 1, 5);
    assertThat(jobs.finish(claimOne(), DONE)).isTrue();
    assertThat(table.row(JOB)).isEqualTo("DONE 1 null 10");
    assertThat(
            table.row(
                "select output_etag, output_bytes, rows_in, rows_out, cells_changed, details,"
                    + " finished_at = understudy.clock() from understudy.job"))
        .isEqualTo("out 20 5 4 3 {\"a\": 1} t");
    assertThat(table.row(COUNTERS)).isEqualTo("1 0 0 0 0 10 20 5 4 0 3 0");
  }

  @Test
  void finishAddsTheTimeThatTheAttemptTook() {
    table.run(runs, 1, 2, 5);
    for (int seconds = 1; seconds <= 2; seconds++) {
      Claim claim = claimOne();
      table.pass(Duration.ofMillis(1500L * seconds));
      jobs.finish(claim, DONE);
    }
    assertThat(table.row("select transform_millis, load_millis from understudy.run_table"))
        .isEqualTo("4500 0");
  }

  @Test
  void finishTwiceCountsOnce() {
    table.run(runs, 1, 1, 5);
    Claim claim = claimOne();
    jobs.finish(claim, DONE);
    assertThat(jobs.finish(claim, DONE)).isFalse();
    assertThat(table.row(COUNTERS)).isEqualTo("1 0 0 0 0 10 20 5 4 0 3 0");
  }

  @Test
  void retryableFailureWaitsBeforeTheNextAttempt() {
    table.run(runs, 1, 1, 5);
    assertThat(jobs.fail(claimOne(), MAYBE, Duration.ofSeconds(9)))
        .isEqualTo(JobProtocol.FailOutcome.RETRY);
    assertThat(table.row(JOB)).isEqualTo("READY 1 null 0");
    assertThat(table.row(COUNTERS)).isEqualTo("0 0 0 0 0 0 0 0 0 0 0 1");
    assertThat(jobs.claim("me", TRANSFORM, null, 1, LEASE)).isEmpty();
    table.pass(Duration.ofSeconds(9));
    assertThat(claimOne().attempt()).isEqualTo(2);
  }

  @Test
  void retryableFailureOfTheLastAttemptIsFinal() {
    table.run(runs, 1, 1, 2);
    jobs.fail(claimOne(), MAYBE, Duration.ZERO);
    assertThat(jobs.fail(claimOne(), MAYBE, Duration.ZERO)).isEqualTo(JobProtocol.FailOutcome.DEAD);
    assertThat(table.row("select state, error_code, error from understudy.job"))
        .isEqualTo("DEAD storage s3://in: no answer");
    assertThat(table.row(COUNTERS)).isEqualTo("0 1 0 0 0 0 0 0 0 0 0 1");
  }

  @Test
  void terminalFailureIsFinalAtOnce() {
    table.run(runs, 1, 1, 5);
    assertThat(jobs.fail(claimOne(), NEVER, Duration.ZERO)).isEqualTo(JobProtocol.FailOutcome.DEAD);
    assertThat(
            table.row("select state, error, finished_at = understudy.clock() from understudy.job"))
        .isEqualTo("DEAD s3://in: not parquet t");
  }

  @Test
  void rowsThatALoadReadButDidNotLoadAreRejected() {
    long run = table.run(runs, 1, 1, 5);
    jobs.finish(claimOne(), DONE);
    long tableId = Long.parseLong(table.row("select id from understudy.run_table"));
    runs.startLoad(tableId, "[]");
    jobs.finish(
        jobs.claim("me", Set.of(JobKind.LOAD), run, 1, LEASE).getFirst(),
        new Completion(null, 0, 4, 3, 0, null));
    assertThat(table.row("select rows_out, rows_loaded, rows_rejected from understudy.run_table"))
        .isEqualTo("4 3 1");
  }

  @Test
  void stepsFailWithoutATable() {
    long run = table.run(runs, 1, 0, 5);
    runs.addStep(run, JobKind.SWAP, 1);
    Claim claim = jobs.claim("me", LOADER, null, 1, LEASE).getFirst();
    assertThat(claim.table()).isEmpty();
    assertThat(claim.runTableId()).isNull();
    assertThat(jobs.fail(claim, MAYBE, Duration.ZERO)).isEqualTo(JobProtocol.FailOutcome.DEAD);
    assertThat(runs.step(run, JobKind.SWAP)).contains(JobState.DEAD);
  }

  @Test
  void givingBackBurnsNoAttempt() {
    table.run(runs, 1, 2, 5);
    List<Claim> claims = jobs.claim("me", TRANSFORM, null, 2, LEASE);
    assertThat(jobs.giveBack(claims)).isEqualTo(2);
    assertThat(table.row(JOB)).isEqualTo("READY 0 null 0");
    assertThat(claimOne().attempt()).isEqualTo(1);
  }

  @Test
  void aJobWhoseClaimerStoppedComesBackAfterTheLeaseAndItsLateWritesChangeNothing() {
    table.run(runs, 1, 1, 5);
    Claim late = claimOne();
    table.pass(Duration.ofSeconds(60));
    assertThat(runs.reap()).isZero();
    table.pass(Duration.ofMillis(1));
    assertThat(runs.reap()).isEqualTo(1);
    assertThat(runs.reap()).isZero();
    Claim next = jobs.claim("other", TRANSFORM, null, 1, LEASE).getFirst();
    assertThat(next.attempt()).isEqualTo(2);
    assertThat(next.fence()).isGreaterThan(late.fence());

    String before = table.row("select * from understudy.job") + table.row(COUNTERS);
    assertThat(jobs.finish(late, DONE)).isFalse();
    assertThat(jobs.heartbeat(List.of(new JobProtocol.Held(late, 9)), LEASE)).isEmpty();
    assertThat(jobs.fail(late, NEVER, Duration.ZERO)).isEqualTo(JobProtocol.FailOutcome.LOST);
    assertThat(jobs.giveBack(List.of(late))).isZero();
    assertThat(table.row("select * from understudy.job") + table.row(COUNTERS)).isEqualTo(before);
    assertThat(jobs.finish(next, DONE)).isTrue();
  }

  @Test
  void lateWritesOfAReapedJobThatNobodyClaimedChangeNothing() {
    table.run(runs, 1, 1, 5);
    Claim late = claimOne();
    runs.reapOwner("me");
    String before = table.row("select * from understudy.job");
    assertThat(jobs.finish(late, DONE)).isFalse();
    assertThat(jobs.heartbeat(List.of(new JobProtocol.Held(late, 9)), LEASE)).isEmpty();
    assertThat(jobs.fail(late, NEVER, Duration.ZERO)).isEqualTo(JobProtocol.FailOutcome.LOST);
    assertThat(jobs.giveBack(List.of(late))).isZero();
    assertThat(table.row("select * from understudy.job")).isEqualTo(before);
  }

  @Test
  void aCancelledRunTakesItsRunningJobsAway() {
    long run = table.run(runs, 1, 2, 5);
    Claim claim = claimOne();
    assertThat(runs.cancel(run)).isTrue();
    assertThat(jobs.heartbeat(List.of(new JobProtocol.Held(claim, 1)), LEASE)).isEmpty();
    assertThat(jobs.finish(claim, DONE)).isFalse();
    assertThat(table.row("select count(*) from understudy.job where state = 'CANCELLED'"))
        .isEqualTo("2");
    assertThat(table.row(COUNTERS)).isEqualTo("0 0 0 0 0 0 0 0 0 0 0 0");
  }

  @Test
  void moreIsExpectedWhilePlanningGoesOnOrJobsAreOpen() {
    long run = table.planning(runs, 1, 1, 5);
    assertThat(jobs.expectsMore(LOADER, run)).isTrue();
    runs.planned(run);
    assertThat(jobs.expectsMore(LOADER, run)).isFalse();
    assertThat(jobs.expectsMore(TRANSFORM, run)).isTrue();
    Claim claim = claimOne();
    assertThat(jobs.expectsMore(TRANSFORM, run)).isTrue();
    jobs.fail(claim, MAYBE, Duration.ofHours(1));
    assertThat(jobs.expectsMore(TRANSFORM, run)).isTrue();
    runs.cancel(run);
    assertThat(jobs.expectsMore(TRANSFORM, run)).isFalse();
    assertThat(jobs.expectsMore(TRANSFORM, -1)).isFalse();
  }

  @Test
  void aDatabaseThatIsDownIsSaidSo() {
    PGSimpleDataSource nobody = new PGSimpleDataSource();
    nobody.setUrl("jdbc:postgresql://127.0.0.1:1/none");
    assertThatThrownBy(() -> new JobProtocol(nobody).claim("me", TRANSFORM, null, 1, LEASE))
        .isInstanceOf(JobTableException.class)
        .hasMessage(
            "could not claim jobs: the job table failed with SQLState 08001; check that its"
                + " database is up and its schema is migrated")
        .hasCauseInstanceOf(SQLException.class);
  }

  @Test
  void nothingIsClaimedAheadBesideAJobThatWasTriedBefore() {
    table.run(runs, 1, 5, 5);
    assertThat(ahead(1, 3)).hasSize(4);
    table.pass(LEASE.plusSeconds(1));
    runs.reap();
    table.execute(
        "update understudy.job set ready_at = ready_at - interval '1 day' where attempt = 1");
    assertThat(ahead(1, 3)).hasSize(1);
    assertThat(ahead(2, 3)).hasSize(2);
  }

  private static List<Claim> ahead(int now, int ahead) {
    return jobs.claim(
        "me", EnumSet.of(JobKind.TRANSFORM), null, new JobProtocol.Wanted(now, ahead), LEASE);
  }

  @Test
  void ofSeveralReportsOnlyThoseOfHeldClaimsCount() {
    table.run(runs, 1, 2, 5);
    List<Claim> claims = ahead(2, 0);
    jobs.giveBack(claims.subList(0, 1));
    assertThat(
            jobs.finish(
                claims.stream()
                    .map(claim -> new JobProtocol.Finished(claim, DONE, Duration.ofMillis(70)))
                    .toList()))
        .containsExactly(claims.get(1).jobId());
    assertThat(table.row("select transform_done, transform_millis from understudy.run_table"))
        .isEqualTo("1 70");
  }
}
