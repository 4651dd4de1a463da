package io.understudy.jobtable;

/**
 * The statements of {@link RunProtocol}. Those that write several rows lock them in the order of
 * their ids, batches before jobs before tables, so that no two of them wait for each other.
 */
final class RunSql {
  static final String CREATE =
      """
      insert into understudy.run (pipeline, document, source, sink, transform_config, key_id,
                                  load_target, load_mode, parallelism, extraction,
                                  load_options)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, coalesce(?::jsonb, '{}'))
      returning id
      """;

  // The update changes nothing; it makes "returning" speak of the row that is there.
  static final String ADD_TABLE =
      """
      insert into understudy.run_table as t (run_id, name, format, target_table)
      values (?, ?, ?::jsonb, ?)
      on conflict (run_id, name) do update set name = t.name
      returning id
      """;

  static final String ADD_TRANSFORMS =
      """
      with new as (
        select r.id as run_id, ?::integer as max_attempts, f.*
        from unnest(?::bigint[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::integer[])
          as f (run_table_id, input, input_bytes, input_etag, output, parts)
        cross join understudy.run r
        where r.id = ? and r.state = 'PLANNING'
      ), file as (
        insert into understudy.job (run_id, kind, max_attempts, run_table_id, input, input_bytes,
                                    input_etag, output, ready_at)
        select run_id, 'TRANSFORM', max_attempts, run_table_id, input, input_bytes, input_etag,
               output, case when parts > 1 then %1$s else understudy.clock() end
        from new
        on conflict (run_id, kind, input) do nothing
        returning id, input
      ), cut as (
        insert into understudy.split (job_id, run_id, parts)
        select file.id, new.run_id, new.parts
        from file
        join new on new.input = file.input
        where new.parts > 1
        returning job_id, parts
      ), piece as (
        select cut.job_id as split_id, p.number, new.*,
               new.input || ' (part ' || p.number + 1 || ' of ' || cut.parts || ')' as name
        from cut
        join file on file.id = cut.job_id
        join new on new.input = file.input
        cross join lateral generate_series(0, cut.parts - 1) as p (number)
      ), part as (
        insert into understudy.job (run_id, kind, max_attempts, run_table_id, input, input_bytes,
                                    input_etag, output)
        select run_id, 'PART', max_attempts, run_table_id, name, input_bytes / parts, input_etag,
               output
        from piece
        order by split_id, number
        returning id, input
      )
      insert into understudy.split_part (job_id, split_id, number)
      select part.id, piece.split_id, piece.number
      from part
      join piece on piece.name = part.input
      """
          .formatted(SplitSql.NEVER);

  static final String PLANNED =
      """
      with planned as (
        update understudy.run
        set state = 'RUNNING', planned_at = understudy.clock()
        where id = ? and state = 'PLANNING'
        returning id
      ), total as (
        select j.run_table_id, count(*) as files, sum(j.input_bytes) as bytes
        from understudy.job j
        join planned on j.run_id = planned.id
        where j.kind = 'TRANSFORM'
        group by j.run_table_id
      ), locked as (
        select t.id
        from understudy.run_table t
        where t.id in (select run_table_id from total)
        order by t.id
        for update of t
      ), counted as (
        update understudy.run_table t
        set files_total = total.files, bytes_total = total.bytes
        from total
        join locked on locked.id = total.run_table_id
        where t.id = total.run_table_id
      )
      select count(*) from planned
      """;

  static final String LOCK =
      """
      select pg_try_advisory_xact_lock(hashtextextended('understudy.run', ?))
      from understudy.run
      where id = ? and state in ('PLANNING', 'RUNNING', 'CANCELLING')
      """;

  static final String ACTIVE =
      """
      select id
      from understudy.run
      where state in ('PLANNING', 'RUNNING', 'CANCELLING')
      order by id
      """;

  static final String START_LOAD =
      """
      with started as (
        update understudy.run_table
        set columns = ?::jsonb, phase = 'LOAD', load_total = transform_done
        where id = ? and phase in ('TRANSFORM', 'LOAD')
        returning id
      )
      insert into understudy.job (run_id, run_table_id, kind, input, input_bytes, input_etag,
                                  expected_rows, max_attempts)
      select j.run_id, j.run_table_id, 'LOAD', j.output, j.output_bytes, coalesce(j.output_etag, ''),
             j.rows_out, j.max_attempts
      from understudy.job j
      join started on j.run_table_id = started.id
      where j.kind = 'TRANSFORM' and j.state = 'DONE'
      order by j.id
      on conflict (run_id, kind, input) do nothing
      """;

  static final String DETAILS =
      """
      select details
      from understudy.job
      where run_table_id = ? and kind = 'TRANSFORM' and state = 'DONE' and details is not null
      order by id
      """;

  static final String PHASE = "update understudy.run_table set phase = ? where id = ?";

  static final String ADD_STEP =
      """
      insert into understudy.job (run_id, kind, input, max_attempts)
      values (?, ?, ?, ?)
      on conflict (run_id, kind, input) do nothing
      """;

  static final String STEP =
      "select state from understudy.job where run_id = ? and kind = ? and input = ?";

  // In the order of the fences, as everybody locks them.
  private static final String WITHOUT_BATCHES =
      """
      , locked_batch as (
        select b.fence
        from understudy.batch b
        join %1$s on b.run_id = %1$s.id
        order by b.fence
        for update of b
      ), unclaimed as (
        delete from understudy.batch b
        using locked_batch l
        where b.fence = l.fence
        returning b.fence
      )""";

