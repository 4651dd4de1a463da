package io.understudy.jobtable;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What a claimer (worker or loader) does with jobs. One statement each, all fenced; none keeps a
 * transaction open. Times are the database's ({@code understudy.clock()}). Methods throw {@link
 * JobTableException} if the database does not answer.
 *
 * <p>A cancelled run's jobs are no longer RUNNING, so fence and state together say whether a claim
 * is still held. Statements that write several rows lock them in the order of their ids, jobs
 * before tables, so that no two of them wait for each other.
 */
public final class JobProtocol {
  // Walks the index of each kind in order and locks only what it takes, so that claimers neither
  // wait for each other nor get the same job. The runs are looked up first, as a list (a join
  // would invite plans that sort all ready jobs). A cancelled run still has its target cleaned up.
  private static final String CLAIM =
      """
      with ready as (
        select j.id
        from unnest(?::text[]) as wanted (kind)
        cross join lateral (
          select j.id, j.ready_at
          from understudy.job j
          where j.kind = wanted.kind and j.state = 'READY' and j.ready_at <= understudy.clock() %s
            and (j.run_id + 0 = any (array(
                   select id from understudy.run where state in ('PLANNING', 'RUNNING')))
                 or j.kind = 'DISCARD' and j.run_id + 0 = any (array(
                   select id from understudy.run where state = 'CANCELLING')))
          order by j.ready_at, j.id
          limit ?
          for update of j skip locked
        ) j
        order by j.ready_at, j.id
        limit ?
      ), claimed as (
        update understudy.job j
        set state = 'RUNNING', owner = ?, fence = j.fence + 1, attempt = j.attempt + 1,
            lease_until = understudy.clock() + ? * interval '1 millisecond',
            started_at = understudy.clock(), progress_bytes = 0
        from ready
        where j.id = ready.id
        returning j.*
      )
      select c.id, c.fence, c.run_id, c.run_table_id, coalesce(t.name, '') as table_name, c.kind,
             c.attempt, c.max_attempts, c.input, c.input_bytes, c.input_etag, c.output,
             c.expected_rows
      from claimed c
      left join understudy.run_table t on t.id = c.run_table_id
      order by c.ready_at, c.id
      """;

  private static final String CLAIM_OF_ANY_RUN = CLAIM.formatted("");
  private static final String CLAIM_OF_ONE_RUN = CLAIM.formatted("and j.run_id = ?");

  private static final String HEARTBEAT =
      """
      with held as (
        select j.id, h.progress
        from understudy.job j
        join unnest(?::bigint[], ?::bigint[], ?::bigint[]) as h (id, fence, progress)
          on j.id = h.id and j.fence = h.fence
        where j.state = 'RUNNING'
        order by j.id
        for update of j
      )
      update understudy.job j
      set lease_until = understudy.clock() + ? * interval '1 millisecond',
          progress_bytes = held.progress
      from held
      where j.id = held.id
      returning j.id
      """;

  private static final String FINISH =
      """
      with done as (
        update understudy.job
        set state = 'DONE', owner = null, lease_until = null, progress_bytes = input_bytes,
            output_etag = ?, output_bytes = ?, rows_in = ?, rows_out = ?, cells_changed = ?,
            details = ?::jsonb, error_code = null, error = null, finished_at = understudy.clock()
        where id = ? and fence = ? and state = 'RUNNING'
        returning *, (extract(epoch from finished_at - started_at) * 1000)::bigint as millis
      ), counted as (
        update understudy.run_table t
        set transform_done = t.transform_done + (d.kind = 'TRANSFORM')::integer,
            bytes_done = t.bytes_done + case d.kind when 'TRANSFORM' then d.input_bytes else 0 end,
            bytes_out = t.bytes_out + case d.kind when 'TRANSFORM' then d.output_bytes else 0 end,
            rows_in = t.rows_in + case d.kind when 'TRANSFORM' then d.rows_in else 0 end,
            rows_out = t.rows_out + case d.kind when 'TRANSFORM' then d.rows_out else 0 end,
            cells_changed = t.cells_changed
              + case d.kind when 'TRANSFORM' then d.cells_changed else 0 end,
            load_done = t.load_done + (d.kind = 'LOAD')::integer,
            rows_loaded = t.rows_loaded + case d.kind when 'LOAD' then d.rows_out else 0 end,
            transform_millis = t.transform_millis
              + case d.kind when 'TRANSFORM' then d.millis else 0 end,
            load_millis = t.load_millis + case d.kind when 'LOAD' then d.millis else 0 end
        from done d
        where t.id = d.run_table_id
      )
      select id from done
      """;

  private static final String FAIL =
      """
      with failed as (
        update understudy.job
        set state = case when ? and attempt < max_attempts then 'READY' else 'DEAD' end,
            ready_at = understudy.clock() + ? * interval '1 millisecond',
            finished_at = case when ? and attempt < max_attempts then null
                               else understudy.clock() end,
            owner = null, lease_until = null, progress_bytes = 0, error_code = ?, error = ?
        where id = ? and fence = ? and state = 'RUNNING'
        returning *
      ), counted as (
        update understudy.run_table t
        set retries = t.retries + (f.state = 'READY')::integer,
            transform_dead = t.transform_dead
              + (f.state = 'DEAD' and f.kind = 'TRANSFORM')::integer,
            load_dead = t.load_dead + (f.state = 'DEAD' and f.kind = 'LOAD')::integer
        from failed f
        where t.id = f.run_table_id
      )
      select state from failed
      """;

