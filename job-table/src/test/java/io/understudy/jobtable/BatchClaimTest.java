package io.understudy.jobtable;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.jobtable.JobProtocol.FailOutcome;
import io.understudy.jobtable.JobProtocol.Finished;
import io.understudy.jobtable.JobProtocol.Held;
import io.understudy.jobtable.JobProtocol.Wanted;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Claims of several jobs that are one row, and what becomes of the jobs. */
class BatchClaimTest {
  private static final Duration LEASE = Duration.ofSeconds(60);
  private static final Set<JobKind> TRANSFORM = EnumSet.of(JobKind.TRANSFORM);
  private static final Completion DONE = new Completion("out", 20, 5, 4, 3, "{\"a\": 1}");
  private static final String JOBS =
      "select string_agg(state || ' ' || attempt, ', ' order by id) from understudy.job";
  private static final String BATCHES = "select count(*) from understudy.batch";

  @RegisterExtension static final TestJobTable table = new TestJobTable();

  private static final JobProtocol jobs = new JobProtocol(table.database());
  private static final RunProtocol runs = new RunProtocol(table.database());

  private static long run(int files) {
    return table.run(runs, 1, files, 2);
  }

  private static List<Claim> batch(long run, int most) {
    List<Claim> claims = jobs.claim("me", TRANSFORM, run, new Wanted(1, most - 1), LEASE);
    assertThat(claims).extracting(Claim::fence).doesNotContain(0L);
    assertThat(table.row(BATCHES)).isEqualTo("1");
    return claims;
  }

  private static List<Claim> byRow(long run) {
    return jobs.claim("other", TRANSFORM, run, 9, LEASE);
  }

  private static Set<Long> finish(List<Claim> claims) {
    return jobs.finish(claims.stream().map(c -> new Finished(c, DONE, null)).toList());
  }

  private static List<Held> held(List<Claim> claims) {
    return claims.stream().map(claim -> new Held(claim, 1)).toList();
  }

  private static Set<Long> ids(List<Claim> claims) {
    return Set.copyOf(claims.stream().map(Claim::jobId).toList());
  }

  @Test
  void aClaimOfSeveralWritesNoJob() {
    long run = run(3);
    List<Claim> claims = batch(run, 2);
    assertThat(claims).extracting(Claim::input).containsExactly("s3://in/t0/0", "s3://in/t0/1");
    assertThat(claims).extracting(Claim::attempt).containsOnly(1);
    assertThat(table.row(JOBS)).isEqualTo("READY 0, READY 0, READY 0");
    Batches batches = new Batches(table.database());
    assertThat(batches.all()).isEqualTo(1);
    assertThat(batches.ofRuns(List.of(run, run + 1)))
        .isEqualTo(Map.of(claims.getFirst().runTableId(), 1L));
    assertThat(runs.running(run, JobKind.TRANSFORM)).isEqualTo(1);
    assertThat(jobs.expectsMore(TRANSFORM, run)).isTrue();
  }

  @Test
  void doneIsWrittenOnceForAllAndTheClaimIsOver() {
    long run = run(2);
    List<Claim> claims = batch(run, 2);
    assertThat(finish(claims)).isEqualTo(ids(claims));
    assertThat(table.row(JOBS)).isEqualTo("DONE 1, DONE 1");
    assertThat(table.row(BATCHES)).isEqualTo("0");
    assertThat(
            table.row(
                "select count(*) from understudy.job where started_at = understudy.clock()"
                    + " and finished_at = understudy.clock() and fence = "
                    + claims.getFirst().fence()))
        .isEqualTo("2");
    assertThat(table.row("select transform_done, rows_in from understudy.run_table"))
        .isEqualTo("2 10");
    assertThat(finish(claims)).isEmpty();
    assertThat(table.row("select transform_done from understudy.run_table")).isEqualTo("2");
  }

  @Test
  void whatIsNotReportedIsHeldOn() {
    long run = run(3);
    List<Claim> claims = batch(run, 3);
    assertThat(finish(claims.subList(0, 2))).hasSize(2);
    assertThat(table.row(BATCHES)).isEqualTo("1");
    assertThat(jobs.held(held(claims), Duration.ZERO)).isEqualTo(ids(claims.subList(2, 3)));
    assertThat(finish(claims)).isEqualTo(ids(claims.subList(2, 3)));
    assertThat(table.row(BATCHES)).isEqualTo("0");
  }

  @Test
  void nobodyElseClaimsWhatABatchHolds() {
    long run = run(4);
    Set<Long> held = ids(batch(run, 2));
    assertThat(ids(byRow(run))).doesNotContainAnyElementsOf(held).hasSize(2);
    assertThat(byRow(run)).isEmpty();
    assertThat(jobs.claim("other", TRANSFORM, null, 9, LEASE)).isEmpty();
  }

