package io.understudy.jobtable;

import io.understudy.jobtable.JobProtocol.Wanted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * Claims jobs and has them done, until it is told to stop or nothing is left: one thread claims, up
 * to {@code parallel} threads work, one keeps the leases. Every claim ends in exactly one of
 * finish, fail, give back, or lost.
 *
 * <p>Where jobs take a moment only, a thread is given several at a time and reports them together
 * ({@link Stride}). One that takes longer than the others let expect keeps none of them waiting:
 * what is done is reported, and what is not begun given back, after some seconds.
 */
public final class JobLoop {
  private static final Logger LOG = Logger.getLogger(JobLoop.class);
  private static final Duration LOOK = Duration.ofSeconds(1);

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
  private final Set<Batch> batches = ConcurrentHashMap.newKeySet();
  private final Stride stride = new Stride();
  private final Reports reports;
  private final Patience patience;
  private final Semaphore slots;
  private long lookedAgain = System.nanoTime(); // by the thread that claims
  private volatile boolean stopping;
  private volatile boolean graceOver;

  /** Nothing is started before {@link #run}. */
  public JobLoop(JobProtocol protocol, Settings settings, Work work, RandomGenerator random) {
    this.protocol = protocol;
    this.settings = settings;
    this.work = work;
    this.random = random;
    this.slots = new Semaphore(settings.parallel());
    this.patience = new Patience(settings.lease(), settings.poll());
    this.reports = new Reports(protocol, patience, work, attempts);
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
      if (settings.runId() != null) {
        prepare();
      }
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

  private void prepare() {
    try {
      protocol.prepare();
    } catch (JobTableException e) {
      LOG.debugf("the first claim will be slower: %s", e.getMessage());
    }
  }

  /** Waits for a free slot, claims as many jobs as are free; false if there was none. */
  private boolean claimAndStart() throws InterruptedException {
    if (!slots.tryAcquire(settings.poll().toMillis(), TimeUnit.MILLISECONDS)) {
      return true;
    }
    int free = 1 + slots.drainPermits();
    List<Claim> claims = List.of();
    long asked = System.nanoTime();
    try {
      if (!stopping) {
        claims = claim(free);
      }
    } catch (JobTableException e) {
      LOG.warnf("cannot claim jobs, will ask again: %s", e.getMessage());
    } finally {
      slots.release(free - Math.min(free, claims.size()));
    }
    start(claims, Math.min(free, claims.size()), asked);
    if (claims.isEmpty() && !stopping) {
      Thread.sleep(settings.poll().toMillis());
    }
    return !claims.isEmpty();
  }

  private List<Claim> claim(int free) {
    return protocol.claim(
        settings.owner(),
        settings.kinds(),
        settings.runId(),
        new Wanted(free, free * (stride.length() - 1), againIsDue()),
        settings.lease());
  }

  /** Now and then, so that what was given back, or failed, does not wait for the end of a run. */
  private boolean againIsDue() {
    boolean due = System.nanoTime() - lookedAgain > LOOK.toNanos();
    lookedAgain = due ? System.nanoTime() : lookedAgain;
    return due;
  }

  private boolean asked(BooleanSupplier idle) {
    try {
      return idle.getAsBoolean();
    } catch (JobTableException e) {
      LOG.warnf("cannot tell whether more jobs will come, will ask again: %s", e.getMessage());
      return false;
    }
  }

  /** Deals the claims out to so many threads. */
  private void start(List<Claim> claims, int threads, long asked) {
    for (int first = 0; first < threads; first++) {
      List<Claim> some = new ArrayList<>();
      for (int i = first; i < claims.size(); i += threads) {
        some.add(claims.get(i));
      }
      Batch batch = new Batch(some, protocol, patience, asked);
      for (Attempt attempt : batch.attempts()) {
        Attempt before = attempts.put(attempt.claim().jobId(), attempt);
        if (before != null) {
          before.lose(); // its lease ran out, or this job could not have been claimed again
        }
      }
      batches.add(batch);
      Thread.ofPlatform().name("job-" + some.get(0).jobId()).start(() -> work(batch));
    }
  }

  private void work(Batch batch) {
    try {
      Attempt next = next(batch);
      while (next != null) {
        attempt(batch, next);
        next = next(batch);
      }
      reports.done(batch.takeDone());
    } finally {
      batches.remove(batch);
      slots.release();
    }
  }

  private @Nullable Attempt next(Batch batch) {
    if (stopping) {
      reports.notBegun(batch.takeWaiting());
    }
    return batch.next();
  }

  private void attempt(Batch batch, Attempt attempt) {
    Reports.name(attempt.claim());
    long started = System.nanoTime();
    attempt.begin();
    try {
      if (graceOver) {
        attempt.interrupt();
      }
      Outcome outcome = outcome(batch, attempt, started);
      if (outcome != Outcome.DONE) {
        reports.ended(attempt, outcome, Duration.ofNanos(System.nanoTime() - started));
      }
    } catch (JobTableException e) {
      LOG.errorf("cannot report the end of the job, its lease will run out: %s", e.getMessage());
      reports.ended(attempt, Outcome.LOST, Duration.ofNanos(System.nanoTime() - started));
    } finally {
      batch.drop();
      attempt.end();
      MDC.clear();
      stride.took(Duration.ofNanos(System.nanoTime() - started));
    }
  }

  /** DONE is to be reported with the others of the batch. */
  private Outcome outcome(Batch batch, Attempt attempt, long started) {
    Claim claim = attempt.claim();
    if (attempt.isLost()) {
      return Reports.lost(claim);
    }
    LOG.infof(
        "%s %s, attempt %d of %d",
        claim.kind(), claim.input(), claim.attempt(), claim.maxAttempts());
    try {
      Completion completion = work.run(attempt);
      LOG.infof("done: %d rows in, %d rows out", completion.rowsIn(), completion.rowsOut());
      batch.add(new Batch.Done(attempt, completion, Duration.ofNanos(System.nanoTime() - started)));
      return Outcome.DONE;
    } catch (LostClaimException e) {
      return Reports.lost(claim);
    } catch (InterruptedException e) {
      return attempt.isLost() ? Reports.lost(claim) : giveBack(claim);
    } catch (RuntimeException | Error e) {
      if (attempt.isLost()) {
        return Reports.lost(claim);
      }
      return Thread.interrupted() && stopping ? giveBack(claim) : fail(claim, e);
    }
  }

  private Outcome giveBack(Claim claim) {
    Thread.interrupted();
    int kept = reports.sent(() -> protocol.giveBack(List.of(claim)));
    LOG.info("given back unfinished: this process stops");
    return kept == 1 ? Outcome.GIVEN_BACK : Outcome.LOST;
  }

  private Outcome fail(Claim claim, Throwable thrown) {
    Failure failure = work.failure(claim, thrown);
    Duration wait = settings.backoff().after(claim.attempt(), random);
    JobProtocol.FailOutcome outcome = reports.sent(() -> protocol.fail(claim, failure, wait));
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
      case LOST -> Reports.lost(claim);
    };
  }

  private void keepLeases() {
    long look = Math.min(LOOK.toMillis(), settings.heartbeat().toMillis());
    long lastTried = System.nanoTime();
    long lastKept = lastTried;
    try {
      while (true) {
        Thread.sleep(look);
        batches.forEach(reports::hurry);
        if (System.nanoTime() - lastTried < settings.heartbeat().toNanos()) {
          continue;
        }
        lastTried = System.nanoTime();
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
