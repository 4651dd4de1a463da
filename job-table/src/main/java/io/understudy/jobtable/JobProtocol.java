package io.understudy.jobtable;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What a claimer (worker or loader) does with jobs. One statement each, all fenced; none keeps a
 * transaction open. Times are the database's ({@code understudy.clock()}). Methods throw {@link
 * JobTableException} if the database does not answer.
 *
 * <p>A cancelled run's jobs are no longer RUNNING, so fence and state together say whether a claim
 * is still held.
 */
public final class JobProtocol {
  private final JobTable table;

  /** Uses one connection per call; call it outside a JTA transaction. */
  public JobProtocol(DataSource database) {
    this.table = new JobTable(database);
  }

  /**
   * Claims up to {@code limit} ready jobs of active runs, oldest first: sets owner and lease,
   * raises fence and attempt. Of a run that is being cancelled only its DISCARD is claimed. Of one
   * run jobs of the next kind are claimed when there is none of the one before.
   *
   * @param owner who claims, such as host and process id
   * @param kinds what the claimer can do
   * @param runId only of this run, or null for any
   */
  public List<Claim> claim(
      String owner, Set<JobKind> kinds, @Nullable Long runId, int limit, Duration lease) {
    return claim(owner, kinds, runId, new Wanted(limit, 0), lease);
  }

  /**
   * Which jobs to claim.
   *
   * @param now as many as can be begun
   * @param ahead more that wait until the first are done. If one of all was tried before there are
   *     no more: should it be what kills its claimers, it does so alone
   */
  record Wanted(int now, int ahead) {
    int all() {
      return now + ahead;
    }
  }

  /**
   * Claims of a run take turns, and each begins where the last one ended: how long one takes does
   * not depend on how many others there are.
   */
  List<Claim> claim(
      String owner, Set<JobKind> kinds, @Nullable Long runId, Wanted wanted, Duration lease) {
    if (runId == null) {
      ClaimCall call = new ClaimCall(owner, kinds, wanted, lease);
      return table.call("claim jobs", JobSql.CLAIM_OF_ANY_RUN, call::ofAnyRun);
    }
    List<Claim> claims = List.of();
    for (JobKind kind : new TreeSet<>(kinds)) {
      ClaimCall call = new ClaimCall(owner, Set.of(kind), wanted, lease);
      for (boolean whole : new boolean[] {false, true}) {
        claims = claims.isEmpty() ? claimOfRun(call, runId, whole) : claims;
      }
    }
    return claims;
  }

  private List<Claim> claimOfRun(ClaimCall call, long runId, boolean whole) {
    return table.call(
        "claim jobs", JobSql.CLAIM_OF_ONE_RUN, statement -> call.ofRun(statement, runId, whole));
  }

  /**
   * Extends the leases and records progress (input bytes consumed).
   *
   * @return the ids of the jobs still held; work on the others must stop
   */
  public Set<Long> heartbeat(Collection<Held> held, Duration lease) {
    return table.call(
        "extend leases",
        JobSql.HEARTBEAT,
        statement -> {
          statement.setArray(1, numbers(statement, held.stream().map(h -> h.claim().jobId())));
          statement.setArray(2, numbers(statement, held.stream().map(h -> h.claim().fence())));
          statement.setArray(3, numbers(statement, held.stream().map(Held::progressBytes)));
          statement.setLong(4, lease.toMillis());
          return Set.copyOf(JobTable.ids(statement));
        });
  }

  /**
   * Which claims are held, and will be for a while without a heartbeat. Writes nothing.
   *
   * @param left of the lease, at least
   */
  Set<Long> held(Collection<Held> claims, Duration left) {
    return table.call(
        "look at leases",
        JobSql.HELD,
        statement -> {
          statement.setArray(1, numbers(statement, claims.stream().map(h -> h.claim().jobId())));
          statement.setArray(2, numbers(statement, claims.stream().map(h -> h.claim().fence())));
          statement.setLong(3, left.toMillis());
          return Set.copyOf(JobTable.idsOfSecond(statement));
        });
  }

  /** A claim at work and how far it is. */
  public record Held(Claim claim, long progressBytes) {}

  /**
   * Ends the job as DONE, with counters of its table raised in the same statement.
   *
   * @return false if the claim was lost: nothing is changed then
   */
  public boolean finish(Claim claim, Completion completion) {
    return !finish(List.of(new Finished(claim, completion, null))).isEmpty();
  }

  /**
   * A job that is done.
   *
   * @param took time of its work; null: since it was claimed
   */
  record Finished(Claim claim, Completion completion, @Nullable Duration took) {}