  @Test
  void twoBatchesHaveNoJobInCommon() {
    long run = run(4);
    Set<Long> first = ids(batch(run, 2));
    Set<Long> second = ids(jobs.claim("other", TRANSFORM, run, new Wanted(1, 1), LEASE));
    assertThat(second).hasSize(2).doesNotContainAnyElementsOf(first);
  }

  @Test
  void whatIsReadyAgainIsFoundBeforeTheFront() {
    long run = run(6);
    List<Claim> claims = batch(run, 2);
    assertThat(jobs.giveBack(claims.subList(0, 1))).isEqualTo(1);
    List<Claim> next = jobs.claim("other", TRANSFORM, run, new Wanted(1, 1, true), LEASE);
    assertThat(next).extracting(Claim::jobId).containsExactly(claims.getFirst().jobId());
    assertThat(jobs.giveBack(next)).isEqualTo(1);
    assertThat(ids(byRow(run))).hasSize(4).doesNotContainAnyElementsOf(ids(claims));
    assertThat(ids(byRow(run))).isEqualTo(ids(next));
    assertThat(byRow(run)).isEmpty();
  }

  /** A scheduler planned it in a transaction that was longer than that of another. */
  @Test
  void whatWasPlannedLateIsFoundWhenSomebodyLooks() {
    long run = run(3);
    batch(run, 2);
    table.execute(
        "update understudy.job set ready_at = ready_at - interval '1 s' where id = (select max(id)"
            + " from understudy.job)");
    assertThat(byRow(run)).isEmpty();
    assertThat(runs.passedOver()).isEqualTo(1);
    assertThat(runs.passedOver()).isZero();
    assertThat(byRow(run)).extracting(Claim::attempt).containsExactly(1);
    assertThat(table.row(JOBS)).isEqualTo("READY 0, READY 0, RUNNING 1");
  }

  /** Workers of an earlier version begin at the start again, once a second. */
  @Test
  void aFrontThatGoesBackGivesNoJobToTwoBatches() {
    long run = run(6);
    Set<Long> first = ids(batch(run, 2));
    table.execute("update understudy.claim_front set ready_at = '-infinity', job_id = 0");
    Set<Long> second = ids(jobs.claim("other", TRANSFORM, run, new Wanted(1, 1), LEASE));
    assertThat(second).hasSize(2).doesNotContainAnyElementsOf(first);
    table.execute("update understudy.claim_front set ready_at = '-infinity', job_id = 0");
    assertThat(runs.passedOver()).isZero();
    assertThat(ids(byRow(run))).hasSize(2).doesNotContainAnyElementsOf(first);
  }

  /** They may also be ahead. */
  @Test
  void whatAnEarlierVersionHasClaimedIsBeforeTheFront() {
    long run = run(4);
    batch(run, 2);
    table.execute(
        "update understudy.claim_front set job_id = (select max(id) - 1 from understudy.job)");
    assertThat(byRow(run)).extracting(Claim::input).containsExactly("s3://in/t0/3");
    assertThat(runs.passedOver()).isEqualTo(1);
    assertThat(byRow(run)).extracting(Claim::input).containsExactly("s3://in/t0/2");
  }

  /** Somebody was writing it. */
  @Test
  void whatWasNotTakenBackWithItsBatchIsFoundLater() throws Exception {
    long run = run(2);
    List<Claim> claims = batch(run, 2);
    try (Connection other = table.database().getConnection();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute(
          "select from understudy.job where id = " + claims.getFirst().jobId() + " for update");
      assertThat(runs.reapOwner("me")).isEqualTo(1);
      assertThat(runs.passedOver()).isZero();
      other.rollback();
      other.setAutoCommit(true);
    }
    assertThat(table.row(BATCHES)).isEqualTo("0");
    assertThat(table.row(JOBS)).isEqualTo("READY 0, READY 1");
    assertThat(runs.passedOver()).isEqualTo(1);
    assertThat(byRow(run)).hasSize(2);
  }

  @Test
  void aFailureIsOfItsJobAlone() {
    long run = run(3);
    List<Claim> claims = batch(run, 3);
    assertThat(jobs.fail(claims.get(0), new Failure(true, "storage", "no answer"), LEASE))
        .isEqualTo(FailOutcome.RETRY);
    assertThat(jobs.fail(claims.get(1), new Failure(false, "bad-file", "cut"), LEASE))
        .isEqualTo(FailOutcome.DEAD);
    assertThat(jobs.fail(claims.get(0), new Failure(true, "storage", "no answer"), LEASE))
        .isEqualTo(FailOutcome.LOST);
    assertThat(table.row(JOBS)).isEqualTo("READY 1, DEAD 1, READY 0");
    assertThat(table.row("select retries, transform_dead from understudy.run_table"))
        .isEqualTo("1 1");
    assertThat(finish(claims)).isEqualTo(ids(claims.subList(2, 3)));
    assertThat(table.row(BATCHES)).isEqualTo("0");
    table.pass(LEASE.plusSeconds(1));
    assertThat(byRow(run)).extracting(Claim::attempt).containsExactly(2);
  }

