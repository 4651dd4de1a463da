package io.understudy.jobtable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.jobtable.JobLoop.Outcome;
import io.understudy.jobtable.SplitProtocol.Abandoned;
import io.understudy.jobtable.SplitProtocol.Part;
import io.understudy.jobtable.SplitProtocol.Split;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Files that are cut into parts, on a real job table. */
@Timeout(120)
class SplitProtocolTest {
  private static final Duration LEASE = Duration.ofSeconds(60);
  private static final Set<JobKind> WORKER = EnumSet.of(JobKind.TRANSFORM, JobKind.PART);
  private static final Set<JobKind> OLD_WORKER = EnumSet.of(JobKind.TRANSFORM);
  private static final String COUNTERS =
      "select files_total, bytes_total, transform_done, transform_dead, rows_in, retries from"
          + " understudy.run_table";
  private static final Completion FILE = new Completion("e", 90, 9, 9, 3, "{}");

  @RegisterExtension static final TestJobTable table = new TestJobTable();

  private static final JobProtocol jobs = new JobProtocol(table.database());
  private static final RunProtocol runs = new RunProtocol(table.database());
  private static final SplitProtocol splits = new SplitProtocol(table.database());

  /** With one file of 100 bytes in so many parts. */
  private static long run(int parts) {
    long run = table.planning(runs, 1, 0, 2);
    long id = Long.parseLong(table.row("select id from understudy.run_table"));
    RunProtocol.NewJob file =
        new RunProtocol.NewJob(id, "s3://in/big.csv", 100, "e", "s3://out/big.csv", parts);
    runs.addTransforms(run, List.of(file), 2);
    runs.addTransforms(run, List.of(file), 2);
    runs.planned(run);
    return run;
  }

  private static List<Claim> claim(long run, int limit) {
    return jobs.claim("me", WORKER, run, limit, LEASE);
  }

  private static Completion part(String written, int number) {
    return new Completion(written, 30, 3, 3, 1, "{\"number\": " + number + "}");
  }

  private static void finishParts(long run) {
    List<Claim> claims = claim(run, 100);
    while (!claims.isEmpty()) {
      for (Claim claim : claims) {
        assertThat(claim.kind()).isEqualTo(JobKind.PART);
        jobs.finish(claim, part("sum", splits.part(claim).number()));
      }
      claims = claim(run, 100);
    }
  }

  private static String states() {
    return table.row(
        "select string_agg(kind || ' ' || state, ', ' order by id) from understudy.job");
  }

  @Test
  void aFileInPartsIsOneFileAndWaitsForThem() {
    long run = run(3);
    assertThat(table.row(COUNTERS)).isEqualTo("1 100 0 0 0 0");
    assertThat(runs.claimable(run, 10)).isEqualTo(3);
    assertThat(jobs.claim("old", OLD_WORKER, run, 10, LEASE)).isEmpty();
    assertThat(jobs.expectsMore(OLD_WORKER, run)).isTrue();

    List<Claim> claims = claim(run, 10);

    assertThat(claims)
        .extracting(Claim::input)
        .containsExactly(
            "s3://in/big.csv (part 1 of 3)",
            "s3://in/big.csv (part 2 of 3)",
            "s3://in/big.csv (part 3 of 3)");
    Part second = splits.part(claims.get(1));
    assertThat(second).isEqualTo(new Part(second.fileId(), "s3://in/big.csv", 100, 1, 3, null));
    assertThat(claims.get(1).output()).isEqualTo("s3://out/big.csv");
    assertThat(claims.get(1).inputBytes()).isEqualTo(33);
    assertThat(splits.settle(run)).isZero();
  }

  @Test
  void theFileIsReadyOnceWhenAllPartsAreDone() {
    long run = run(3);
    List<Claim> claims = claim(run, 10);
    jobs.finish(claims.get(0), part("sum", 0));
    jobs.finish(claims.get(2), part("", 2));
    assertThat(splits.settle(run)).isZero();
    assertThat(claim(run, 10)).isEmpty();
    assertThat(splits.bytesDone(List.of(run)).values()).containsExactly(66L);
    jobs.finish(claims.get(1), part("sum", 1));
    assertThat(table.row(COUNTERS)).isEqualTo("1 100 0 0 0 0");

    assertThat(splits.settle(run)).isEqualTo(1);
    assertThat(splits.settle(run)).isZero();

    List<Claim> file = claim(run, 10);
    assertThat(file).singleElement().extracting(Claim::kind).isEqualTo(JobKind.TRANSFORM);
    Split split = splits.split(file.getFirst()).orElseThrow();
    assertThat(split.whole()).isFalse();
    assertThat(split.details()).containsExactly("{\"number\": 0}", "{\"number\": 1}", null);
    assertThat(jobs.finish(file.getFirst(), FILE)).isTrue();
    assertThat(table.row(COUNTERS)).isEqualTo("1 100 1 0 9 0");
    assertThat(jobs.expectsMore(WORKER, run)).isFalse();
  }

