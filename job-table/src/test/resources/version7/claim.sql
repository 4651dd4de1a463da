-- As the version sends it whose newest migration is V7.
select pg_advisory_xact_lock(hashtextextended('understudy.claim', ?)),
set_config('synchronous_commit', 'off', true),
       set_config('plan_cache_mode', 'force_generic_plan', true),
       set_config('jit', 'off', true),
       set_config('cpu_index_tuple_cost', '1000', true),
       set_config('enable_sort', 'off', true),
       set_config('enable_incremental_sort', 'off', true),
       set_config('enable_hashjoin', 'off', true),
       set_config('enable_mergejoin', 'off', true),
       set_config('enable_seqscan', 'off', true);
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
