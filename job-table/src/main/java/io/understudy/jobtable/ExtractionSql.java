package io.understudy.jobtable;

/** The statements of {@link ExtractionProtocol}. */
final class ExtractionSql {
  static final String HOLD =
      """
      select id
      from understudy.job
      where id = ? and fence = ? and kind = 'SNAPSHOT' and state || '' = 'RUNNING'
      for update
      """;

  static final String FORGET = "delete from understudy.job where run_id = ? and kind = 'EXTRACT'";

  // The update changes nothing; it makes "returning" speak of the rows that are there.
  static final String ADD_PARTS =
      """
      with part as (
        select *
        from unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[])
          with ordinality
          as p (table_name, target_table, input, bytes, output, details, place)
      ), tables as (
        insert into understudy.run_table as t (run_id, name, format, target_table)
        select ?, table_name, '{"type": "parquet"}', min(target_table)
        from part
        group by table_name
        on conflict (run_id, name) do update set name = t.name
        returning id, name
      )
      insert into understudy.job (run_id, kind, max_attempts, run_table_id, input, input_bytes,
                                  input_etag, output, details, ready_at)
      select ?, 'EXTRACT', ?, tables.id, part.input, part.bytes, ?, part.output,
             part.details::jsonb, case when ? then understudy.clock() else %s end
      from part
      join tables on tables.name = part.table_name
      order by part.place
      """
          .formatted(SplitSql.NEVER);

  // The part is told by its words, which are unique in the run. Who has not got the answer asks
  // again: what is done with the same file is done.
  static final String FINISH_HELD =
      """
      with holder as (
      """
          + HOLD
          + """
      )
      update understudy.job j
      set state = 'DONE', attempt = 1, progress_bytes = j.input_bytes, output_etag = ?,
          output_bytes = ?, rows_in = ?, rows_out = ?,
          finished_at = coalesce(j.finished_at, understudy.clock())
      from holder
      where j.run_id = ? and j.kind = 'EXTRACT' and j.input = ?
        and (j.state = 'READY' or j.state = 'DONE' and j.output_etag = ?)
      returning j.id
      """;

  static final String PROGRESS =
      """
      select count(*) as parts,
             count(*) filter (where state = 'DONE') as done,
             count(*) filter (where state = 'DEAD') as dead,
             coalesce(sum(rows_out) filter (where state = 'DONE'), 0) as rows,
             coalesce(sum(output_bytes) filter (where state = 'DONE'), 0) as bytes,
             min(error) filter (where state = 'DEAD') as error
      from understudy.job
      where run_id = ? and kind = 'EXTRACT'
      """;

  // Asked several times a second: each of the three has a partial index.
  static final String OVER =
      """
      select exists (select from understudy.job
                     where run_id = r.id and kind = 'EXTRACT' and state = 'DEAD')
             or not exists (select from understudy.job
                            where run_id = r.id and kind = 'EXTRACT' and state = 'READY')
                and not exists (select from understudy.job
                                where run_id = r.id and kind = 'EXTRACT' and state = 'RUNNING')
             as over
      from understudy.run r
      where r.id = ?
      """;

  static final String ADD_TRANSFORMS =
      """
      insert into understudy.job (run_id, kind, max_attempts, run_table_id, input, input_bytes,
                                  input_etag, output)
      select r.id, 'TRANSFORM', s.max_attempts, j.run_table_id, j.output, j.output_bytes,
             j.output_etag, r.sink || (j.details ->> 'path')
      from understudy.run r
      join understudy.job j on j.run_id = r.id
      join understudy.job s on s.run_id = r.id and s.kind = 'SNAPSHOT'
      where r.id = ? and r.state = 'PLANNING' and j.kind = 'EXTRACT' and j.state = 'DONE'
      order by j.id
      on conflict (run_id, kind, input) do nothing
      """;

  static final String WANTED =
      """
      select exists (
        select from understudy.job
        where id = ? and kind = 'EXTRACT' and state in ('READY', 'RUNNING', 'DONE')) as wanted
      """;

  static final String STOP =
      """
      with open as (
        select id
        from understudy.job
        where run_id = ? and kind = 'EXTRACT' and state in ('READY', 'RUNNING')
        order by id
        for update
      )
      update understudy.job j
      set state = 'CANCELLED', owner = null, lease_until = null, progress_bytes = 0,
          finished_at = understudy.clock()
      from open
      where j.id = open.id
      """;

  // A target has them all if no job of the run is left over; a table is replaced by the SWAP only.
  static final String LOADED =
      """
      select j.id, j.output, j.output_etag
      from understudy.job j
      join understudy.run r on r.id = j.run_id
      where r.id = ? and j.kind = 'TRANSFORM' and j.state = 'DONE' and j.id > ?
        and exists (select from understudy.job l
                    where l.run_id = j.run_id and l.kind = 'LOAD' and l.input = j.output
                      and l.state = 'DONE')
        and not exists (select from understudy.job o
                        where o.run_id = r.id and o.kind in ('TRANSFORM', 'LOAD', 'SWAP')
                          and o.state <> 'DONE')
        and (r.load_mode = 'append'
             or exists (select from understudy.job s
                        where s.run_id = r.id and s.kind = 'SWAP' and s.state = 'DONE'))
      order by j.id
      limit ?
      """;

  private ExtractionSql() {}
}
