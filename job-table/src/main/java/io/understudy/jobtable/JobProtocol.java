package io.understudy.jobtable;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What a claimer (worker or loader) does with jobs. One statement each, all fenced; none keeps a
 * transaction open. Times are the database's ({@code understudy.clock()}). Methods throw {@link
 * JobTableException} if the database does not answer.
 */
public final class JobProtocol {
  private final DataSource database;

  /** Uses one connection per call. */
  public JobProtocol(DataSource database) {
    this.database = database;
  }

  /**
   * Claims up to {@code limit} ready jobs of active runs, oldest first: sets owner and lease,
   * raises fence and attempt.
   *
   * @param owner who claims, such as host and process id
   * @param kinds what the claimer can do
   * @param runId only of this run, or null for any
   */
  public List<Claim> claim(
      String owner, Set<JobKind> kinds, @Nullable Long runId, int limit, Duration lease) {
    throw new JobTableException("claim " + database, null);
  }

  /**
   * Extends the leases and records progress (input bytes consumed).
   *
   * @return the ids of the jobs still held; work on the others must stop
   */
  public Set<Long> heartbeat(Collection<Held> held, Duration lease) {
    throw new JobTableException("heartbeat", null);
  }

  /** A claim at work and how far it is. */
  public record Held(Claim claim, long progressBytes) {}

  /**
   * Ends the job as DONE, with counters of its table raised in the same statement.
   *
   * @return false if the claim was lost: nothing is changed then
   */
  public boolean finish(Claim claim, Completion completion) {
    throw new JobTableException("finish", null);
  }

  /**
   * Ends the attempt: back to READY after the given wait if retryable and attempts are left, else
   * DEAD.
   *
   * @param retryAfter wait before the next attempt (see {@link Backoff})
   * @return what became of it; LOST if the claim was lost: nothing is changed then
   */
  public FailOutcome fail(Claim claim, Failure failure, Duration retryAfter) {
    throw new JobTableException("fail", null);
  }

  /** What became of a failed attempt. */
  public enum FailOutcome {
    RETRY,
    DEAD,
    LOST
  }

  /**
   * Gives jobs back unworked: READY at once, the attempt not counted.
   *
   * @return how many were still held
   */
  public int giveBack(Collection<Claim> claims) {
    throw new JobTableException("give back", null);
  }

  /**
   * Whether any job of these kinds may still come for the run: READY, RUNNING, or planning goes on.
   */
  public boolean expectsMore(Set<JobKind> kinds, long runId) {
    throw new JobTableException("expects more", null);
  }
}