  @Test
  void whatIsGivenBackBurnsNoAttemptAndCannotBeFinished() {
    long run = run(2);
    List<Claim> claims = batch(run, 2);
    assertThat(jobs.giveBack(claims)).isEqualTo(2);
    assertThat(jobs.giveBack(claims)).isZero();
    assertThat(table.row(JOBS)).isEqualTo("READY 0, READY 0");
    assertThat(table.row(BATCHES)).isEqualTo("0");
    assertThat(finish(claims)).isEmpty();
    assertThat(byRow(run)).extracting(Claim::attempt).containsExactly(1, 1);
    assertThat(finish(claims)).isEmpty();
  }

  @Test
  void aLeaseThatIsOverIsTakenBack() {
    long run = run(3);
    List<Claim> claims = batch(run, 3);
    assertThat(finish(claims.subList(0, 1))).hasSize(1);
    table.pass(Duration.ofSeconds(50));
    assertThat(jobs.heartbeat(held(claims), LEASE)).isEqualTo(ids(claims.subList(1, 3)));
    table.pass(Duration.ofSeconds(50));
    assertThat(runs.reap()).isZero();
    table.pass(Duration.ofSeconds(11));
    assertThat(runs.reap()).isEqualTo(2);
    assertThat(table.row(JOBS)).isEqualTo("DONE 1, READY 1, READY 1");
    assertThat(table.row("select distinct error_code from understudy.job where state = 'READY'"))
        .isEqualTo("lease-lost");
    assertThat(table.row("select retries from understudy.run_table")).isEqualTo("2");
    assertThat(table.row(BATCHES)).isEqualTo("0");
    assertThat(jobs.heartbeat(held(claims), LEASE)).isEmpty();
    assertThat(finish(claims)).isEmpty();
    assertThat(byRow(run)).extracting(Claim::attempt).containsExactly(2, 2);
  }

  @Test
  void whatAnOwnerHeldIsTakenBackAtOnce() {
    long run = run(2);
    batch(run, 2);
    assertThat(runs.reapOwner("somebody")).isZero();
    assertThat(runs.reapOwner("me")).isEqualTo(2);
    assertThat(table.row(JOBS)).isEqualTo("READY 1, READY 1");
    assertThat(table.row("select error from understudy.job limit 1"))
        .startsWith("attempt 1 of 2: \"me\" stopped without giving the job back");
  }

  @Test
  void aRunThatIsCancelledIsLostAtTheNextHeartbeat() {
    long run = run(2);
    List<Claim> claims = batch(run, 2);
    runs.cancel(run);
    assertThat(table.row(BATCHES)).isEqualTo("0");
    assertThat(runs.running(run, JobKind.TRANSFORM)).isZero();
    assertThat(jobs.held(held(claims), Duration.ZERO)).isEmpty();
    assertThat(jobs.heartbeat(held(claims), LEASE)).isEmpty();
    assertThat(finish(claims)).isEmpty();
    assertThat(table.row(JOBS)).isEqualTo("CANCELLED 0, CANCELLED 0");
  }

  @Test
  void aRunThatGoesOnLeavesNothingToWhoHeldItBefore() {
    long run = run(2);
    List<Claim> claims = batch(run, 2);
    runs.addProblem(run, "workers-stopped", "took too long");
    runs.cancel(run);
    runs.end(run, RunState.FAILED, "took too long");
    table.pass(Duration.ofSeconds(2));
    assertThat(runs.retryDead(run)).isEqualTo(2);
    assertThat(jobs.held(held(claims), Duration.ZERO)).isEmpty();
    assertThat(finish(claims)).isEmpty();
    assertThat(byRow(run)).hasSize(2);
  }

  @Test
  void oneThatTakesLongHasAClaimOfItsOwnUnderTheSameFence() {
    long run = run(2);
    List<Claim> claims = batch(run, 2);
    jobs.keep(claims.get(0));
    jobs.keep(claims.get(0));
    assertThat(table.row(JOBS)).isEqualTo("RUNNING 1, READY 0");
    assertThat(table.row(BATCHES)).isEqualTo("1");
    assertThat(jobs.held(held(claims), Duration.ZERO)).isEqualTo(ids(claims));
    table.pass(Duration.ofSeconds(50));
    assertThat(jobs.heartbeat(held(claims), LEASE)).isEqualTo(ids(claims));
    table.pass(Duration.ofSeconds(50));
    assertThat(runs.reap()).isZero();
    assertThat(finish(claims)).isEqualTo(ids(claims));
    assertThat(table.row(JOBS)).isEqualTo("DONE 1, DONE 1");
    assertThat(table.row(BATCHES)).isEqualTo("0");
  }

