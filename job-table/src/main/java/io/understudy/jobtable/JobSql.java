package io.understudy.jobtable;

/**
 * The statements of {@link JobProtocol}. Those that write several rows lock them in the order of
 * their ids, batches before jobs before tables, so that no two of them wait for each other.
 *
 * <p>{@code state || ''} keeps a lookup by id away from the index of running jobs: when the table
 * was last analyzed few ran, and that index looks small while it is full of dead entries.
 *
 * <p>Claims, finishes and heartbeats do not wait until the disk has them, so that the turn and the
 * rows they lock (above all that of the table, which every finish raises) are free again at once. A
 * database that crashes then may forget the last of them: the job is done again, under a new fence,
 * because a fence is the time.
 */
final class JobSql {
  // How the statements of each job run, that is, the transaction of this one and the next: without
  // waiting for the disk, planned once per connection (planning takes longer than doing it), and
  // joined row by row in the order given, whatever the statistics say: rows are locked in it. What
  // is off and done nevertheless counts 10^10 in the cost until PostgreSQL 17, and what costs so
  // much is compiled each time, which takes some hundred times longer than doing it.
  //
  // A plan outlives the hour it was made in. While jobs are few, every index is a page, and looking
  // one up costs as much as reading them all, as it will not later: so what an index is read for is
  // dear, and a list of jobs ends with "limit (select null)": it leaves none out, but the planner,
  // to whom it is some limit, takes the list for a single job and looks each up by its id.
  static final String ONCE_PLANNED =
      """
      set_config('synchronous_commit', 'off', true),
             set_config('plan_cache_mode', 'force_generic_plan', true),
             set_config('jit', 'off', true),
             set_config('cpu_index_tuple_cost', '1000', true),
             set_config('enable_sort', 'off', true),
             set_config('enable_incremental_sort', 'off', true),
             set_config('enable_hashjoin', 'off', true),
             set_config('enable_mergejoin', 'off', true),
             set_config('enable_seqscan', 'off', true);
      """;

  // A process that hangs in this transaction is cut off, and nobody waits for it long.
  static final String PREPARE =
      """
      select set_config('lock_timeout', '5s', true),
             set_config('idle_in_transaction_session_timeout', '5s', true);
      select pg_advisory_xact_lock(hashtextextended('understudy.prepare', ?))
      """;

  // Sent before what writes jobs of batches, in its transaction: whoever waits for another that
  // does sees what that one left. The jobs are locked behind them.
  private static final String LOCK_BATCHES =
      """
      select from understudy.batch where fence = any (?::bigint[]) order by fence for update;
      """;

  // A batch is kept by its jobs that are not ended and have no claim of their own. That a job is of
  // the batch whose fence the claim has is not asked again: whatever else becomes of it raises its
  // fence, or its state, and it is READY with fence 0 of no other.
  static final String HEARTBEAT =
      LOCK_BATCHES
          + """
      with claim as materialized (
        select *
        from unnest(?::bigint[], ?::bigint[], ?::bigint[]) as h (id, fence, progress)
      ), until as materialized (
        select understudy.clock() + ? * interval '1 millisecond' as time
        from (select set_config('synchronous_commit', 'off', true)) as unflushed
      ), batch as (
        update understudy.batch b
        set lease_until = until.time
        from until
        where b.fence in (select claim.fence
                          from claim
                          join understudy.job j on j.id = claim.id
                          where j.fence = 0 and j.state || '' = 'READY')
        returning b.fence
      ), held as (
        select j.id, claim.progress
        from understudy.job j
        join claim on j.id = claim.id and j.fence = claim.fence
        where j.state || '' = 'RUNNING'
        order by j.id
        for update of j
      ), extended as (
        update understudy.job j
        set lease_until = until.time, progress_bytes = held.progress
        from held
        cross join until
        where j.id = held.id
        returning j.id
      )
      select id from extended
      union all
      select j.id
      from claim
      join batch on batch.fence = claim.fence
      join understudy.job j on j.id = claim.id
      where j.fence = 0 and j.state || '' = 'READY'
      """;

  static final String HELD =
      held(
          """
          join understudy.job j on j.id = h.id and j.fence = h.fence
          where j.state || '' = 'RUNNING' and j.lease_until
          """);

  static final String HELD_OF_BATCHES =
      held(
          """
          left join understudy.batch b on b.fence = h.fence
          join understudy.job j on j.id = h.id
          where (j.fence = h.fence and j.state || '' = 'RUNNING'
                 or j.fence = 0 and j.state || '' = 'READY' and b.fence is not null)
            and case when j.fence = 0 then b.lease_until else j.lease_until end
          """);

