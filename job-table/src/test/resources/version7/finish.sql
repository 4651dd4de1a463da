-- As the version sends it whose newest migration is V7.
select set_config('synchronous_commit', 'off', true),
       set_config('plan_cache_mode', 'force_generic_plan', true),
       set_config('jit', 'off', true),
       set_config('cpu_index_tuple_cost', '1000', true),
       set_config('enable_sort', 'off', true),
       set_config('enable_incremental_sort', 'off', true),
       set_config('enable_hashjoin', 'off', true),
       set_config('enable_mergejoin', 'off', true),
       set_config('enable_seqscan', 'off', true);
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
