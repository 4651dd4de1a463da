package io.understudy.jobtable;

/**
 * The statements by which {@link JobProtocol} claims jobs; what becomes of them: {@link JobSql}.
 */
final class ClaimSql {
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
            and not (j.kind = 'TRANSFORM' and j.fence = 0
                     and j.id in (
                       select unnest(b.job_ids) from understudy.batch b
                       limit (select null::bigint)))
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
  private static final String IN_TURN =
      "select pg_advisory_xact_lock(hashtextextended('understudy.claim', ?)),\n"
          + JobSql.ONCE_PLANNED;

  // Functions are called once, in a query of their own, not for each job.
  private static final String CLAIM =
      """
      with claim as materialized (
        select ?::bigint as run_id, ?::text as kind, understudy.clock() as now,
               (extract(epoch from clock_timestamp()) * 1000000)::bigint as fence
      ), active as materialized (
        select r.id,
               case when r.state = 'PLANNING' and claim.kind in ('TRANSFORM', 'PART')
                    then claim.now - interval '1 second' else claim.now end as until
        from claim
        join understudy.run r on r.id = claim.run_id
        where r.state in ('PLANNING', 'RUNNING')
          or r.state = 'CANCELLING' and claim.kind in ('DISCARD', 'CLEAR')
      )""";

  // Where f is the row of understudy.claim_front. An earlier version moves its first two columns
  // only, also back.
  static final String FRONT =
      """
      coalesce(case when (f.ready_at, f.job_id) > (f.passed_ready_at, f.passed_job_id)
                    then f.ready_at else f.passed_ready_at end, '-infinity') as ready_at,
      coalesce(case when (f.ready_at, f.job_id) > (f.passed_ready_at, f.passed_job_id)
                    then f.job_id else f.passed_job_id end, 0) as job_id
      """;

  // Jobs behind the front, none of which is of a batch. While a run is planned those of the last
  // second wait: others are being planned that are before them. Rows are compared as a whole, in
  // the order of job_claimable_of_run, so that no other index will do.
  private static final String BEHIND_FRONT =
      """
      , front as materialized (
        select
      """
          + FRONT
          + """
        from claim
        cross join active
        left join understudy.claim_front f on f.run_id = claim.run_id and f.kind = claim.kind
      ), found as materialized (
        select j.id, j.run_table_id, j.attempt, j.max_attempts, j.input, j.input_bytes,
               j.input_etag, j.output, j.expected_rows, j.ready_at, j.fence
        from understudy.job j
        where j.state = 'READY'
          and (j.run_id, j.kind, j.ready_at, j.id)
              > ((select run_id from claim), (select kind from claim),
                 (select ready_at from front), (select job_id from front))
          and (j.run_id, j.kind, j.ready_at)
              <= ((select id from active), (select kind from claim), (select until from active))
        order by j.run_id, j.kind, j.ready_at, j.id
        limit ?
      """;

  private static final String MOVED =
      """
      , moved as (
        insert into understudy.claim_front
          (run_id, kind, ready_at, job_id, passed_ready_at, passed_job_id)
        select claim.run_id, claim.kind, last.ready_at, last.id, last.ready_at, last.id
        from claim
        cross join last
        on conflict (run_id, kind) do update
        set ready_at = excluded.ready_at, job_id = excluded.job_id,
            passed_ready_at = excluded.ready_at, passed_job_id = excluded.job_id
      )
      """;

  // Of what was found, and is locked.
  private static final String CLAIMED =
      """
      , ready as (
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
      )""";

  private static final String CLAIMS =
      """
      select c.id, c.fence, claim.run_id, c.run_table_id, coalesce(t.name, '') as table_name,
             claim.kind, c.attempt, c.max_attempts, c.input, c.input_bytes, c.input_etag,
             c.output, c.expected_rows
      from claim
      cross join claimed c
      left join understudy.run_table t on t.id = c.run_table_id
      order by c.ready_at, c.id
      """;

  static final String CLAIM_OF_ONE_RUN =
      IN_TURN
          + CLAIM
          + BEHIND_FRONT
          + """
        for update of j skip locked
      )"""
          + CLAIMED
          + """
      , last as (
        select ready_at, id
        from claimed
        order by ready_at desc, id desc
        limit 1
      )"""
          + MOVED
          + CLAIMS;

  // As CLAIM_OF_ONE_RUN, but for jobs that nobody has claimed before, and none is written or
  // locked. Takes nothing where it would be a single one. The parts of a large file say with fence
  // and state of its job who puts them together.
  static final String CLAIM_BATCH =
      IN_TURN
          + CLAIM
          + BEHIND_FRONT
          + """
      ), apart as (
        select ready_at, id
        from found
        where fence <> 0 or exists (select from understudy.split s where s.job_id = found.id)
        order by ready_at, id
        limit 1
      ), fresh as materialized (
        select found.*
        from found
        left join apart on true
        where apart.id is null or (found.ready_at, found.id) < (apart.ready_at, apart.id)
      ), claimed as (
        insert into understudy.batch
          (fence, run_id, run_table_id, owner, threads, claimed_at, lease_until, job_ids)
        select claim.fence, claim.run_id, (array_agg(fresh.run_table_id order by fresh.id))[1],
               ?, least(count(*), ?), claim.now, claim.now + ? * interval '1 millisecond',
               array_agg(fresh.id order by fresh.id)
        from claim
        cross join fresh
        group by claim.fence, claim.run_id, claim.now
        having count(*) > 1
        on conflict do nothing
        returning fence
      ), last as (
        select fresh.ready_at, fresh.id
        from claimed
        cross join fresh
        order by fresh.ready_at desc, fresh.id desc
        limit 1
      )"""
          + MOVED
          + """
      select f.id, claimed.fence, claim.run_id, f.run_table_id, coalesce(t.name, '') as table_name,
             claim.kind, 1 as attempt, f.max_attempts, f.input, f.input_bytes, f.input_etag,
             f.output, f.expected_rows
      from claim
      cross join claimed
      cross join fresh f
      left join understudy.run_table t on t.id = f.run_table_id
      order by f.ready_at, f.id
      """;

  // Of the jobs that have a fence: that were claimed before and are ready again, or were passed
  // over. No turn: they are few. Index: job_again, of which no other has the order.
  static final String CLAIM_AGAIN =
      "select "
          + JobSql.ONCE_PLANNED
          + CLAIM
          + """
      , found as materialized (
        select j.id, j.ready_at, j.attempt
        from understudy.job j
        where j.state = 'READY' and j.fence <> 0
          and (j.kind, j.run_id, j.ready_at, j.id)
              > ((select kind from claim), (select id from active), timestamptz '-infinity', 0)
          and (j.kind, j.run_id, j.ready_at)
              <= ((select kind from claim), (select id from active), (select now from claim))
        order by j.kind, j.run_id, j.ready_at, j.id
        limit ?
        for update of j skip locked
      )"""
          + CLAIMED
          + "\n"
          + CLAIMS;

  private ClaimSql() {}
}
