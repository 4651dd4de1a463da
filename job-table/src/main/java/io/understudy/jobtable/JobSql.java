package io.understudy.jobtable;

/**
 * The statements of {@link JobProtocol}. Those that write several rows lock them in the order of
 * their ids, jobs before tables, so that no two of them wait for each other.
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
  private static final String ONCE_PLANNED =
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

  // Walks the index of each kind in order and locks only what it takes, so that claimers neither
  // wait for each other nor get the same job. The runs are looked up first, as a list (a join
  // would invite plans that sort all ready jobs). A cancelled run still has its target cleaned up.
  static final String CLAIM_OF_ANY_RUN =
      """
      with found as (
        select j.id, j.ready_at, j.attempt
        from unnest(?::text[]) as wanted (kind)
        cross join lateral (
          select j.id, j.ready_at, j.attempt
          from understudy.job j
          where j.kind = wanted.kind and j.state = 'READY' and j.ready_at <= understudy.clock()
            and (j.run_id + 0 = any (array(
                   select id from understudy.run where state in ('PLANNING', 'RUNNING')))
                 or j.kind in ('DISCARD', 'CLEAR') and j.run_id + 0 = any (array(
                   select id from understudy.run where state = 'CANCELLING')))
          order by j.ready_at, j.id
          limit ?
          for update of j skip locked
        ) j
        order by j.ready_at, j.id
        limit ?
      ), ready as (
        select id
        from (select id, row_number() over (order by ready_at, id) as place from found) f
        where place <= ? or (select max(attempt) from found) = 0
      ), claimed as (
        update understudy.job j
        set state = 'RUNNING', owner = ?, attempt = j.attempt + 1,
            fence = greatest(j.fence + 1,
                             (extract(epoch from clock_timestamp()) * 1000000)::bigint),
            lease_until = understudy.clock() + ? * interval '1 millisecond',
            started_at = understudy.clock(), progress_bytes = 0
        from ready
        cross join (select set_config('synchronous_commit', 'off', true)) as unflushed
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

  // Two statements in one transaction, sent at once: the turn is waited for before the one whose
  // turn it is begins, which therefore sees all that was claimed before. (Not the lock of a row:
  // who waits for one that each holder updates is overtaken by those who come later.)
  //
  // Begins behind what the last claim of that kind took. The first claim, one each second, and one
  // that finds nothing otherwise look at all jobs: some may be ready again before the front. Rows
  // are compared as a whole, in the order of job_claimable_of_run, so that no other index will do.
  // Functions are called once, in a query of their own, not for each job.
  static final String CLAIM_OF_ONE_RUN =
      "select pg_advisory_xact_lock(hashtextextended('understudy.claim', ?)),\n"
          + ONCE_PLANNED
          + """
      with claim as materialized (
        select ?::bigint as run_id, ?::text as kind, understudy.clock() as now,
               (extract(epoch from clock_timestamp()) * 1000000)::bigint as fence
      ), look as (
        select ? or coalesce(f.looked_at < claim.now - interval '1 second', true) as whole,
               f.ready_at, f.job_id
        from claim
        left join understudy.claim_front f on f.run_id = claim.run_id and f.kind = claim.kind
      ), front as materialized (
        select whole,
               case when whole then '-infinity' else ready_at end as ready_at,
               case when whole then 0 else job_id end as job_id
        from look
      ), found as materialized (
        select j.id, j.ready_at, j.attempt
        from understudy.job j
        where j.state = 'READY'
          and (j.run_id, j.kind, j.ready_at, j.id)
              > ((select run_id from claim), (select kind from claim),
                 (select ready_at from front), (select job_id from front))
          and (j.run_id, j.kind, j.ready_at)
              <= ((select run_id from claim), (select kind from claim), (select now from claim))
          and (select r.state in ('PLANNING', 'RUNNING')
                      or r.state = 'CANCELLING' and claim.kind in ('DISCARD', 'CLEAR')
               from claim
               join understudy.run r on r.id = claim.run_id)
        order by j.run_id, j.kind, j.ready_at, j.id
        limit ?
        for update of j skip locked
      ), ready as (
        select id
        from found
        order by ready_at, id
        limit case when (select max(attempt) from found) = 0 then ?::bigint else ? end
      ), claimed as (
        update understudy.job j
        set state = 'RUNNING', owner = ?, attempt = j.attempt + 1,
            fence = greatest(j.fence + 1, (select fence from claim)),
            lease_until = (select now from claim) + ? * interval '1 millisecond',
            started_at = (select now from claim), progress_bytes = 0
        from ready
        where j.id = ready.id
        returning j.id, j.fence, j.run_table_id, j.attempt, j.max_attempts, j.input,
                  j.input_bytes, j.input_etag, j.output, j.expected_rows, j.ready_at
      ), moved as (
        insert into understudy.claim_front as f (run_id, kind, ready_at, job_id)
        select claim.run_id, claim.kind, last.ready_at, last.id
        from claim
        cross join (select ready_at, id from claimed order by ready_at desc, id desc limit 1) last
        on conflict (run_id, kind) do update
        set ready_at = excluded.ready_at, job_id = excluded.job_id,
            looked_at = case when (select whole from front) then excluded.looked_at
                             else f.looked_at end
      )
      select c.id, c.fence, claim.run_id, c.run_table_id, coalesce(t.name, '') as table_name,
             claim.kind, c.attempt, c.max_attempts, c.input, c.input_bytes, c.input_etag,
             c.output, c.expected_rows
      from claim
      cross join claimed c
      left join understudy.run_table t on t.id = c.run_table_id
      order by c.ready_at, c.id
      """;

  static final String HEARTBEAT =
      """
      with held as (
        select j.id, h.progress
        from understudy.job j
        join unnest(?::bigint[], ?::bigint[], ?::bigint[]) as h (id, fence, progress)
          on j.id = h.id and j.fence = h.fence
        where j.state || '' = 'RUNNING'
        order by j.id
        for update of j
      )
      update understudy.job j
      set lease_until = understudy.clock() + ? * interval '1 millisecond',
          progress_bytes = held.progress
      from held
      cross join (select set_config('synchronous_commit', 'off', true)) as unflushed
      where j.id = held.id
      returning j.id
      """;

  static final String HELD =
      "select "
          + ONCE_PLANNED
          + """
      select j.id
      from (
        select *
        from unnest(?::bigint[], ?::bigint[]) as h (id, fence)
        limit (select null::bigint)
      ) as h
      join understudy.job j on j.id = h.id and j.fence = h.fence
      where j.state || '' = 'RUNNING'
        and j.lease_until > understudy.clock() + ? * interval '1 millisecond'
      """;

  // The jobs are given in the order of their ids, and locked in it.
  static final String FINISH =
      "select "
          + ONCE_PLANNED
          + """
      with done as (
        update understudy.job j
        set state = 'DONE', owner = null, lease_until = null, progress_bytes = j.input_bytes,
            output_etag = r.output_etag, output_bytes = r.output_bytes, rows_in = r.rows_in,
            rows_out = r.rows_out, cells_changed = r.cells_changed, details = r.details::jsonb,
            error_code = null, error = null, finished_at = (select understudy.clock())
        from (
          select *
          from unnest(?::bigint[], ?::bigint[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[],
                      ?::bigint[], ?::text[], ?::bigint[])
            as r (id, fence, output_etag, output_bytes, rows_in, rows_out, cells_changed, details,
                  millis)
          limit (select null::bigint)
        ) as r
        where j.id = r.id and j.fence = r.fence and j.state || '' = 'RUNNING'
        returning j.id, j.run_table_id, j.kind, j.input_bytes, j.output_bytes, j.rows_in,
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
      )
      select id from done
      """;

  static final String FAIL =
      """
      with failed as (
        update understudy.job
        set state = case when ? and attempt < max_attempts then 'READY' else 'DEAD' end,
            ready_at = understudy.clock() + ? * interval '1 millisecond',
            finished_at = case when ? and attempt < max_attempts then null
                               else understudy.clock() end,
            owner = null, lease_until = null, progress_bytes = 0, error_code = ?, error = ?
        where id = ? and fence = ? and state || '' = 'RUNNING'
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
  static final String GIVE_BACK =
      """
      with held as (
        select j.id
        from understudy.job j
        join unnest(?::bigint[], ?::bigint[]) as h (id, fence)
          on j.id = h.id and j.fence = h.fence
        where j.state || '' = 'RUNNING'
        order by j.id
        for update of j
      )
      update understudy.job j
      set state = 'READY', attempt = j.attempt - 1, owner = null, lease_until = null,
          started_at = null, progress_bytes = 0
      from held
      where j.id = held.id
      returning j.id
      """;

  // The order keeps the planner from reading the whole table for the READY rows that were there
  // when
  // it was analyzed.
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
