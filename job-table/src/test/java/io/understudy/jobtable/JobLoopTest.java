package io.understudy.jobtable;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class JobLoopTest {
  private static final Duration LEASE = Duration.ofSeconds(60);
  private static final Set<JobKind> TRANSFORM = Set.of(JobKind.TRANSFORM);
  private static final Completion DONE = new Completion("e", 1, 1, 1, 0, null);

  @RegisterExtension static final TestJobTable table = new TestJobTable();

  private static final JobProtocol jobs = new JobProtocol(table.database());
  private static final RunProtocol runs = new RunProtocol(table.database());

  /** Work in the hands of the test; counts how attempts ended. */
  private static final class Scripted implements JobLoop.Work {
    final Map<JobLoop.Outcome, Integer> outcomes = new ConcurrentHashMap<>();
    private final Step step;

    interface Step {
      Completion run(Attempt attempt) throws InterruptedException;
    }

    Scripted(Step step) {
      this.step = step;
    }

    @Override
    public Completion run(Attempt attempt) throws InterruptedException {
      return step.run(attempt);
    }

    @Override
    public Failure failure(Claim claim, Throwable thrown) {
      return new Failure(thrown instanceof IllegalStateException, "test", "it failed");
    }

    @Override
    public void ended(Claim claim, JobLoop.Outcome outcome, Duration took) {
      outcomes.merge(outcome, 1, Integer::sum);
    }
  }

  private static JobLoop loop(Scripted work, int parallel, Duration heartbeat) {
    return loop(jobs, work, parallel, heartbeat);
  }

  private static JobLoop loop(JobProtocol jobs, Scripted work, int parallel, Duration heartbeat) {
    return new JobLoop(
        jobs,
        new JobLoop.Settings(
            "me",
            TRANSFORM,
            null,
            parallel,
            LEASE,
            heartbeat,
            Duration.ofMillis(10),
            new Backoff(Duration.ofMillis(2), Duration.ofMillis(2))),
        work,
        RandomGenerator.getDefault());
  }

  private static String states() {
    return table.row(
        "select string_agg(state || ' ' || attempt, ', ' order by id) from understudy.job");
  }

  @Test
  void worksUntilNothingMoreComes() throws InterruptedException {
    long run = table.run(runs, 2, 10, 5);
    Scripted work = new Scripted(attempt -> DONE);
    loop(work, 3, Duration.ofSeconds(10)).run(() -> !jobs.expectsMore(TRANSFORM, run));
    assertThat(work.outcomes).isEqualTo(Map.of(JobLoop.Outcome.DONE, 20));
    assertThat(table.row("select sum(transform_done) from understudy.run_table")).isEqualTo("20");
  }

  @Test
  void aTerminalFailureIsNotTriedAgain() throws InterruptedException {
    long run = table.run(runs, 1, 1, 5);
    Scripted work =
        new Scripted(
            attempt -> {
              throw new IllegalArgumentException("no");
            });
    loop(work, 1, Duration.ofSeconds(10)).run(() -> !jobs.expectsMore(TRANSFORM, run));
    assertThat(work.outcomes).isEqualTo(Map.of(JobLoop.Outcome.DEAD, 1));
    assertThat(states()).isEqualTo("DEAD 1");
  }

  @Test
  void aRetryableFailureIsTriedUntilTheLastAttempt() throws InterruptedException {
    long run = table.run(runs, 1, 1, 3);
    Scripted work =
        new Scripted(
            attempt -> {
              throw new IllegalStateException("busy");
            });
    // The fake clock stands still; each question moves it past the wait.
    loop(work, 1, Duration.ofSeconds(10))
        .run(
            () -> {
              table.pass(Duration.ofSeconds(1));
              return !jobs.expectsMore(TRANSFORM, run);
            });
    assertThat(work.outcomes).isEqualTo(Map.of(JobLoop.Outcome.RETRY, 2, JobLoop.Outcome.DEAD, 1));
    assertThat(states()).isEqualTo("DEAD 3");
  }

  @Test
  void stoppingGivesBackWhatDoesNotEndInTimeAndBurnsNoAttempt() throws InterruptedException {
    table.run(runs, 1, 1, 5);
    CountDownLatch atWork = new CountDownLatch(1);
    Scripted work =
        new Scripted(
            attempt -> {
              atWork.countDown();
              new CountDownLatch(1).await();
              return DONE;
            });
    JobLoop loop = loop(work, 1, Duration.ofSeconds(10));
    Thread thread = Thread.ofPlatform().start(() -> runQuietly(loop));
    atWork.await();
    loop.stop(Duration.ofMillis(20));
    thread.join();
    assertThat(work.outcomes).isEqualTo(Map.of(JobLoop.Outcome.GIVEN_BACK, 1));
    assertThat(states()).isEqualTo("READY 0");
  }

  @Test
  void stoppingLetsWorkEndWithinTheGraceTime() throws InterruptedException {
    table.run(runs, 1, 1, 5);
    CountDownLatch atWork = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    Scripted work =
        new Scripted(
            attempt -> {
              atWork.countDown();
              mayEnd.await();
              return DONE;
            });
    JobLoop loop = loop(work, 1, Duration.ofSeconds(10));
    Thread thread = Thread.ofPlatform().start(() -> runQuietly(loop));
    atWork.await();
    Thread stopper =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    loop.stop(Duration.ofSeconds(30));
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    while (thread.getState() != Thread.State.WAITING) {
      TimeUnit.MILLISECONDS.sleep(5); // until the claimer waits for what is at work
    }
    mayEnd.countDown();
    stopper.join();
    thread.join();
    assertThat(work.outcomes).isEqualTo(Map.of(JobLoop.Outcome.DONE, 1));
    assertThat(states()).isEqualTo("DONE 1");
  }

  /**
   * Another claims the job at work. A heartbeat may come in between, and extend the lease or notice
   * the loss at once: an interrupt of the caller waits until the job is taken.
   */
  private void takeAway() {
    Thread taker =
        Thread.ofPlatform()
            .start(
                () -> {
                  do {
                    table.pass(LEASE.plusSeconds(1));
                    runs.reap();
                  } while (jobs.claim("other", TRANSFORM, null, 1, LEASE).isEmpty());
                });
    boolean interrupted = false;
    while (taker.isAlive()) {
      try {
        taker.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aClaimTakenByAnotherIsInterruptedAndReportsNothing() throws InterruptedException {
    long run = table.run(runs, 1, 1, 5);
    AtomicBoolean interrupted = new AtomicBoolean();
    Scripted work =
        new Scripted(
            attempt -> {
              takeAway();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                interrupted.set(true);
                throw e;
              }
              return DONE;
            });
    loop(work, 1, Duration.ofMillis(20)).run(() -> true);
    assertThat(interrupted).isTrue();
    assertThat(work.outcomes).isEqualTo(Map.of(JobLoop.Outcome.LOST, 1));
    assertThat(table.row("select owner, attempt, run_id from understudy.job"))
        .isEqualTo("other 2 " + run);
  }

  @Test
  void verifyHeldStopsThePublicationOfALostClaim() throws InterruptedException {
    table.run(runs, 1, 1, 5);
    AtomicBoolean published = new AtomicBoolean();
    Scripted work =
        new Scripted(
            attempt -> {
              table.pass(LEASE.plusSeconds(1));
              runs.reap();
              jobs.claim("other", TRANSFORM, null, 1, LEASE);
              attempt.verifyHeld();
              published.set(true);
              return DONE;
            });
    loop(work, 1, Duration.ofSeconds(30)).run(() -> true);
    assertThat(published).isFalse();
    assertThat(work.outcomes).isEqualTo(Map.of(JobLoop.Outcome.LOST, 1));
  }

  @Test
  void aConnectionThatIsCutCostsNoAttempt() throws InterruptedException {
    table.run(runs, 1, 1, 5);
    Scripted work =
        new Scripted(
            attempt -> {
              table.cutConnections("cut");
              attempt.verifyHeld();
              table.cutConnections("cut");
              return DONE;
            });
    try (AgroalDataSource connections = table.connections("cut")) {
      loop(new JobProtocol(connections), work, 1, Duration.ofSeconds(30)).run(() -> true);
    }
    assertThat(work.outcomes).isEqualTo(Map.of(JobLoop.Outcome.DONE, 1));
  }

  @Test
  void oneThatIsStoppedBeforeItBeginsClaimsNothing() throws InterruptedException {
    table.run(runs, 1, 1, 5);
    Scripted work = new Scripted(attempt -> DONE);
    JobLoop loop = loop(work, 1, Duration.ofSeconds(30));
    loop.stop(Duration.ZERO);
    loop.run(() -> false);
    assertThat(table.row("select state, attempt from understudy.job")).isEqualTo("READY 0");
  }

  @Test
  void progressReachesTheJobTable() throws InterruptedException {
    table.run(runs, 1, 1, 5);
    Scripted work =
        new Scripted(
            attempt -> {
              attempt.progress(7);
              awaitProgress("7");
              return DONE;
            });
    loop(work, 1, Duration.ofMillis(20)).run(() -> true);
    assertThat(work.outcomes).isEqualTo(Map.of(JobLoop.Outcome.DONE, 1));
  }

  @Test
  void aJobClaimedAgainByTheSameProcessKeepsItsHeartbeat() throws InterruptedException {
    long run = table.run(runs, 1, 1, 5);
    CountDownLatch firstEnded = new CountDownLatch(1);
    Scripted work =
        new Scripted(
            attempt -> {
              if (attempt.claim().attempt() == 1) {
                do {
                  table.pass(LEASE.plusSeconds(1));
                } while (runs.reap() == 0); // a heartbeat may come in between
                try {
                  new CountDownLatch(1).await();
                } finally {
                  firstEnded.countDown();
                }
              }
              firstEnded.await();
              TimeUnit.MILLISECONDS.sleep(100);
              attempt.progress(9);
              awaitProgress("9");
              return DONE;
            });
    loop(work, 2, Duration.ofMillis(20)).run(() -> !jobs.expectsMore(TRANSFORM, run));
    assertThat(work.outcomes).isEqualTo(Map.of(JobLoop.Outcome.LOST, 1, JobLoop.Outcome.DONE, 1));
  }

  @Test
  void shortJobsAreClaimedAndReportedTogether() throws InterruptedException {
    long run = table.run(runs, 2, 200, 5);
    Scripted work =
        new Scripted(
            attempt -> {
              attempt.verifyHeld();
              return DONE;
            });
    long before = transactions();
    loop(work, 1, Duration.ofSeconds(10)).run(() -> !jobs.expectsMore(TRANSFORM, run));
    assertThat(transactions() - before).isLessThan(400);
    assertThat(work.outcomes).isEqualTo(Map.of(JobLoop.Outcome.DONE, 400));
    assertThat(
            table.row(
                "select sum(transform_done), sum(rows_in), (select count(*) from understudy.job"
                    + " where state = 'DONE' and attempt = 1) from understudy.run_table"))
        .isEqualTo("400 400 400");
  }

  /** Transactions that wrote. */
  private static long transactions() {
    return Long.parseLong(table.row("select pg_snapshot_xmax(pg_current_snapshot())"));
  }

  @Test
  void aLongJobKeepsNoOtherWaiting() throws InterruptedException {
    long run = table.run(runs, 1, 300, 5);
    CountDownLatch mayEnd = new CountDownLatch(1);
    AtomicInteger begun = new AtomicInteger();
    Scripted work =
        new Scripted(
            attempt -> {
              if (begun.incrementAndGet() == 100) {
                mayEnd.await();
              }
              return DONE;
            });
    JobLoop loop = loop(work, 1, Duration.ofSeconds(10));
    Thread thread = Thread.ofPlatform().start(() -> runQuietly(loop));
    awaitRow(
        "select count(*) filter (where state = 'DONE'), count(*) filter (where state ="
            + " 'RUNNING'), max(attempt) from understudy.job",
        "99 1 1");
    mayEnd.countDown();
    loop.stop(Duration.ofSeconds(20));
    thread.join();
    assertThat(runs.running(run, JobKind.TRANSFORM)).isZero();
    assertThat(
            table.row("select count(*) from understudy.job where state = 'READY' and attempt > 0"))
        .isEqualTo("0");
  }

  private static void awaitRow(String sql, String expected) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    String row = table.row(sql);
    while (!row.equals(expected)) {
      assertThat(System.nanoTime()).as(row).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(20);
      row = table.row(sql);
    }
  }

  private static void awaitProgress(String bytes) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!table.row("select progress_bytes from understudy.job").equals(bytes)) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  private static void runQuietly(JobLoop loop) {
    try {
      loop.run(() -> false);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