  @Test
  void aFileThatIsNotCutHasNoParts() {
    table.run(runs, 1, 1, 2);
    assertThat(splits.split(jobs.claim("me", WORKER, null, 1, LEASE).getFirst())).isEmpty();
  }

  @Test
  void theFirstUploadWinsAndALostClaimBringsNone() {
    long run = run(2);
    List<Claim> claims = claim(run, 2);
    Part one = splits.part(claims.get(0));
    Part other = splits.part(claims.get(1));
    assertThat(splits.upload(claims.get(0), one, "u1")).isEqualTo("u1");
    assertThat(splits.upload(claims.get(1), other, "u2")).isEqualTo("u1");
    assertThat(splits.part(claims.get(1)).upload()).isEqualTo("u1");
    runs.cancel(run);
    assertThatThrownBy(() -> splits.upload(claims.get(1), other, "u3"))
        .isInstanceOf(LostClaimException.class);
  }

  @Test
  void aPartThatIsKilledIsDoneAgain() {
    long run = run(2);
    List<Claim> claims = claim(run, 2);
    jobs.finish(claims.get(1), part("sum", 1));
    table.pass(LEASE.plusSeconds(1));
    assertThat(runs.reap()).isEqualTo(1);
    assertThat(jobs.finish(claims.get(0), part("sum", 0))).isFalse();
    assertThat(splits.settle(run)).isZero();
    finishParts(run);
    assertThat(splits.settle(run)).isEqualTo(1);
    assertThat(table.row(COUNTERS)).isEqualTo("1 100 0 0 0 1");
  }

  @Test
  void aDeadPartIsTheEndOfTheFileAndARetryGoesOnWithTheRest() {
    long run = run(3);
    List<Claim> claims = claim(run, 2);
    splits.upload(claims.get(0), splits.part(claims.get(0)), "u1");
    jobs.finish(claims.get(0), part("sum", 0));
    jobs.fail(claims.get(1), new Failure(false, "storage", "denied"), Duration.ZERO);

    assertThat(splits.settle(run)).isEqualTo(1);

    assertThat(states()).isEqualTo("TRANSFORM DEAD, PART DONE, PART DEAD, PART CANCELLED");
    assertThat(table.row("select error_code, error from understudy.job where kind = 'TRANSFORM'"))
        .isEqualTo("storage denied");
    assertThat(table.row(COUNTERS)).isEqualTo("1 100 0 1 0 0");
    runs.end(run, RunState.FAILED, "x");
    assertThat(runs.retryDead(run)).isEqualTo(1);
    assertThat(states()).isEqualTo("TRANSFORM READY, PART DONE, PART READY, PART READY");
    assertThat(jobs.claim("old", OLD_WORKER, run, 10, LEASE)).isEmpty();
    finishParts(run);
    assertThat(splits.settle(run)).isEqualTo(1);
    Claim file = claim(run, 1).getFirst();
    assertThat(splits.split(file).orElseThrow())
        .isEqualTo(
            new Split(
                "u1", List.of("{\"number\": 0}", "{\"number\": 1}", "{\"number\": 2}"), false));
  }

  @Test
  void aRetryAfterTheUploadIsGoneDoesAllParts() {
    long run = run(2);
    List<Claim> claims = claim(run, 2);
    splits.upload(claims.get(0), splits.part(claims.get(0)), "u1");
    jobs.finish(claims.get(0), part("sum", 0));
    jobs.fail(claims.get(1), new Failure(false, "storage", "denied"), Duration.ZERO);
    splits.settle(run);
    runs.end(run, RunState.FAILED, "x");
    assertThat(splits.abandoned(LEASE)).isEmpty();
    table.pass(LEASE.plusSeconds(1));

    assertThat(splits.abandoned(LEASE)).containsExactly(new Abandoned("s3://out/big.csv", "u1"));
    assertThat(splits.abandoned(LEASE)).isEmpty();

    runs.retryDead(run);
    assertThat(states()).isEqualTo("TRANSFORM READY, PART READY, PART READY");
  }

  @Test
  void aPartThatCannotBeDoneAloneEndsTheOthersAndLeavesTheFileToItsJob() {
    long run = run(3);
    List<Claim> claims = claim(run, 2);
    jobs.finish(claims.get(0), part(null, 0));
    assertThat(splits.settle(run)).isEqualTo(1);
    assertThat(states()).isEqualTo("TRANSFORM READY, PART DONE, PART CANCELLED, PART CANCELLED");
    assertThat(jobs.finish(claims.get(1), part("sum", 1))).isFalse();
    Claim file = claim(run, 5).getFirst();
    assertThat(splits.split(file).orElseThrow().whole()).isTrue();
  }