  // Keeps ready_at: a job given back is still the oldest.
  private static final String GIVE_BACK =
      """
      with held as (
        select j.id
        from understudy.job j
        join unnest(?::bigint[], ?::bigint[]) as h (id, fence)
          on j.id = h.id and j.fence = h.fence
        where j.state = 'RUNNING'
        order by j.id
        for update of j
      )
      update understudy.job j
      set state = 'READY', attempt = j.attempt - 1, owner = null, lease_until = null,
          started_at = null, progress_bytes = 0
      from held
      where j.id = held.id
      """;

  private static final String EXPECTS_MORE =
      """
      select r.state = 'PLANNING'
             or exists (select from understudy.job j
                        where j.run_id = r.id and j.kind = any (?::text[]) and j.state = 'READY')
             or exists (select from understudy.job j
                        where j.run_id = r.id and j.kind = any (?::text[]) and j.state = 'RUNNING')
      from understudy.run r
      where r.id = ? and r.state in ('PLANNING', 'RUNNING')
      """;

  private final JobTable table;

  /** Uses one connection per call; call it outside a JTA transaction. */
  public JobProtocol(DataSource database) {
    this.table = new JobTable(database);
  }

  /**
   * Claims up to {@code limit} ready jobs of active runs, oldest first: sets owner and lease,
   * raises fence and attempt. Of a run that is being cancelled only its DISCARD is claimed.
   *
   * @param owner who claims, such as host and process id
   * @param kinds what the claimer can do
   * @param runId only of this run, or null for any
   */
  public List<Claim> claim(
      String owner, Set<JobKind> kinds, @Nullable Long runId, int limit, Duration lease) {
    return table.call(
        "claim jobs",
        runId == null ? CLAIM_OF_ANY_RUN : CLAIM_OF_ONE_RUN,
        statement -> {
          int at = 1;
          statement.setArray(at++, names(statement, kinds));
          if (runId != null) {
            statement.setLong(at++, runId);
          }
          statement.setInt(at++, limit);
          statement.setInt(at++, limit);
          statement.setString(at++, owner);
          statement.setLong(at, lease.toMillis());
          List<Claim> claims = new ArrayList<>();
          try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
              claims.add(claimOf(rows));
            }
          }
          return claims;
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
        HEARTBEAT,
        statement -> {
          statement.setArray(1, numbers(statement, held.stream().map(h -> h.claim().jobId())));
          statement.setArray(2, numbers(statement, held.stream().map(h -> h.claim().fence())));
          statement.setArray(3, numbers(statement, held.stream().map(Held::progressBytes)));
          statement.setLong(4, lease.toMillis());
          Set<Long> still = new HashSet<>();
          try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
              still.add(rows.getLong(1));
            }
          }
          return still;
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
    return table.call(
        "finish a job",
        FINISH,
        statement -> {
          statement.setString(1, completion.outputEtag());
          statement.setLong(2, completion.outputBytes());
          statement.setLong(3, completion.rowsIn());
          statement.setLong(4, completion.rowsOut());
          statement.setLong(5, completion.cellsChanged());
          statement.setString(6, completion.details());
          statement.setLong(7, claim.jobId());
          statement.setLong(8, claim.fence());
          try (ResultSet rows = statement.executeQuery()) {
            return rows.next();
          }
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
        FAIL,
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
    return table.call(
        "give jobs back",
        GIVE_BACK,
        statement -> {
          statement.setArray(1, numbers(statement, claims.stream().map(Claim::jobId)));
          statement.setArray(2, numbers(statement, claims.stream().map(Claim::fence)));
          return statement.executeUpdate();
        });
  }

  /**
   * Whether any job of these kinds may still come for the run: READY, RUNNING, or planning goes on.
   * False for a run that is cancelled or finished.
   */
  public boolean expectsMore(Set<JobKind> kinds, long runId) {
    return table.call(
        "look for more jobs",
        EXPECTS_MORE,
        statement -> {
          statement.setArray(1, names(statement, kinds));
          statement.setArray(2, names(statement, kinds));
          statement.setLong(3, runId);
          try (ResultSet rows = statement.executeQuery()) {
            return rows.next() && rows.getBoolean(1);
          }
        });
  }

  private static Claim claimOf(ResultSet row) throws SQLException {
    return new Claim(
        row.getLong("id"),
        row.getLong("fence"),
        row.getLong("run_id"),
        row.getObject("run_table_id", Long.class),
        row.getString("table_name"),
        JobKind.valueOf(row.getString("kind")),
        row.getInt("attempt"),
        row.getInt("max_attempts"),
        row.getString("input"),
        row.getLong("input_bytes"),
        row.getString("input_etag"),
        row.getString("output"),
        row.getObject("expected_rows", Long.class));
  }

  private static Array names(PreparedStatement statement, Set<JobKind> kinds) throws SQLException {
    return statement
        .getConnection()
        .createArrayOf("text", kinds.stream().map(JobKind::name).toArray());
  }

  private static Array numbers(PreparedStatement statement, Stream<Long> numbers)
      throws SQLException {
    return statement.getConnection().createArrayOf("bigint", numbers.toArray());
  }
}