  private static String held(String asTheyAre) {
    return "select "
        + ONCE_PLANNED
        + """
        select j.id
        from (
          select *
          from unnest(?::bigint[], ?::bigint[]) as h (id, fence)
          limit (select null::bigint)
        ) as h
        """
        + asTheyAre
        + "> understudy.clock() + ? * interval '1 millisecond'";
  }

  // A batch is over with its last job.
  private static final String ENDED =
      """
      , ended as (
        delete from understudy.batch b
        using held
        where b.fence = held.fence
          and (cardinality(held.job_ids)
                 = (select count(*) from %1$s e where e.fence = held.fence)
               or not exists (select
                              from unnest(held.job_ids) as open (id)
                              join understudy.job j on j.id = open.id
                              where j.fence = 0 and j.state || '' = 'READY'
                                and j.id not in (select id from %1$s)))
      )
      """;

  // The jobs are given in the order of their ids, and locked in it.
  private static final String DONE =
      """
      done as (
        update understudy.job j
        set state = 'DONE', owner = null, lease_until = null, progress_bytes = j.input_bytes,
            fence = r.fence,
            attempt = case when r.claimed_at is null then j.attempt else 1 end,
            started_at = coalesce(r.claimed_at, j.started_at),
            finished_at = (select understudy.clock()), output_etag = r.output_etag,
            output_bytes = r.output_bytes, rows_in = r.rows_in, rows_out = r.rows_out,
            cells_changed = r.cells_changed, details = r.details::jsonb,
            error_code = null, error = null
        from (
          select r.*, %1$s as claimed_at
          from unnest(?::bigint[], ?::bigint[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[],
                      ?::bigint[], ?::text[], ?::bigint[])
            as r (id, fence, output_etag, output_bytes, rows_in, rows_out, cells_changed, details,
                  millis)
          %2$s
          limit (select null::bigint)
        ) as r
        where j.id = r.id
          and (j.fence = r.fence and j.state || '' = 'RUNNING'
               or j.fence = 0 and j.state || '' = 'READY' and r.claimed_at is not null)
        returning j.id, j.fence, j.run_table_id, j.kind, j.input_bytes, j.output_bytes, j.rows_in,
                  j.rows_out, j.cells_changed,
                  coalesce(r.millis,
                           extract(epoch from j.finished_at - j.started_at) * 1000) as millis
      ), total as (
        select run_table_id,
               count(*) filter (where kind = 'TRANSFORM') as transforms,
               coalesce(sum(input_bytes) filter (where kind = 'TRANSFORM'), 0) as bytes_in,
               coalesce(sum(output_bytes) filter (where kind = 'TRANSFORM'), 0) as bytes_out,
               coalesce(sum(rows_in) filter (where kind = 'TRANSFORM'), 0) as rows_in,
               coalesce(sum(rows_out) filter (where kind = 'TRANSFORM'), 0) as rows_out,
               coalesce(sum(cells_changed) filter (where kind = 'TRANSFORM'), 0) as cells,
               coalesce(sum(millis) filter (where kind in ('TRANSFORM', 'PART')), 0)::bigint
                 as transform_millis,
               count(*) filter (where kind = 'LOAD') as loads,
               coalesce(sum(rows_out) filter (where kind = 'LOAD'), 0) as rows_loaded,
               coalesce(sum(rows_in - rows_out) filter (where kind = 'LOAD'), 0) as rows_rejected,
               coalesce(sum(millis) filter (where kind = 'LOAD'), 0)::bigint as load_millis
        from done
        where run_table_id is not null
        group by run_table_id
      ), locked as (
        select t.id
        from (select run_table_id as id from total order by run_table_id) as wanted
        join understudy.run_table t on t.id = wanted.id
        for update of t
      ), counted as (
        update understudy.run_table t
        set transform_done = t.transform_done + total.transforms,
            bytes_done = t.bytes_done + total.bytes_in,
            bytes_out = t.bytes_out + total.bytes_out,
            rows_in = t.rows_in + total.rows_in,
            rows_out = t.rows_out + total.rows_out,
            cells_changed = t.cells_changed + total.cells,
            transform_millis = t.transform_millis + total.transform_millis,
            load_done = t.load_done + total.loads,
            rows_loaded = t.rows_loaded + total.rows_loaded,
            rows_rejected = t.rows_rejected + total.rows_rejected,
            load_millis = t.load_millis + total.load_millis
        from total
        join locked on locked.id = total.run_table_id
        where t.id = total.run_table_id
      )""";

  static final String FINISH =
      "select "
          + ONCE_PLANNED
          + "with "
          + DONE.formatted("null::timestamptz", "")
          + " select id from done";

