package io.understudy.jobtable;

import io.understudy.jobtable.Batch.Done;
import io.understudy.jobtable.JobLoop.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** Tells the job table how claims ended, and the work what became of that. */
final class Reports {
  private static final Logger LOG = Logger.getLogger(JobLoop.class);

  /** Age of a batch from which on it is reported, and what has not begun of it given back. */
  private static final Duration SLOW = Duration.ofSeconds(5);

  private final JobProtocol protocol;
  private final Patience patience;
  private final JobLoop.Work work;
  private final Map<Long, Attempt> attempts;

  /**
   * @param attempts whose leases are kept; those that end are taken out
   */
  Reports(JobProtocol protocol, Patience patience, JobLoop.Work work, Map<Long, Attempt> attempts) {
    this.protocol = protocol;
    this.patience = patience;
    this.work = work;
    this.attempts = attempts;
  }

  /** The log lines of this thread are about that job. */
  static void name(Claim claim) {
    MDC.put("run", claim.runId());
    MDC.put("job", claim.jobId());
    if (!claim.table().isEmpty()) {
      MDC.put("table", claim.table());
    }
  }

  static Outcome lost(Claim claim) {
    LOG.warnf("lost the claim (fence %d): nothing is reported", claim.fence());
    return Outcome.LOST;
  }

  void ended(Attempt attempt, Outcome outcome, Duration took) {
    attempts.remove(attempt.claim().jobId(), attempt);
    work.ended(attempt.claim(), outcome, took);
  }

  /** Reports what is done. */
  void done(List<Done> jobs) {
    if (jobs.isEmpty()) {
      return;
    }
    try {
      done(jobs, sent(() -> finish(jobs)));
    } catch (JobTableException e) {
      LOG.errorf(
          "cannot report the end of %d jobs, their leases will run out: %s",
          jobs.size(), e.getMessage());
      done(jobs, Set.of());
    }
  }

  /** Gives back what nobody has begun. */
  void notBegun(List<Attempt> waiting) {
    if (waiting.isEmpty()) {
      return;
    }
    try {
      notBegun(waiting, sent(() -> giveBack(waiting)));
    } catch (JobTableException e) {
      LOG.errorf(
          "cannot give %d jobs back, their leases will run out: %s",
          waiting.size(), e.getMessage());
      notBegun(waiting, Set.of());
    }
  }

  /**
   * If a batch takes long, lets no other wait for the one at work; its thread cannot end meanwhile.
   */
  void hurry(Batch batch) {
    synchronized (batch) {
      if (!batch.isSlow(SLOW)) {
        return;
      }
      try {
        List<Done> jobs = batch.done();
        if (!jobs.isEmpty()) {
          Set<Long> held = finish(jobs);
          batch.takeDone();
          done(jobs, held);
        }
        List<Attempt> waiting = batch.waiting();
        if (!waiting.isEmpty()) {
          Set<Long> held = giveBack(waiting);
          batch.takeWaiting();
          notBegun(waiting, held);
        }
        Attempt atWork = batch.atWork();
        if (atWork != null) {
          protocol.keep(atWork.claim());
          batch.isAlone();
        }
      } catch (RuntimeException | OutOfMemoryError e) {
        LOG.warnf("cannot report what is done, will try again: %s", e.getClass().getName());
      }
    }
  }

  /** Reports an end; if the database does not answer, again until the lease must be over. */
  <T> T sent(Supplier<T> statement) {
    return patience.ask("report to the job table", () -> false, statement);
  }

  private Set<Long> finish(List<Done> jobs) {
    return protocol.finish(jobs.stream().map(Done::finished).toList());
  }

  private Set<Long> giveBack(List<Attempt> waiting) {
    return protocol.giveBackHeld(waiting.stream().map(Attempt::claim).toList());
  }

  private void done(List<Done> jobs, Set<Long> held) {
    for (Done job : jobs) {
      Claim claim = job.attempt().claim();
      name(claim);
      ended(job.attempt(), held.contains(claim.jobId()) ? Outcome.DONE : lost(claim), job.took());
      MDC.clear();
    }
  }

  private void notBegun(List<Attempt> waiting, Set<Long> held) {
    LOG.infof("%d jobs given back that had not begun", held.size());
    for (Attempt attempt : waiting) {
      boolean kept = held.contains(attempt.claim().jobId());
      ended(attempt, kept ? Outcome.GIVEN_BACK : Outcome.LOST, Duration.ZERO);
    }
  }
}
