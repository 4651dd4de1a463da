package io.understudy.jobtable;

/** The statements of {@link SplitProtocol}. Rows of jobs are locked in the order of their ids. */
final class SplitSql {
  /** When a file is ready that waits for its parts: a time that comes only if they are done. */
  static final String NEVER = "timestamptz '9999-12-31 00:00:00+00'";

  static final String PART =
      """
      select f.id, f.input, f.input_bytes, p.number, s.parts, s.upload
      from understudy.split_part p
      join understudy.split s on s.job_id = p.split_id
      join understudy.job f on f.id = s.job_id
      where p.job_id = ?
      """;

  // Whose claim is lost must not bring an upload: nobody would look for it any more.
  static final String UPLOAD =
      """
      update understudy.split s
      set upload = coalesce(s.upload, ?)
      where s.job_id = ?
        and exists (select from understudy.job j
                    where j.id = ? and j.fence = ? and j.state || '' = 'RUNNING')
      returning s.upload
      """;

  static final String FORGET_UPLOAD =
      """
      update understudy.split s
      set upload = null
      where s.job_id = ? and s.upload is not null
        and exists (select from understudy.job j
                    where j.id = s.job_id and j.fence = ? and j.state || '' = 'RUNNING')
      """;

  // As if the first part had said so. If that is not done, the file is masked as a whole anyway.
  static final String NOTE_WHOLE =
      """
      update understudy.job j
      set output_etag = null
      from understudy.split_part p
      join understudy.job f on f.id = p.split_id
      where f.id = ? and f.fence = ? and f.state || '' = 'RUNNING' and p.number = 0
        and j.id = p.job_id and j.state || '' = 'DONE'
      """;

  static final String PARTS =
      """
      select s.parts, s.upload, p.number, j.output_etag, j.details
      from understudy.split s
      left join (understudy.split_part p
                 join understudy.job j on j.id = p.job_id and j.state = 'DONE')
        on p.split_id = s.job_id
      where s.job_id = ?
      order by p.number
      """;

  // A file whose parts are all done is ready, also if one of them says that the file has to be
  // masked as a whole; with a dead part it is dead, too. Parts that are then not needed end. A file
  // without parts is ready: a scheduler that does not know them deletes their jobs in a retry.
  static final String SETTLE =
      """
      with part as (
        select s.job_id as file_id, j.id, j.state, j.output_etag, j.error_code, j.error
        from understudy.split s
        left join (understudy.split_part p
                   join understudy.job j on j.id = p.job_id)
          on p.split_id = s.job_id
        where s.run_id = ? and s.waiting
      ), verdict as (
        select file_id, min(id) filter (where state = 'DEAD') as dead
        from part
        group by file_id
        having count(*) filter (where state in ('READY', 'RUNNING')) = 0
          or bool_or(state = 'DEAD' or state = 'DONE' and output_etag is null)
      ), locked as (
        select j.id
        from understudy.job j
        where j.id in (select file_id from verdict
                       union all
                       select part.id from part join verdict on verdict.file_id = part.file_id)
        order by j.id
        for update of j
      ), file as (
        update understudy.job f
        set state = case when v.dead is null then 'READY' else 'DEAD' end,
            ready_at = understudy.clock(),
            finished_at = case when v.dead is null then null else understudy.clock() end,
            error_code = p.error_code, error = p.error
        from verdict v
        join locked on locked.id = v.file_id
        left join part p on p.id = v.dead
        where f.id = v.file_id and f.state || '' = 'READY'
        returning f.id, f.run_table_id, f.state
      ), settled as (
        update understudy.split s
        set waiting = false
        from file
        where s.job_id = file.id
      ), ended as (
        update understudy.job j
        set state = 'CANCELLED', owner = null, lease_until = null, progress_bytes = 0,
            finished_at = understudy.clock()
        from part
        join file on file.id = part.file_id
        join locked on locked.id = part.id
        where j.id = part.id and j.state || '' in ('READY', 'RUNNING')
      ), dead as (
        select run_table_id, count(*) as files
        from file
        where state = 'DEAD'
        group by run_table_id
      ), locked_table as (
        select t.id
        from understudy.run_table t
        where t.id in (select run_table_id from dead)
        order by t.id
        for update of t
      ), counted as (
        update understudy.run_table t
        set transform_dead = t.transform_dead + dead.files
        from dead
        join locked_table on locked_table.id = dead.run_table_id
        where t.id = dead.run_table_id
      )
      select count(*) from file
      """;

  static final String BYTES_DONE =
      """
      select j.run_table_id, sum(j.input_bytes)::bigint
      from understudy.split s
      join understudy.job f on f.id = s.job_id and f.state || '' = 'READY'
      join understudy.split_part p on p.split_id = s.job_id
      join understudy.job j on j.id = p.job_id and j.state = 'DONE'
      where s.run_id = any (?::bigint[]) and s.waiting
      group by j.run_table_id
      """;

  static final String ABANDONED =
      """
      with abandoned as (
        select s.job_id, s.upload, f.output
        from understudy.split s
        join understudy.job f on f.id = s.job_id
        where s.upload is not null and f.state in ('DONE', 'DEAD', 'CANCELLED')
          and f.finished_at < understudy.clock() - ? * interval '1 millisecond'
          and not exists (select
                          from understudy.split_part p
                          join understudy.job j on j.id = p.job_id
                          where p.split_id = s.job_id and j.state || '' = 'RUNNING')
        order by s.job_id
        limit 100
        for update of s skip locked
      )
      update understudy.split s
      set upload = null
      from abandoned a
      where s.job_id = a.job_id
      returning a.output, a.upload
      """;

  private SplitSql() {}
}
