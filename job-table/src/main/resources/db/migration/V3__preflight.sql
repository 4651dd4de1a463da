-- Checks of an installation and a pipeline before anything runs: by a scheduler, and by a worker in its place.
create table understudy.preflight (
  id               bigint generated always as identity primary key,
  document         text        not null,
  source           text        not null,
  sink             text        not null,
  transform_config text        not null,
  key_id           text,
  installation     boolean     not null,
  workers          integer     not null check (workers between 1 and 10000),
  sample           boolean     not null,
  writable_source  boolean     not null,
  state            text        not null default 'RUNNING' check (state in ('RUNNING', 'PASSED', 'FAILED')),
  samples          jsonb,
  owner            text,
  measured         jsonb,
  estimate         jsonb,
  created_at       timestamptz not null default understudy.clock(),
  deadline_at      timestamptz not null,
  finished_at      timestamptz,
  check ((finished_at is not null) = (state <> 'RUNNING')),
  check (measured is null or owner is not null)
);
comment on table understudy.preflight is 'One preflight.';
comment on column understudy.preflight.document is 'The pipeline as posted; that of an installation is made from its own buckets.';
comment on column understudy.preflight.installation is 'It is about the buckets of the installation: no pipeline was posted.';
comment on column understudy.preflight.workers is 'Workers that are started to see whether so many fit; one of them does the checks.';
comment on column understudy.preflight.sample is 'Whether real files are masked to see how fast that goes.';
comment on column understudy.preflight.writable_source is 'Whether it is accepted that workers can write to the source.';
comment on column understudy.preflight.samples is 'A file of each table: array of {table, input, format, files, bytes}. Null until the scheduler has listed the source.';
comment on column understudy.preflight.owner is 'The worker that does the checks.';
comment on column understudy.preflight.measured is 'What that worker measured: array of {table, bytes, millis}. Null until it is done with all checks.';
comment on column understudy.preflight.estimate is 'What a run would take.';
create index preflight_running on understudy.preflight (id) where state = 'RUNNING';
comment on index understudy.preflight_running is 'Schedulers ask for these every second.';

create table understudy.preflight_check (
  id           bigint generated always as identity primary key,
  preflight_id bigint not null references understudy.preflight on delete cascade,
  name         text   not null,
  outcome      text   not null check (outcome in ('PASS', 'FAIL', 'WARN', 'SKIPPED')),
  words        text   not null,
  remedy       text,
  policy       text,
  unique (preflight_id, name),
  check (outcome in ('PASS', 'SKIPPED') or remedy is not null)
);
comment on table understudy.preflight_check is 'What one check of a preflight found, in the order of their ends.';
comment on column understudy.preflight_check.policy is 'JSON of the policy statement that would allow a denied call.';