  @Test
  void theLastThatIsKeptEndsTheBatch() {
    long run = run(2);
    List<Claim> claims = batch(run, 2);
    assertThat(finish(claims.subList(0, 1))).hasSize(1);
    jobs.keep(claims.get(1));
    assertThat(table.row(BATCHES)).isEqualTo("0");
    assertThat(table.row(JOBS)).isEqualTo("DONE 1, RUNNING 1");
    assertThat(runs.reapOwner("me")).isEqualTo(1);
    assertThat(table.row(JOBS)).isEqualTo("DONE 1, READY 1");
  }

  /** The lease of one that has a claim of its own says nothing of the others. */
  @Test
  void whatIsNoLongerAtWorkIsTakenBackThoughAnotherIsKept() {
    long run = run(3);
    List<Claim> claims = batch(run, 3);
    jobs.keep(claims.get(0));
    table.pass(Duration.ofSeconds(50));
    assertThat(jobs.heartbeat(held(claims.subList(0, 1)), LEASE)).hasSize(1);
    table.pass(Duration.ofSeconds(11));
    assertThat(runs.reap()).isEqualTo(2);
    assertThat(table.row(JOBS)).isEqualTo("RUNNING 1, READY 1, READY 1");
  }

  /** Two that end the last two jobs of a batch at once: the second sees what the first left. */
  @Test
  void whoWaitsForAnotherSeesWhatItLeft() throws Exception {
    long run = run(2);
    List<Claim> claims = batch(run, 2);
    try (Connection other = table.database().getConnection();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("select from understudy.batch for update");
      Thread first = Thread.ofPlatform().start(() -> jobs.keep(claims.get(0)));
      Thread second = Thread.ofPlatform().start(() -> jobs.giveBack(claims.subList(1, 2)));
      while (!table
          .row("select count(*) from pg_stat_activity where wait_event_type = 'Lock'")
          .equals("2")) {
        Thread.sleep(5);
      }
      other.rollback();
      other.setAutoCommit(true);
      first.join();
      second.join();
    }
    assertThat(table.row(JOBS)).isEqualTo("RUNNING 1, READY 0");
    assertThat(table.row(BATCHES)).isEqualTo("0");
  }

  /** What is claimed by its row is not passed over in search of what is not. */
  @Test
  void aBatchEndsBeforeWhatWasTriedBefore() {
    long run = run(6);
    table.execute(
        "update understudy.job set fence = 1 where id = (select min(id) + 3 from understudy.job)");
    assertThat(batch(run, 6)).hasSize(3);
    assertThat(jobs.claim("other", TRANSFORM, run, new Wanted(1, 5), LEASE)).hasSize(3);
    assertThat(table.row(JOBS))
        .isEqualTo("READY 0, READY 0, READY 0, RUNNING 1, RUNNING 1, RUNNING 1");
  }

  /** An earlier version knows no batches: what it claims is lost to the batch, and nothing else. */
  @Test
  void whoKnowsNoBatchesTakesJobsAwayFromThem() {
    long run = run(3);
    List<Claim> claims = batch(run, 3);
    table.execute(
        "update understudy.job set state = 'RUNNING', owner = 'earlier', attempt = 1, fence = 7,"
            + " lease_until = understudy.clock() + interval '60 s' where id = "
            + claims.get(1).jobId());
    List<Claim> rest = List.of(claims.get(0), claims.get(2));
    assertThat(jobs.held(held(claims), Duration.ZERO)).isEqualTo(ids(rest));
    assertThat(jobs.heartbeat(held(claims), LEASE)).isEqualTo(ids(rest));
    assertThat(finish(claims)).isEqualTo(ids(rest));
    assertThat(table.row(JOBS)).isEqualTo("DONE 1, RUNNING 1, DONE 1");
    assertThat(table.row(BATCHES)).isEqualTo("0");
  }

  /** Who puts the parts of a file together says so with the fence in its row. */
  @Test
  void aFileOfPartsIsOfNoBatch() {
    long run = run(4);
    table.execute(
        "insert into understudy.split (job_id, run_id, parts, waiting) select min(id) + 2, run_id,"
            + " 2, false from understudy.job group by run_id");
    assertThat(batch(run, 4))
        .extracting(Claim::input)
        .containsExactly("s3://in/t0/0", "s3://in/t0/1");
    assertThat(jobs.claim("other", TRANSFORM, run, new Wanted(1, 3), LEASE))
        .extracting(Claim::input)
        .containsExactly("s3://in/t0/2", "s3://in/t0/3");
    assertThat(table.row(JOBS)).isEqualTo("READY 0, READY 0, RUNNING 1, RUNNING 1");
  }
}