  // Reports of several jobs take turns, a few at a time: a hundred at once are no faster, and
  // claims would wait among them.
  static final String FINISH_OF_BATCHES =
      "select pg_advisory_xact_lock(hashtextextended('understudy.finish', ?)),"
          + ONCE_PLANNED
          + LOCK_BATCHES
          + """
      with held as materialized (
        select b.fence, b.claimed_at, b.job_ids
        from (
          select *
          from unnest(?::bigint[]) as h (fence)
          limit (select null::bigint)
        ) as h
        join understudy.batch b on b.fence = h.fence
      ), """
          + DONE.formatted("held.claimed_at", "left join held on held.fence = r.fence")
          + ENDED.formatted("done")
          + " select id from done";

  static final String FAIL =
      LOCK_BATCHES
          + """
      with held as materialized (
        select b.fence, b.claimed_at, b.job_ids
        from understudy.batch b
        where b.fence = ?
      ), claimed as (
        select j.id, case when j.fence = 0 then 1 else j.attempt end as attempt, claim.fence,
               coalesce(held.claimed_at, j.started_at) as started_at
        from (select ?::bigint as id, ?::bigint as fence) as claim
        left join held on held.fence = claim.fence
        join understudy.job j on j.id = claim.id
        where j.fence = claim.fence and j.state || '' = 'RUNNING'
          or j.fence = 0 and j.state || '' = 'READY' and held.fence is not null
        for update of j
      ), failed as (
        update understudy.job j
        set state = case when ? and claimed.attempt < j.max_attempts then 'READY' else 'DEAD' end,
            ready_at = understudy.clock() + ? * interval '1 millisecond',
            finished_at = case when ? and claimed.attempt < j.max_attempts then null
                               else understudy.clock() end,
            attempt = claimed.attempt, fence = claimed.fence, started_at = claimed.started_at,
            owner = null, lease_until = null, progress_bytes = 0, error_code = ?, error = ?
        from claimed
        where j.id = claimed.id
        returning j.*
      ), counted as (
        update understudy.run_table t
        set retries = t.retries + (f.state = 'READY')::integer,
            transform_dead = t.transform_dead
              + (f.state = 'DEAD' and f.kind = 'TRANSFORM')::integer,
            load_dead = t.load_dead + (f.state = 'DEAD' and f.kind = 'LOAD')::integer
        from failed f
        where t.id = f.run_table_id
      )"""
          + ENDED.formatted("failed")
          + """
      select state from failed
      """;

  // Keeps ready_at: a job given back is still the oldest.
  static final String GIVE_BACK =
      LOCK_BATCHES
          + """
      with held as materialized (
        select b.fence, b.job_ids
        from understudy.batch b
        where b.fence = any (?::bigint[])
      ), claimed as (
        select j.id, claim.fence, j.fence = 0 as of_batch
        from unnest(?::bigint[], ?::bigint[]) as claim (id, fence)
        left join held on held.fence = claim.fence
        join understudy.job j on j.id = claim.id
        where j.fence = claim.fence and j.state || '' = 'RUNNING'
          or j.fence = 0 and j.state || '' = 'READY' and held.fence is not null
        order by j.id
        for update of j
      ), given as (
        update understudy.job j
        set state = 'READY', attempt = j.attempt - (not claimed.of_batch)::integer,
            fence = claimed.fence, owner = null, lease_until = null, started_at = null,
            progress_bytes = 0
        from claimed
        where j.id = claimed.id
        returning j.id, j.fence
      )"""
          + ENDED.formatted("given")
          + """
      select id from given
      """;

  /** A job of a batch that takes long is claimed as any other, under the same fence. */
  static final String KEEP =
      LOCK_BATCHES
          + """
      with held as materialized (
        select *
        from understudy.batch
        where fence = ?
      ), kept as (
        update understudy.job j
        set state = 'RUNNING', owner = held.owner, attempt = 1, fence = held.fence,
            lease_until = held.lease_until, started_at = held.claimed_at
        from held
        where j.id = ? and j.fence = 0 and j.state || '' = 'READY'
        returning j.id, j.fence
      )"""
          + ENDED.formatted("kept")
          + """
      select id from kept
      """;

  // The order keeps the planner from reading the whole table for the READY rows that were there
  // when it was analyzed.
  static final String EXPECTS_MORE =
      """
      select r.state = 'PLANNING'
             or exists (select from understudy.job j
                        where j.run_id = r.id and j.kind = any (?::text[]) and j.state = 'RUNNING')
             or exists (select
                        from unnest(?::text[]) as wanted (kind)
                        cross join lateral (
                          select from understudy.job j
                          where j.run_id = r.id and j.kind = wanted.kind and j.state = 'READY'
                          order by j.ready_at, j.id
                          limit 1
                        ) ready)
      from understudy.run r
      where r.id = ? and r.state in ('PLANNING', 'RUNNING')
      """;

  private JobSql() {}
}
