-- The shared job table. Written by scheduler, workers and loaders through io.understudy.jobtable only.
-- No value of a row of anybody's data is ever in here: names, counts, states and error texts only.

create schema if not exists understudy;

-- The one clock of the system: leases and retries are compared with it, so that the clocks of pods do not matter.
-- Tests replace it by one they can set.
create function understudy.clock() returns timestamptz
  language sql stable as $$ select clock_timestamp() $$;
comment on function understudy.clock() is 'The time that leases, retries and states are compared with.';

create table understudy.run (
  id               bigint generated always as identity primary key,
  pipeline         text        not null,
  document         text        not null,
  source           text        not null,
  sink             text        not null,
  transform_config text        not null,
  key_id           text,
  load_target      text,
  load_mode        text        check (load_mode in ('replace', 'append')),
  parallelism      integer     not null check (parallelism between 1 and 10000),
  state            text        not null default 'PLANNING'
                   check (state in ('PLANNING', 'RUNNING', 'CANCELLING', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
  status_reason    text,
  problems         jsonb       not null default '[]',
  created_at       timestamptz not null default understudy.clock(),
  planned_at       timestamptz,
  finished_at      timestamptz,
  check ((load_target is null) = (load_mode is null)),
  check ((finished_at is not null) = (state in ('SUCCEEDED', 'FAILED', 'CANCELLED')))
);
comment on table understudy.run is 'One execution of a pipeline.';
comment on column understudy.run.document is 'The pipeline as posted (YAML or JSON).';
comment on column understudy.run.transform_config is 'The transform_v2 document that workers compile.';
comment on column understudy.run.status_reason is 'In words, why the run is as it is.';
comment on column understudy.run.problems is 'What failed in the run beside its jobs: array of {code, message}.';
create index run_active on understudy.run (id) where state in ('PLANNING', 'RUNNING', 'CANCELLING');
comment on index understudy.run_active is 'The reconciler asks for these every half second.';

create table understudy.run_table (
  id              bigint generated always as identity primary key,
  run_id          bigint not null references understudy.run on delete cascade,
  name            text   not null,
  format          jsonb  not null,
  target_table    text,
  phase           text   not null default 'TRANSFORM'
                  check (phase in ('TRANSFORM', 'LOAD', 'LOADED', 'DONE', 'FAILED')),
  columns         jsonb  not null default '[]',
  files_total     bigint not null default 0,
  bytes_total     bigint not null default 0,
  transform_done  bigint not null default 0,
  transform_dead  bigint not null default 0,
  load_total      bigint not null default 0,
  load_done       bigint not null default 0,
  load_dead       bigint not null default 0,
  bytes_done      bigint not null default 0,
  bytes_out       bigint not null default 0,
  rows_in         bigint not null default 0,
  rows_out        bigint not null default 0,
  rows_loaded     bigint not null default 0,
  cells_changed   bigint not null default 0,
  retries         bigint not null default 0,
  transform_millis bigint not null default 0,
  load_millis     bigint not null default 0,
  unique (run_id, name)
);
comment on table understudy.run_table is 'One table of a run, with its counters: kept here so that nobody counts jobs.';
comment on column understudy.run_table.format is 'What the pipeline says about its files beyond their names (io.understudy.files.FormatOptions): {"type": "csv", "delimiter": ";", "header": true}, each optional.';
comment on column understudy.run_table.transform_millis is 'Time that the successful attempts of its DONE transforms took, added up; load_millis: of its loads.';
comment on column understudy.run_table.columns is 'Columns of the written files, merged over all of them: array of {name, type, nullable}.';

create table understudy.job (
  id             bigint generated always as identity primary key,
  run_id         bigint      not null references understudy.run on delete cascade,
  run_table_id   bigint      references understudy.run_table on delete cascade,
  kind           text        not null check (kind in ('TRANSFORM', 'LOAD', 'SWAP', 'DISCARD')),
  state          text        not null default 'READY'
                 check (state in ('READY', 'RUNNING', 'DONE', 'DEAD', 'CANCELLED')),
  input          text        not null,
  input_bytes    bigint      not null default 0,
  input_etag     text        not null default '',
  output         text        not null default '',
  expected_rows  bigint,
  attempt        integer     not null default 0,
  max_attempts   integer     not null default 5 check (max_attempts >= 1),
  ready_at       timestamptz not null default understudy.clock(),
  fence          bigint      not null default 0,
  owner          text,
  lease_until    timestamptz,
  progress_bytes bigint      not null default 0,
  output_etag    text,
  output_bytes   bigint,
  rows_in        bigint,
  rows_out       bigint,
  cells_changed  bigint,
  details        jsonb,
  error_code     text,
  error          text,
  created_at     timestamptz not null default understudy.clock(),
  started_at     timestamptz,
  finished_at    timestamptz,
  check ((state = 'RUNNING') = (owner is not null)),
  check ((owner is null) = (lease_until is null)),
  check (kind in ('SWAP', 'DISCARD') or run_table_id is not null),
  check (state <> 'DEAD' or error is not null),
  unique (run_id, kind, input)
);
comment on table understudy.job is 'One file to transform, one file to load, or one step of a load.';
comment on column understudy.job.input is 'Location read (s3://bucket/key); for SWAP and DISCARD the name of the step. Unique per run and kind, so that planning twice inserts once.';
comment on column understudy.job.fence is 'Raised by every claim; every later write of that claim must carry it, so a claimer that lost its lease changes nothing.';
comment on column understudy.job.attempt is 'Attempts begun. Giving a job back takes it down again.';
comment on column understudy.job.expected_rows is 'LOAD: rows that the transform wrote.';
comment on column understudy.job.details is 'TRANSFORM: what was decided and done per column, with types. No values.';

create index job_claimable on understudy.job (kind, ready_at, id) where state = 'READY';
comment on index understudy.job_claimable is 'What a claim walks that takes jobs of any run.';
create index job_claimable_of_run on understudy.job (run_id, kind, ready_at, id) where state = 'READY';
comment on index understudy.job_claimable_of_run is 'What a claim walks that takes jobs of one run; also whether a run has any left.';
create index job_running on understudy.job (run_id, kind) where state = 'RUNNING';
comment on index understudy.job_running is 'What runs now, and what the reaper walks: as small as the number of workers. Without lease_until, so that a heartbeat touches no index.';
create index job_of_run on understudy.job (run_id, id);
comment on index understudy.job_of_run is 'Pages of a run''s jobs.';
create index job_of_table on understudy.job (run_table_id, kind, id);
comment on index understudy.job_of_table is 'Pages of a table''s jobs, and the step from its transforms to its loads.';
create index job_dead on understudy.job (run_id, id) where state = 'DEAD';
comment on index understudy.job_dead is 'The list of failures of a run.';

-- Both are updated all the time: room in the page keeps those updates out of the indexes, and small steps of vacuum
-- keep a claim from walking over dead entries.
alter table understudy.run_table set (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
alter table understudy.job set (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