  /**
   * Ends jobs as DONE, with counters of their tables raised in the same statement.
   *
   * @return ids of those whose claim was held; nothing is changed for the others
   */
  Set<Long> finish(List<Finished> jobs) {
    List<Finished> ordered =
        jobs.stream().sorted(Comparator.comparingLong(j -> j.claim().jobId())).toList();
    return table.call(
        "finish jobs",
        JobSql.FINISH,
        statement -> {
          statement.setArray(1, numbers(statement, ordered.stream().map(j -> j.claim().jobId())));
          statement.setArray(2, numbers(statement, ordered.stream().map(j -> j.claim().fence())));
          statement.setArray(3, texts(statement, ordered, Completion::outputEtag));
          statement.setArray(4, counts(statement, ordered, Completion::outputBytes));
          statement.setArray(5, counts(statement, ordered, Completion::rowsIn));
          statement.setArray(6, counts(statement, ordered, Completion::rowsOut));
          statement.setArray(7, counts(statement, ordered, Completion::cellsChanged));
          statement.setArray(8, texts(statement, ordered, Completion::details));
          statement.setArray(
              9,
              numbers(
                  statement,
                  ordered.stream().map(j -> j.took() == null ? null : j.took().toMillis())));
          return Set.copyOf(JobTable.idsOfSecond(statement));
        });
  }

  /**
   * Ends the attempt: back to READY after the given wait if retryable and attempts are left, else
   * DEAD. Counters of the job's table are raised in the same statement.
   *
   * @param retryAfter wait before the next attempt (see {@link Backoff})
   * @return what became of it; LOST if the claim was lost: nothing is changed then
   */
  public FailOutcome fail(Claim claim, Failure failure, Duration retryAfter) {
    return table.call(
        "fail a job",
        JobSql.FAIL,
        statement -> {
          statement.setBoolean(1, failure.retryable());
          statement.setLong(2, retryAfter.toMillis());
          statement.setBoolean(3, failure.retryable());
          statement.setString(4, failure.code());
          statement.setString(5, failure.message().replace('\0', ' '));
          statement.setLong(6, claim.jobId());
          statement.setLong(7, claim.fence());
          try (ResultSet rows = statement.executeQuery()) {
            if (!rows.next()) {
              return FailOutcome.LOST;
            }
            return rows.getString(1).equals("READY") ? FailOutcome.RETRY : FailOutcome.DEAD;
          }
        });
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
    return giveBackHeld(claims).size();
  }

  /** The same; ids of those that were still held. */
  Set<Long> giveBackHeld(Collection<Claim> claims) {
    return table.call(
        "give jobs back",
        JobSql.GIVE_BACK,
        statement -> {
          statement.setArray(1, numbers(statement, claims.stream().map(Claim::jobId)));
          statement.setArray(2, numbers(statement, claims.stream().map(Claim::fence)));
          return Set.copyOf(JobTable.ids(statement));
        });
  }

  /**
   * Whether any job of these kinds may still come for the run: READY, RUNNING, or planning goes on.
   * False for a run that is cancelled or finished.
   */
  public boolean expectsMore(Set<JobKind> kinds, long runId) {
    return table.call(
        "look for more jobs",
        JobSql.EXPECTS_MORE,
        statement -> {
          statement.setArray(1, names(statement, kinds));
          statement.setArray(2, names(statement, kinds));
          statement.setLong(3, runId);
          try (ResultSet rows = statement.executeQuery()) {
            return rows.next() && rows.getBoolean(1);
          }
        });
  }

  static Array names(PreparedStatement statement, Set<JobKind> kinds) throws SQLException {
    return statement
        .getConnection()
        .createArrayOf("text", kinds.stream().map(JobKind::name).toArray());
  }

  private static Array texts(
      PreparedStatement statement, List<Finished> jobs, Function<Completion, @Nullable String> text)
      throws SQLException {
    return statement
        .getConnection()
        .createArrayOf(
            "text", jobs.stream().map(j -> text.apply(j.completion())).toArray(String[]::new));
  }

  private static Array counts(
      PreparedStatement statement, List<Finished> jobs, Function<Completion, Long> count)
      throws SQLException {
    return numbers(statement, jobs.stream().map(j -> count.apply(j.completion())));
  }

  private static Array numbers(PreparedStatement statement, Stream<@Nullable Long> numbers)
      throws SQLException {
    return statement.getConnection().createArrayOf("bigint", numbers.toArray(Long[]::new));
  }
}
