package io.understudy.jobtable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * Claims jobs and has them done, until it is told to stop or nothing is left: one thread claims, up
 * to {@code parallel} threads work, one keeps the leases. Every claim ends in exactly one of
 * finish, fail, give back, or lost.
 */
public final class JobLoop {
  private static final Logger LOG = Logger.getLogger(JobLoop.class);

  /**
   * How to claim.
   *
   * @param owner unique name of this process
   * @param kinds what it can do
   * @param runId only of this run; null for any
   * @param parallel jobs at work at once
   * @param lease how long a claim holds without a heartbeat
   * @param heartbeat how often leases are extended; well below {@code lease}
   * @param poll wait before asking again when there is nothing to claim
   * @param backoff waits before retries
   */
  public record Settings(
      String owner,
      Set<JobKind> kinds,
      @Nullable Long runId,
      int parallel,
      Duration lease,
      Duration heartbeat,
      Duration poll,
      Backoff backoff) {
    public Settings {
      kinds = Set.copyOf(kinds);
      if (heartbeat.multipliedBy(2).compareTo(lease) > 0) {
        throw new IllegalArgumentException(
            "heartbeat (" + heartbeat + ") must be at most half the lease (" + lease + ")");
      }
    }
  }

  /** Does jobs and says what went wrong. Used by several threads at once. */
  public interface Work {
    /** Does the job; what it throws goes to {@link #failure}. */
    Completion run(Attempt attempt) throws InterruptedException;

    /** Classifies what {@link #run} threw; the message holds no value of a row. */
    Failure failure(Claim claim, Throwable thrown);

    /** Told once per ended attempt, for metrics. */
    void ended(Claim claim, Outcome outcome, Duration took);
  }

  /** How an attempt ended. */
  public enum Outcome {
    DONE,
    RETRY,
    DEAD,
    GIVEN_BACK,
    LOST
  }

  private final JobProtocol protocol;
  private final Settings settings;
  private final Work work;
  private final RandomGenerator random;
  private final Map<Long, Attempt> attempts = new ConcurrentHashMap<>();
  private final Semaphore slots;
  private volatile boolean stopping;
  private volatile boolean graceOver;

  /** Nothing is started before {@link #run}. */
  public JobLoop(JobProtocol protocol, Settings settings, Work work, RandomGenerator random) {
    this.protocol = protocol;
    this.settings = settings;
    this.work = work;
    this.random = random;
    this.slots = new Semaphore(settings.parallel());
  }

  /**
   * Claims and works until {@link #stop}, or until {@code idle} says, with nothing at work and
   * nothing to claim, that nothing will come.
   *
   * @param idle asked when there was nothing to claim; true ends the loop
   * @throws InterruptedException if interrupted; the jobs at work are given back
   */
  public void run(BooleanSupplier idle) throws InterruptedException {
    Thread keeper = Thread.ofPlatform().daemon().name("lease-keeper").start(this::keepLeases);
    try {
      while (!stopping) {
        if (!claimAndStart() && !stopping && attempts.isEmpty() && asked(idle)) {
          return;
        }
      }
      slots.acquire(settings.parallel()); // stop() ends what takes longer than its grace
      slots.release(settings.parallel());
    } finally {
      stopping = true;
      interruptAll();
      slots.acquireUninterruptibly(settings.parallel());
      slots.release(settings.parallel());
      keeper.interrupt();
    }
  }

  /**
   * No more claims; what is at work may finish within {@code grace}, then it is given back. Returns
   * when every claim has ended.
   */
  public void stop(Duration grace) throws InterruptedException {
    stopping = true;
    if (!slots.tryAcquire(settings.parallel(), grace.toMillis(), TimeUnit.MILLISECONDS)) {
      interruptAll();
      slots.acquire(settings.parallel());
    }
    slots.release(settings.parallel());
  }

  /** Also those that are claimed and not yet in the map: they look at the flag. */
  private void interruptAll() {
    graceOver = true;
    attempts.values().forEach(Attempt::interrupt);
  }

  /** Waits for a free slot, claims as many jobs as are free; false if there was none. */
  private boolean claimAndStart() throws InterruptedException {
    if (!slots.tryAcquire(settings.poll().toMillis(), TimeUnit.MILLISECONDS)) {
      return true;
    }
    int free = 1 + slots.drainPermits();
    List<Claim> claims = List.of();
    try {
      if (!stopping) {
        claims =
            protocol.claim(
                settings.owner(), settings.kinds(), settings.runId(), free, settings.lease());
      }
    } catch (JobTableException e) {
      LOG.warnf("cannot claim jobs, will ask again: %s", e.getMessage());
    } finally {
      slots.release(free - claims.size());
    }
    for (Claim claim : claims) {
      Thread.ofPlatform().name("job-" + claim.jobId()).start(() -> attempt(claim));
    }
    if (claims.isEmpty() && !stopping) {
      Thread.sleep(settings.poll().toMillis());
    }
    return !claims.isEmpty();
  }

  private boolean asked(BooleanSupplier idle) {
    try {
      return idle.getAsBoolean();
    } catch (JobTableException e) {
      LOG.warnf("cannot tell whether more jobs will come, will ask again: %s", e.getMessage());
      return false;
    }
  }

