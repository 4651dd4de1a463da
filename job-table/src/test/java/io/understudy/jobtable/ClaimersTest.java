package io.understudy.jobtable;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.jobtable.JobProtocol.Wanted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimersTest {
  private static final Duration LEASE = Duration.ofSeconds(60);
  private static final Set<JobKind> TRANSFORM = EnumSet.of(JobKind.TRANSFORM);
  private static final Completion DONE = new Completion("out", 1, 1, 1, 1, null);

  @RegisterExtension static final TestJobTable table = new TestJobTable();

  private static final JobProtocol jobs = new JobProtocol(table.database());
  private static final RunProtocol runs = new RunProtocol(table.database());

  @Test
  void twoClaimersAndTenThousandJobsNoneLostNoneTwice() throws Exception {
    table.run(runs, 4, 2500, 5);
    Set<Long> done = ConcurrentHashMap.newKeySet();
    LongAdder twice = new LongAdder();
    inParallel(
        2,
        claimer -> {
          List<Claim> claims;
          while (!(claims = jobs.claim("c" + claimer, TRANSFORM, null, 10, LEASE)).isEmpty()) {
            for (Claim claim : claims) {
              if (!done.add(claim.jobId()) || !jobs.finish(claim, DONE)) {
                twice.increment();
              }
            }
          }
        });
    assertThat(done).hasSize(10_000);
    assertThat(twice.sum()).isZero();
    assertThat(table.row("select count(*), sum(attempt) from understudy.job where state = 'DONE'"))
        .isEqualTo("10000 10000");
    assertThat(
            table.row(
                "select sum(transform_done), sum(rows_in), count(*) filter (where"
                    + " transform_done = 2500) from understudy.run_table"))
        .isEqualTo("10000 10000 4");
  }

  /** Everything at once and in random order: what waits for each other shows as SQLState 40P01. */
  @ParameterizedTest
  @ValueSource(ints = {0, 4})
  void claimersSchedulersAndReapersDoNotDeadlock(int ahead) throws Exception {
    long run = table.run(runs, 8, 150, 1000);
    AtomicInteger open = new AtomicInteger(1200);
    inParallel(
        8,
        claimer -> {
          Random random = new Random(claimer);
          while (open.get() > 0) {
            Wanted wanted = new Wanted(8 - ahead, ahead, random.nextBoolean());
            runs.passedOver();
            List<Claim> claims =
                new ArrayList<>(jobs.claim("c" + claimer, TRANSFORM, run, wanted, LEASE));
            Collections.shuffle(claims, random);
            jobs.heartbeat(
                claims.stream().map(claim -> new JobProtocol.Held(claim, 1)).toList(), LEASE);
            for (Claim claim : claims) {
              switch (random.nextInt(7)) {
                case 3 -> jobs.keep(claim);
                case 0 -> jobs.fail(claim, new Failure(true, "x", "y"), Duration.ZERO);
                case 1 -> jobs.giveBack(claims);
                case 2 -> runs.reapOwner("c" + (claimer ^ 1));
                default -> {
                  if (jobs.finish(claim, DONE)) {
                    open.decrementAndGet();
                  }
                }
              }
            }
            runs.reapOwner("c" + claimer);
          }
        });
    assertThat(
            table.row("select sum(transform_done), sum(transform_dead) from understudy.run_table"))
        .isEqualTo("1200 0");
    assertThat(table.row("select count(*) from understudy.job where state <> 'DONE'"))
        .isEqualTo("0");
    assertThat(
            table.row(
                "select (select sum(retries) from understudy.run_table) = (select sum(attempt"
                    + " - 1) from understudy.job), (select count(*) from understudy.batch)"))
        .isEqualTo("t 0");
  }

  /** Claimers of one run hold two batches each. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void cancellingDuringClaimsLeavesNothingOpen(boolean ofRun) throws Exception {
    long run = table.run(runs, 2, 500, 5);
    AtomicInteger finished = new AtomicInteger();
    inParallel(
        4,
        claimer -> {
          if (claimer == 0) {
            while (finished.get() < 50) {
              Thread.onSpinWait();
            }
            runs.cancel(run);
            return;
          }
          List<Claim> claims;
          while (!(claims = ofRun ? twoBatches(claimer, run) : some(claimer)).isEmpty()) {
            jobs.heartbeat(
                claims.stream().map(claim -> new JobProtocol.Held(claim, 1)).toList(), LEASE);
            claims.stream()
                .filter(claim -> jobs.finish(claim, DONE))
                .forEach(claim -> finished.incrementAndGet());
          }
        });
    assertThat(
            table.row(
                "select count(*) filter (where state = 'DONE') + count(*) filter (where state"
                    + " = 'CANCELLED') from understudy.job"))
        .isEqualTo("1000");
    assertThat(table.row("select sum(transform_done) from understudy.run_table"))
        .isEqualTo(String.valueOf(finished.get()));
  }

  private static List<Claim> some(int claimer) {
    return jobs.claim("c" + claimer, TRANSFORM, null, 5, LEASE);
  }

  private static List<Claim> twoBatches(int claimer, long run) {
    List<Claim> claims = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      claims.addAll(jobs.claim("c" + claimer, TRANSFORM, run, new Wanted(1, 2), LEASE));
    }
    return claims;
  }

  private interface Claimer {
    void run(int number);
  }

  private static void inParallel(int claimers, Claimer work) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(claimers)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < claimers; i++) {
        int number = i;
        all.add(threads.submit(() -> work.run(number)));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
  }
}
