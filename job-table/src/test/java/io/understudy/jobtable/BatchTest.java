package io.understudy.jobtable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** When the answer to a claim counts as an answer that its jobs are held. */
@Timeout(60)
class BatchTest {
  private static final Duration LEASE = Duration.ofSeconds(60);
  private static final Set<JobKind> TRANSFORM = Set.of(JobKind.TRANSFORM);

  /** A machine that stands still for less takes nothing from this being a moment ago. */
  private static final Duration NOW = Duration.ofMinutes(-1);

  private static final Duration TOO_LONG_AGO = Duration.ofMillis(200);

  @RegisterExtension static final TestJobTable table = new TestJobTable();

  private static final JobProtocol jobs = new JobProtocol(table.database());
  private static final RunProtocol runs = new RunProtocol(table.database());

  /** The first of so many jobs, all of which another holds by now. */
  private static Attempt first(int claims, Duration since) {
    long run = table.run(runs, 1, claims, 5);
    List<Claim> claimed = jobs.claim("me", TRANSFORM, run, claims, LEASE);
    assertThat(claimed).hasSize(claims);
    takeAway();
    Patience patience = new Patience(LEASE, Duration.ofMillis(10));
    long asked = System.nanoTime() - since.toNanos();
    return new Batch(claimed, jobs, patience, asked).attempts().getFirst();
  }

  private static void takeAway() {
    table.execute(
        "update understudy.job set fence = fence + 1 where state = 'RUNNING'"
            + " or id in (select unnest(job_ids) from understudy.batch)");
  }

  @Test
  void severalThatWereClaimedAMomentAgoAreHeld() {
    Attempt attempt = first(2, NOW);
    attempt.verifyHeld();
    assertThat(attempt.isLost()).isFalse();
  }

  @Test
  void severalThatWereClaimedLongerAgoAreAskedAbout() {
    assertThatThrownBy(first(2, TOO_LONG_AGO)::verifyHeld).isInstanceOf(LostClaimException.class);
  }

  @Test
  void oneAloneIsAlwaysAskedAbout() {
    assertThatThrownBy(first(1, NOW)::verifyHeld).isInstanceOf(LostClaimException.class);
  }

  /** The answer is as old as the question: what it says may be so no more when it arrives. */
  @Test
  void severalThatWereLongBeingClaimedAreAskedAbout() throws Exception {
    long run = table.run(runs, 1, 500, 5);
    AtomicInteger begun = new AtomicInteger();
    AtomicBoolean waited = new AtomicBoolean();
    AtomicInteger together = new AtomicInteger();
    AtomicBoolean noticed = new AtomicBoolean();
    try (Turn turn = new Turn(run)) {
      Work work =
          attempt -> {
            if (begun.incrementAndGet() == 5) {
              turn.keepFromNextClaim(waited);
            } else if (waited.compareAndSet(true, false)) {
              together.set(Integer.parseInt(table.row(CLAIMED_TOGETHER)));
              takeAway();
              try {
                attempt.verifyHeld();
              } catch (LostClaimException e) {
                noticed.set(true);
                throw e;
              }
            }
          };
      loop(work, run).run(() -> true);
    }
    assertThat(together.get()).as("claimed together").isGreaterThan(1);
    assertThat(noticed).isTrue();
  }

  private static final String CLAIMED_TOGETHER =
      "select max(cardinality(job_ids)) from understudy.batch";

  private interface Work {
    void on(Attempt attempt);
  }

  private static JobLoop loop(Work work, long run) {
    Duration wait = Duration.ofMillis(10);
    return new JobLoop(
        jobs,
        new JobLoop.Settings(
            "me", TRANSFORM, run, 1, LEASE, Duration.ofSeconds(30), wait, new Backoff(wait, wait)),
        new JobLoop.Work() {
          @Override
          public Completion run(Attempt attempt) {
            work.on(attempt);
            return new Completion("e", 1, 1, 1, 0, null);
          }

          @Override
          public Failure failure(Claim claim, Throwable thrown) {
            return new Failure(false, "test", "it failed");
          }

          @Override
          public void ended(Claim claim, JobLoop.Outcome outcome, Duration took) {}
        },
        RandomGenerator.getDefault());
  }

  /** The turn in which claims of a run are made. */
  private static final class Turn implements AutoCloseable {
    private final long run;
    private final Connection connection;
    private @Nullable Thread thread;

    Turn(long run) throws SQLException {
      this.run = run;
      this.connection = table.database().getConnection();
      connection.setAutoCommit(false);
    }

    /**
     * @param waited becomes true when the next claim has waited too long, right before it goes on
     */
    void keepFromNextClaim(AtomicBoolean waited) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(
            "select pg_advisory_xact_lock(hashtextextended('understudy.claim', " + run + "))");
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      thread = Thread.ofPlatform().start(() -> endWhenOneHasWaited(waited));
    }

    private void endWhenOneHasWaited(AtomicBoolean waited) {
      try {
        while (table
            .row("select count(*) from pg_locks where locktype = 'advisory' and not granted")
            .equals("0")) {
          Thread.sleep(5);
        }
        Thread.sleep(TOO_LONG_AGO.toMillis());
        waited.set(true);
        connection.rollback();
      } catch (SQLException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() throws SQLException, InterruptedException {
      if (thread != null) {
        thread.join();
      }
      connection.close();
    }
  }
}