  private void attempt(Claim claim) {
    MDC.put("run", claim.runId());
    MDC.put("job", claim.jobId());
    if (!claim.table().isEmpty()) {
      MDC.put("table", claim.table());
    }
    long started = System.nanoTime();
    Attempt attempt = new Attempt(claim, protocol, settings.lease(), Thread.currentThread());
    Attempt before = attempts.put(claim.jobId(), attempt);
    if (before != null) {
      before.lose(); // its lease ran out, or this job could not have been claimed again
    }
    if (graceOver) {
      attempt.interrupt();
    }
    try {
      Outcome outcome = outcome(attempt);
      work.ended(claim, outcome, Duration.ofNanos(System.nanoTime() - started));
    } catch (JobTableException e) {
      LOG.errorf("cannot report the end of the job, its lease will run out: %s", e.getMessage());
      work.ended(claim, Outcome.LOST, Duration.ofNanos(System.nanoTime() - started));
    } finally {
      attempts.remove(claim.jobId(), attempt);
      MDC.clear();
      slots.release();
    }
  }

  private Outcome outcome(Attempt attempt) {
    Claim claim = attempt.claim();
    LOG.infof(
        "%s %s, attempt %d of %d",
        claim.kind(), claim.input(), claim.attempt(), claim.maxAttempts());
    try {
      Completion completion = work.run(attempt);
      return report(() -> protocol.finish(claim, completion)) ? done(completion) : lost(claim);
    } catch (LostClaimException e) {
      return lost(claim);
    } catch (InterruptedException e) {
      return attempt.isLost() ? lost(claim) : giveBack(claim);
    } catch (RuntimeException | Error e) {
      if (attempt.isLost()) {
        return lost(claim);
      }
      return Thread.interrupted() && stopping ? giveBack(claim) : fail(claim, e);
    }
  }

  private Outcome done(Completion completion) {
    LOG.infof("done: %d rows in, %d rows out", completion.rowsIn(), completion.rowsOut());
    return Outcome.DONE;
  }

  private Outcome lost(Claim claim) {
    LOG.warnf("lost the claim (fence %d): nothing is reported", claim.fence());
    return Outcome.LOST;
  }

  private Outcome giveBack(Claim claim) {
    Thread.interrupted();
    int kept = report(() -> protocol.giveBack(List.of(claim)));
    LOG.info("given back unfinished: this process stops");
    return kept == 1 ? Outcome.GIVEN_BACK : Outcome.LOST;
  }

  private Outcome fail(Claim claim, Throwable thrown) {
    Failure failure = work.failure(claim, thrown);
    Duration wait = settings.backoff().after(claim.attempt(), random);
    JobProtocol.FailOutcome outcome = report(() -> protocol.fail(claim, failure, wait));
    return switch (outcome) {
      case RETRY -> {
        LOG.warnf(
            "failed (%s), attempt %d of %d, the next in %d ms: %s",
            failure.code(),
            claim.attempt(),
            claim.maxAttempts(),
            wait.toMillis(),
            failure.message());
        yield Outcome.RETRY;
      }
      case DEAD -> {
        LOG.errorf("failed for good (%s): %s", failure.code(), failure.message());
        yield Outcome.DEAD;
      }
      case LOST -> lost(claim);
    };
  }

  /** Reports an end; if the database does not answer, again until the lease must be over. */
  private <T> T report(Supplier<T> statement) {
    long deadline = System.nanoTime() + settings.lease().toNanos();
    while (true) {
      try {
        return statement.get();
      } catch (JobTableException e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
        LOG.warnf("cannot report to the job table, will try again: %s", e.getMessage());
        try {
          Thread.sleep(settings.poll().toMillis());
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          throw e;
        }
      }
    }
  }

  private void keepLeases() {
    long lastKept = System.nanoTime();
    try {
      while (true) {
        Thread.sleep(settings.heartbeat().toMillis());
        List<Attempt> now = new ArrayList<>(attempts.values());
        try {
          Set<Long> held =
              now.isEmpty()
                  ? Set.of()
                  : protocol.heartbeat(now.stream().map(Attempt::held).toList(), settings.lease());
          now.stream().filter(a -> !held.contains(a.claim().jobId())).forEach(this::lose);
          lastKept = System.nanoTime();
        } catch (JobTableException e) {
          LOG.warnf("cannot extend leases, will try again: %s", e.getMessage());
          loseIfLate(now, lastKept);
        } catch (RuntimeException | OutOfMemoryError e) {
          // a big file may take all memory for a moment: without this thread no lease would hold
          LOG.warnf("cannot extend leases, will try again: %s", e.getClass().getName());
          loseIfLate(now, lastKept);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void loseIfLate(List<Attempt> now, long lastKept) {
    if (System.nanoTime() - lastKept > settings.lease().toNanos()) {
      now.forEach(this::lose);
    }
  }

  /** A job that ended meanwhile is not held either; it has left the map then. */
  private void lose(Attempt attempt) {
    if (attempts.get(attempt.claim().jobId()) == attempt) {
      attempt.lose();
    }
  }
}
