-- Jobs that take a moment only are claimed many at a time, by one row for all of them; theirs are written once, when they are done.
create table understudy.batch (
  fence        bigint      primary key,
  run_id       bigint      not null,
  run_table_id bigint      not null,
  owner        text        not null,
  threads      bigint      not null check (threads > 0),
  claimed_at   timestamptz not null,
  lease_until  timestamptz not null,
  job_ids      bigint[]    not null
);
comment on table understudy.batch is 'A claim of several jobs of kind TRANSFORM that were never claimed before. Such a job is READY with fence 0 until it ends; whatever else becomes of it raises its fence, or its state, and it is no longer of the batch.';
comment on column understudy.batch.fence is 'The fence of each claim of it. No foreign keys: a batch of which nothing is left is deleted with its last job, or when its lease is over.';
comment on column understudy.batch.run_table_id is 'The table of its first job.';
comment on column understudy.batch.threads is 'How many of the jobs are at work at once.';
comment on column understudy.batch.job_ids is 'In the order of the ids.';

create index job_again on understudy.job (kind, run_id, ready_at, id) where state = 'READY' and fence <> 0;
comment on index understudy.job_again is 'What was claimed before and is ready again, or was passed over: it may be before the front.';
comment on column understudy.job.fence is 'Raised by every claim of this job alone, by whatever becomes of a job of a batch, and when a job was passed over; 0 until then. Every later write of a claim must carry it, so a claimer that lost its lease changes nothing.';
comment on column understudy.job.attempt is 'Attempts begun; of a job of a batch counted when it ends.';
comment on index understudy.job_running is 'What runs now with a claim of its own, and what the reaper walks besides batches: as small as the number of workers. Without lease_until, so that a heartbeat touches no index.';

alter table understudy.claim_front
  add column passed_ready_at timestamptz not null default '-infinity',
  add column passed_job_id bigint not null default 0;
comment on table understudy.claim_front is 'Behind which job (ready_at, job_id) of a run claims of a kind look, made by the first claim. Schedulers look every second for jobs that were passed over.';
comment on column understudy.claim_front.passed_job_id is 'The same as (ready_at, job_id), but never goes back, as an earlier version lets those: so no job is of two batches.';
comment on column understudy.claim_front.looked_at is 'When a claim by an earlier version last looked at all jobs.';

-- Whenever a table that claims name is vacuumed or analyzed, each connection plans its claim anew, and the others wait for it. Nothing asks for the statistics of these, and updates clean up behind themselves; batch has to be vacuumed now and then.
alter table understudy.batch set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000, autovacuum_vacuum_insert_threshold = -1, autovacuum_analyze_threshold = 2000000000, vacuum_truncate = off);
alter table understudy.claim_front set (autovacuum_vacuum_threshold = 1000000, autovacuum_analyze_threshold = 2000000000);
alter table understudy.run_table set (autovacuum_vacuum_threshold = 1000000, autovacuum_analyze_threshold = 2000000000);
