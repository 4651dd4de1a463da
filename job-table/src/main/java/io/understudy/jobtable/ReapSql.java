package io.understudy.jobtable;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * What makes jobs ready again whose claimers are gone, or which claims have passed over. Locks as
 * {@link RunSql}.
 */
final class ReapSql {
  /** Most jobs, besides those of a few batches, that one statement reaps: none locks for long. */
  static final int REAP_AT_ONCE = 1000;

  // What someone is writing just now is skipped: its claimer is alive. Of a batch all jobs that did
  // not end are taken back; what was done of them is not known.
  private static final String TAKE_BACK =
      """
      with lost as (
        select id, attempt, owner, fence, started_at
        from understudy.job
        where state = 'RUNNING' and %1$s
        order by id
        limit %2$d
        for update skip locked
      ), batch as (
        select fence, owner, claimed_at, job_ids
        from understudy.batch
        where %1$s
        order by fence
        limit 8
        for update skip locked
      ), lost_of_batch as (
        select j.id, 1 as attempt, batch.owner, batch.fence, batch.claimed_at as started_at
        from batch
        cross join unnest(batch.job_ids) as member (id)
        join understudy.job j on j.id = member.id
        where j.fence = 0 and j.state || '' = 'READY'
        order by j.id
        for update of j skip locked
      ), ended as (
        delete from understudy.batch b
        using batch
        where b.fence = batch.fence
      ), taken as (
        update understudy.job j
        set state = case when l.attempt < j.max_attempts then 'READY' else 'DEAD' end,
            ready_at = understudy.clock(),
            finished_at = case when l.attempt < j.max_attempts then null
                               else understudy.clock() end,
            error_code = 'lease-lost',
            error = 'attempt ' || l.attempt || ' of ' || j.max_attempts || ': "' || l.owner
              || '" stopped without giving the job back; see why that process ended'
              || ' (killed, out of memory, no connection to the job table)',
            attempt = l.attempt, fence = l.fence, started_at = l.started_at,
            owner = null, lease_until = null, progress_bytes = 0
        from (select * from lost union all select * from lost_of_batch) l
        where j.id = l.id
        returning j.run_table_id, j.kind, j.state
      ), total as (
        select run_table_id,
               count(*) filter (where state = 'READY') as retries,
               count(*) filter (where state = 'DEAD' and kind = 'TRANSFORM') as transform_dead,
               count(*) filter (where state = 'DEAD' and kind = 'LOAD') as load_dead
        from taken
        where run_table_id is not null
        group by run_table_id
      ), locked as (
        select t.id
        from understudy.run_table t
        where t.id in (select run_table_id from total)
        order by t.id
        for update of t
      ), counted as (
        update understudy.run_table t
        set retries = t.retries + total.retries,
            transform_dead = t.transform_dead + total.transform_dead,
            load_dead = t.load_dead + total.load_dead
        from total
        join locked on locked.id = total.run_table_id
        where t.id = total.run_table_id
      )
      select count(*) from taken
      """;

  static final String REAP = TAKE_BACK.formatted("lease_until < understudy.clock()", REAP_AT_ONCE);
  static final String REAP_OWNER = TAKE_BACK.formatted("owner = ?", REAP_AT_ONCE);

  // Jobs that nobody has claimed, before the front and of no batch: planned late, or skipped when
  // their batch was taken back. With a fence CLAIM_AGAIN finds them. What is before the front that
  // this sees, no batch takes any more. The list of what batches hold is looked up, not walked for
  // each job: it seems short for its limit, and has room.
  static final String PASSED_OVER =
      "select set_config('work_mem', '64MB', true), "
          + JobSql.ONCE_PLANNED
          + """
      with front as materialized (
        select f.run_id, f.kind,
      """
          + ClaimSql.FRONT
          + """
        from understudy.claim_front f
        join understudy.run r
          on r.id = f.run_id and r.state in ('PLANNING', 'RUNNING', 'CANCELLING')
      ), passed as (
        select j.id
        from front
        cross join lateral (
          select j.id
          from understudy.job j
          where j.state = 'READY' and j.fence = 0
            and (j.run_id, j.kind, j.ready_at, j.id)
                > (front.run_id, front.kind, timestamptz '-infinity', 0)
            and (j.run_id, j.kind, j.ready_at, j.id)
                <= (front.run_id, front.kind, front.ready_at, front.job_id)
            and j.id not in (
              select unnest(b.job_ids) from understudy.batch b limit (select null::bigint))
          order by j.run_id, j.kind, j.ready_at, j.id
          limit %d
          for update of j skip locked
        ) j
      ), found as (
        update understudy.job j
        set fence = (extract(epoch from clock_timestamp()) * 1000000)::bigint
        from passed
        where j.id = passed.id
        returning j.id
      )
      select count(*) from found
      """
              .formatted(REAP_AT_ONCE);

  /** How many {@link #PASSED_OVER} found. */
  static int found(PreparedStatement passedOver) throws SQLException {
    return JobTable.idsOfLast(2, passedOver).getFirst().intValue();
  }

  private ReapSql() {}
}
