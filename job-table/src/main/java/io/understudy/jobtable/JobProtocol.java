package io.understudy.jobtable;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What a claimer (worker or loader) does with jobs, all fenced; none keeps a transaction open while
 * a job is at work. Times are the database's ({@code understudy.clock()}). Methods throw {@link
 * JobTableException} if the database does not answer.
 *
 * <p>Fence and state of a job together say whether its claim is still held: a cancelled run's jobs
 * are no longer RUNNING. Of a batch say so the row of the batch, and that the job is READY with
 * fence 0.
 */
// not final: a benchmark times claims
public class JobProtocol {
  /** Reports of several jobs, or preparations, at once: more only wait for each other. */
  private static final int LANES = 2;

  /** A statement that is sent on one connection or another. */
  private record Sent<T>(String what, String sql, JobTable.Call<T> call) {
    T in(JobTable table) {
      return table.call(what, sql, call);
    }

    T on(Connection connection) throws SQLException {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        return call.on(statement);
      }
    }
  }

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
   * @param againFirst rather such as were claimed before, or passed over
   */
  record Wanted(int now, int ahead, boolean againFirst) {
    Wanted(int now, int ahead) {
      this(now, ahead, false);
    }

    int all() {
      return now + ahead;
    }
  }

  /**
   * Where some are claimed ahead, transforms that nobody has claimed before are claimed as a batch:
   * one row for all of them, which themselves stay READY until they end, or {@link #keep} gives one
   * a claim of its own.
   *
   * <p>Claims of a run take turns, and each begins where the last one ended: how long one takes
   * does not depend on how many others there are.
   */
  List<Claim> claim(
      String owner, Set<JobKind> kinds, @Nullable Long runId, Wanted wanted, Duration lease) {
    if (runId == null) {
      ClaimCall call = new ClaimCall(owner, kinds, wanted, lease);
      return table.call("claim jobs", ClaimSql.CLAIM_OF_ANY_RUN, call::ofAnyRun);
    }
    for (JobKind kind : new TreeSet<>(kinds)) {
      ClaimCall call = new ClaimCall(owner, Set.of(kind), wanted, lease);
      List<Sent<List<Claim>>> ways = new ArrayList<>(List.of(byRow(call, runId)));
      if (kind == JobKind.TRANSFORM && wanted.ahead() > 0) {
        ways.addFirst(batch(call, runId));
      }
      ways.add(wanted.againFirst() ? 0 : ways.size(), again(call, runId));
      for (Sent<List<Claim>> way : ways) {
        List<Claim> claims = way.in(table);
        if (!claims.isEmpty()) {
          return claims;
        }
      }
    }
    return List.of();
  }

  private static Sent<List<Claim>> batch(ClaimCall call, @Nullable Long runId) {
    return new Sent<>("claim jobs", ClaimSql.CLAIM_BATCH, s -> call.batchOfRun(s, runId));
  }

  private static Sent<List<Claim>> byRow(ClaimCall call, @Nullable Long runId) {
    return new Sent<>("claim jobs", ClaimSql.CLAIM_OF_ONE_RUN, s -> call.ofRun(s, runId));
  }

  private static Sent<List<Claim>> again(ClaimCall call, @Nullable Long runId) {
    return new Sent<>("claim jobs", ClaimSql.CLAIM_AGAIN, s -> call.again(s, runId));
  }

  /**
   * Has the database plan what is sent for each job of a run. Otherwise a connection's first claim
   * does while it has the turn, which takes ten times as long as the claim, and the others wait.
   * Many that begin at once do this a few at a time.
   */
  void prepare() {
    ClaimCall nothing =
        new ClaimCall("", Set.of(JobKind.TRANSFORM), new Wanted(1, 1), Duration.ZERO);
    table.inTransaction(
        "prepare statements",
        connection -> {
          long lane = ThreadLocalRandom.current().nextLong(LANES);
          try (PreparedStatement turn = connection.prepareStatement(JobSql.PREPARE)) {
            turn.setLong(1, lane);
            turn.execute();
          }
          batch(nothing, null).on(connection);
          byRow(nothing, null).on(connection);
          again(nothing, null).on(connection);
          for (boolean ofBatches : new boolean[] {false, true}) {
            held(List.of(), Duration.ZERO, ofBatches).on(connection);
            finish(List.of(), ofBatches).on(connection);
          }
          return true;
        });
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
          statement.setArray(1, batches(statement, held.stream().map(Held::claim)));
          statement.setArray(2, numbers(statement, held.stream().map(h -> h.claim().jobId())));
          statement.setArray(3, numbers(statement, held.stream().map(h -> h.claim().fence())));
          statement.setArray(4, numbers(statement, held.stream().map(Held::progressBytes)));
          statement.setLong(5, lease.toMillis());
          return Set.copyOf(JobTable.idsOfLast(2, statement));
        });
  }

  /**
   * Which claims are held, and will be for a while without a heartbeat. Writes nothing.
   *
   * @param left of the lease, at least
   */
  Set<Long> held(Collection<Held> claims, Duration left) {
    boolean ofBatches = claims.stream().anyMatch(held -> held.claim().ofBatch());
    return held(claims, left, ofBatches).in(table);
  }

  private static Sent<Set<Long>> held(Collection<Held> claims, Duration left, boolean ofBatches) {
    return new Sent<>(
        "look at leases",
        ofBatches ? JobSql.HELD_OF_BATCHES : JobSql.HELD,
        statement -> {
          statement.setArray(1, numbers(statement, claims.stream().map(h -> h.claim().jobId())));
          statement.setArray(2, numbers(statement, claims.stream().map(h -> h.claim().fence())));
          statement.setLong(3, left.toMillis());
          return Set.copyOf(JobTable.idsOfLast(2, statement));
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
    return finish(jobs, jobs.stream().anyMatch(job -> job.claim().ofBatch())).in(table);
  }

  private static Sent<Set<Long>> finish(List<Finished> jobs, boolean ofBatches) {
    List<Finished> ordered =
        jobs.stream().sorted(Comparator.comparingLong(j -> j.claim().jobId())).toList();
    return new Sent<>(
        "finish jobs",
        ofBatches ? JobSql.FINISH_OF_BATCHES : JobSql.FINISH,
        statement -> {
          if (!ofBatches) {
            finished(statement, 1, ordered);
            return Set.copyOf(JobTable.idsOfLast(2, statement));
          }
          statement.setObject(1, lane(ordered), Types.BIGINT);
          statement.setArray(2, batches(statement, ordered.stream().map(Finished::claim)));
          statement.setArray(3, batches(statement, ordered.stream().map(Finished::claim)));
          finished(statement, 4, ordered);
          return Set.copyOf(JobTable.idsOfLast(3, statement));
        });
  }

  private static void finished(PreparedStatement statement, int first, List<Finished> jobs)
      throws SQLException {
    int at = first;
    statement.setArray(at++, numbers(statement, jobs.stream().map(j -> j.claim().jobId())));
    statement.setArray(at++, numbers(statement, jobs.stream().map(j -> j.claim().fence())));
    statement.setArray(at++, texts(statement, jobs, Completion::outputEtag));
    statement.setArray(at++, counts(statement, jobs, Completion::outputBytes));
    statement.setArray(at++, counts(statement, jobs, Completion::rowsIn));
    statement.setArray(at++, counts(statement, jobs, Completion::rowsOut));
    statement.setArray(at++, counts(statement, jobs, Completion::cellsChanged));
    statement.setArray(at++, texts(statement, jobs, Completion::details));
    statement.setArray(
        at,
        numbers(statement, jobs.stream().map(j -> j.took() == null ? null : j.took().toMillis())));
  }

  /** Which reports these take turns with; null if there is nothing to wait for. */
  private static @Nullable Long lane(List<Finished> jobs) {
    if (jobs.size() < 2) {
      return null;
    }
    Claim first = jobs.getFirst().claim();
    return first.runId() * LANES + first.fence() % LANES;
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
          statement.setArray(1, batches(statement, Stream.of(claim)));
          statement.setLong(2, claim.fence());
          statement.setLong(3, claim.jobId());
          statement.setLong(4, claim.fence());
          statement.setBoolean(5, failure.retryable());
          statement.setLong(6, retryAfter.toMillis());
          statement.setBoolean(7, failure.retryable());
          statement.setString(8, failure.code());
          statement.setString(9, failure.message().replace('\0', ' '));
          try (ResultSet rows = JobTable.last(2, statement)) {
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
   * Gives the job of a batch a claim of its own, under the same fence; does nothing for one that
   * has it.
   */
  void keep(Claim claim) {
    table.call(
        "keep a job",
        JobSql.KEEP,
        statement -> {
          statement.setArray(1, batches(statement, Stream.of(claim)));
          statement.setLong(2, claim.fence());
          statement.setLong(3, claim.jobId());
          return JobTable.idsOfLast(2, statement);
        });
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
          statement.setArray(1, batches(statement, claims.stream()));
          statement.setArray(2, batches(statement, claims.stream()));
          statement.setArray(3, numbers(statement, claims.stream().map(Claim::jobId)));
          statement.setArray(4, numbers(statement, claims.stream().map(Claim::fence)));
          return Set.copyOf(JobTable.idsOfLast(2, statement));
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

  /** Of the batches, each once, in order: they are locked in it. */
  private static Array batches(PreparedStatement statement, Stream<Claim> claims)
      throws SQLException {
    return numbers(statement, claims.filter(Claim::ofBatch).map(Claim::fence).distinct().sorted());
  }

  private static Array numbers(PreparedStatement statement, Stream<@Nullable Long> numbers)
      throws SQLException {
    return statement.getConnection().createArrayOf("bigint", numbers.toArray(Long[]::new));
  }
}