  static final String END =
      """
      with ended as (
        update understudy.run
        set state = ?, status_reason = ?, finished_at = understudy.clock()
        where id = ? and state in ('PLANNING', 'RUNNING', 'CANCELLING')
        returning id
      )"""
          + WITHOUT_BATCHES.formatted("ended")
          + """
      , open as (
        select j.id
        from understudy.job j
        join ended on j.run_id = ended.id
        cross join (select count(*) from unclaimed) as batches_first
        where j.state in ('READY', 'RUNNING')
        order by j.id
        for update of j
      ), closed as (
        update understudy.job j
        set state = 'CANCELLED', owner = null, lease_until = null, progress_bytes = 0,
            finished_at = understudy.clock()
        from open
        where j.id = open.id
      )
      select count(*) from ended
      """;

  static final String ADD_PROBLEM =
      """
      update understudy.run r
      set problems = r.problems || p.problem
      from (select jsonb_build_object('code', ?::text, 'message', ?::text) as problem) p
      where r.id = ? and not r.problems @> jsonb_build_array(p.problem)
      """;

  static final String REASON = "update understudy.run set status_reason = ? where id = ?";

  static final String CANCEL =
      """
      with cancelling as (
        update understudy.run
        set state = 'CANCELLING'
        where id = ? and state in ('PLANNING', 'RUNNING', 'CANCELLING')
        returning id
      )"""
          + WITHOUT_BATCHES.formatted("cancelling")
          + """
      , open as (
        select j.id
        from understudy.job j
        join cancelling on j.run_id = cancelling.id
        cross join (select count(*) from unclaimed) as batches_first
        where j.state in ('READY', 'RUNNING') and j.kind not in ('DISCARD', 'CLEAR')
        order by j.id
        for update of j
      ), closed as (
        update understudy.job j
        set state = 'CANCELLED', owner = null, lease_until = null, progress_bytes = 0,
            finished_at = understudy.clock()
        from open
        where j.id = open.id
      )
      select count(*) from cancelling
      """;

  static final String RETRY_DEAD =
      """
      with dead as (
        select count(*) as jobs
        from understudy.job j
        join understudy.run r on r.id = j.run_id
        where j.run_id = ? and j.kind <> 'PART'
          and (j.state = 'DEAD'
               or (j.state = 'CANCELLED' and j.kind = 'TRANSFORM'
                   and r.problems @> '[{"code": "workers-stopped"}]'))
      ), reopened as (
        update understudy.run r
        set state = 'RUNNING', finished_at = null, status_reason = null, problems = '[]'
        from dead
        where r.id = ? and r.state = 'FAILED' and r.planned_at is not null and dead.jobs > 0
          and coalesce(r.extraction ->> 'retain', '') <> 'none'
        returning r.id, dead.jobs
      )"""
          + WITHOUT_BATCHES.formatted("reopened")
          + """
      , revived as (
        update understudy.job j
        set state = 'READY', attempt = 0, error_code = null, error = null, started_at = null,
            finished_at = null,
            ready_at = case when j.id in (select s.job_id from understudy.split s)
                            then %1$s else understudy.clock() end
        from reopened
        cross join (select count(*) from unclaimed) as batches_first
        where j.run_id = reopened.id and j.kind = 'TRANSFORM' and j.state in ('DEAD', 'CANCELLED')
      ), cut as (
        update understudy.split s
        set waiting = true
        from reopened
        where s.run_id = reopened.id
          and exists (select from understudy.job f
                      where f.id = s.job_id and f.state in ('DEAD', 'CANCELLED'))
        returning s.job_id, s.upload
      ), part as (
        update understudy.job j
        set state = 'READY', attempt = 0, error_code = null, error = null, started_at = null,
            finished_at = null, ready_at = understudy.clock()
        from cut
        join understudy.split_part p on p.split_id = cut.job_id
        where j.id = p.job_id and (j.state in ('DEAD', 'CANCELLED') or cut.upload is null)
      ), removed as (
        delete from understudy.job j
        using reopened
        where j.run_id = reopened.id and j.kind not in ('TRANSFORM', 'SNAPSHOT', 'EXTRACT', 'PART')
      ), reset as (
        update understudy.run_table t
        set phase = 'TRANSFORM', transform_dead = 0, load_total = 0, load_done = 0, load_dead = 0,
            rows_loaded = 0, rows_rejected = 0
        from reopened
        where t.run_id = reopened.id
      )
      select coalesce(max(jobs), 0) from reopened
      """
              .formatted(SplitSql.NEVER);

  static final String CLAIMABLE =
      """
      select count(*)
      from (select from understudy.job
            where run_id = ? and kind in ('TRANSFORM', 'PART') and state = 'READY'
              and ready_at <= understudy.clock()
            limit ?) up_to_limit
      """;

  // Of a batch one job for each thread is at work, the others wait.
  static final String RUNNING =
      """
      with wanted as (
        select ?::bigint as run_id, ?::text[] as kinds
      )
      select (select count(*)
              from understudy.job j
              where j.run_id = wanted.run_id and j.kind = any (wanted.kinds)
                and j.state = 'RUNNING')
             + (select coalesce(sum(b.threads), 0)
                from understudy.batch b
                join understudy.run r on r.id = b.run_id and r.state in ('PLANNING', 'RUNNING')
                where b.run_id = wanted.run_id and 'TRANSFORM' = any (wanted.kinds))
      from wanted
      """;

  private RunSql() {}
}