  @Test
  void aCancelledRunLeavesItsUploadToBeAborted() {
    long run = run(2);
    Claim claim = claim(run, 1).getFirst();
    splits.upload(claim, splits.part(claim), "u1");
    jobs.finish(claim, part("sum", 0));
    assertThat(splits.bytesDone(List.of(run)).values()).containsExactly(50L);
    runs.cancel(run);
    assertThat(states()).isEqualTo("TRANSFORM CANCELLED, PART DONE, PART CANCELLED");
    assertThat(splits.bytesDone(List.of(run))).isEmpty();
    table.pass(LEASE.plusSeconds(1));
    assertThat(splits.settle(run)).isZero();
    assertThat(splits.abandoned(LEASE)).containsExactly(new Abandoned("s3://out/big.csv", "u1"));
  }

  @Test
  void whatCannotBePutTogetherIsNotTriedAgainAndKeepsItsUploadToBeAborted() {
    long run = run(2);
    Claim part = claim(run, 1).getFirst();
    splits.upload(part, splits.part(part), "u1");
    jobs.finish(part, part("sum", 0));
    finishParts(run);
    splits.settle(run);
    Claim lost = claim(run, 1).getFirst();
    table.pass(LEASE.plusSeconds(1));
    runs.reap();
    Claim file = claim(run, 1).getFirst();
    splits.noteWhole(lost);
    assertThat(splits.split(file).orElseThrow().whole()).isFalse();

    splits.noteWhole(file);

    assertThat(splits.split(file).orElseThrow().whole()).isTrue();
    jobs.finish(file, FILE);
    table.pass(LEASE.plusSeconds(1));
    assertThat(splits.abandoned(LEASE)).containsExactly(new Abandoned("s3://out/big.csv", "u1"));
  }

  @Test
  void anUploadIsForgottenOnceByWhoHoldsTheFile() {
    long run = run(2);
    Claim part = claim(run, 1).getFirst();
    splits.upload(part, splits.part(part), "u1");
    jobs.finish(part, part("sum", 0));
    finishParts(run);
    splits.settle(run);
    Claim lost = claim(run, 1).getFirst();
    table.pass(LEASE.plusSeconds(1));
    runs.reap();
    assertThat(splits.forgetUpload(lost)).isFalse();
    Claim file = claim(run, 1).getFirst();
    assertThat(splits.forgetUpload(lost)).isFalse();
    assertThat(splits.split(file).orElseThrow().upload()).isEqualTo("u1");

    assertThat(splits.forgetUpload(file)).isTrue();

    assertThat(splits.forgetUpload(file)).isFalse();
    assertThat(splits.split(file).orElseThrow().upload()).isNull();
  }

  @Test
  void aFileWhosePartsAnOlderSchedulerDeletedIsLeftToItsJob() {
    long run = run(2);
    jobs.fail(claim(run, 1).getFirst(), new Failure(false, "storage", "denied"), Duration.ZERO);
    splits.settle(run);
    runs.end(run, RunState.FAILED, "x");
    table.execute("delete from understudy.job where kind = 'PART'");
    runs.retryDead(run);
    assertThat(claim(run, 5)).isEmpty();

    assertThat(splits.settle(run)).isEqualTo(1);

    assertThat(splits.settle(run)).isZero();
    Claim file = claim(run, 5).getFirst();
    assertThat(splits.split(file).orElseThrow().whole()).isTrue();
  }

  /** Two processes at once, one of which loses every third part it has begun. */
  @Test
  void twoWorkersPutAFileTogetherOnce() throws InterruptedException {
    long run = run(40);
    List<Claim> composed = Collections.synchronizedList(new ArrayList<>());
    JobLoop.Work work =
        new JobLoop.Work() {
          @Override
          public Completion run(Attempt attempt) {
            Claim claim = attempt.claim();
            if (claim.kind() == JobKind.TRANSFORM) {
              composed.add(claim);
              assertThat(splits.split(claim).orElseThrow().details()).doesNotContainNull();
              return FILE;
            }
            int number = splits.part(claim).number();
            if (number % 3 == 0 && claim.attempt() == 1) {
              throw new IllegalStateException("killed");
            }
            return part("sum", number);
          }

          @Override
          public Failure failure(Claim claim, Throwable thrown) {
            return new Failure(true, "test", "killed");
          }

          @Override
          public void ended(Claim claim, Outcome outcome, Duration took) {}
        };
    List<Thread> workers = new ArrayList<>();
    for (String name : List.of("one", "two")) {
      JobLoop loop =
          new JobLoop(
              jobs,
              new JobLoop.Settings(
                  name,
                  WORKER,
                  run,
                  2,
                  LEASE,
                  Duration.ofSeconds(10),
                  Duration.ofMillis(10),
                  new Backoff(Duration.ZERO, Duration.ZERO)),
              work,
              new Random(1));
      workers.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      loop.run(() -> !jobs.expectsMore(WORKER, run));
                    } catch (InterruptedException e) {
                      Thread.currentThread().interrupt();
                    }
                  }));
    }
    while (workers.stream().anyMatch(Thread::isAlive)) {
      splits.settle(run);
      Thread.sleep(20);
    }
    assertThat(composed).hasSize(1);
    assertThat(table.row(COUNTERS)).isEqualTo("1 100 1 0 9 14");
  }
}
