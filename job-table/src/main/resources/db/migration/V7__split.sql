-- Large text files are cut into parts, each a job; the file's own job waits for them and puts them together.
alter table understudy.job drop constraint job_kind_check;
alter table understudy.job add constraint job_kind_check
  check (kind in ('TRANSFORM', 'LOAD', 'SWAP', 'DISCARD', 'MANIFEST', 'SNAPSHOT', 'EXTRACT', 'CLEAR', 'PART'))
  not valid; -- nothing to check in what is there, which may be millions of rows: the old list is a part of this one
comment on column understudy.job.input is 'Location read (s3://bucket/key); of a PART followed by which part of it, of an EXTRACT the rows in words; for the other kinds the name of the step. Unique per run and kind, so that planning twice inserts once.';
comment on column understudy.job.ready_at is 'When it may be claimed. A file that waits for its parts is READY in the year 9999.';
comment on column understudy.job.output_etag is 'Version of what was written. PART: SHA-256 of what was written; empty if it has to be done again by the file''s job, null if that has to mask the file as a whole.';
comment on column understudy.job.details is 'TRANSFORM: what was decided and done per column, with types, and under "proof" the signed line of the run''s manifest. EXTRACT: which rows of which table (io.understudy.loader.extract.Part). PART: where it begins and ends, what was done, what was uploaded (io.understudy.transform.work.PartDetails). No values.';

create table understudy.split (
  job_id  bigint  primary key,
  run_id  bigint  not null references understudy.run on delete cascade,
  parts   integer not null check (parts > 1),
  waiting boolean not null default true,
  upload  text
);
comment on table understudy.split is 'A file whose parts are jobs of their own. The job is of kind TRANSFORM; no foreign key, so that jobs are deleted without a look at this.';
comment on column understudy.split.waiting is 'Whether the job waits for its parts.';
comment on column understudy.split.upload is 'Id of the multipart upload that the parts write into. Null: none, it is completed, or somebody is about to abort it.';
create index split_waiting on understudy.split (run_id) where waiting;
comment on index understudy.split_waiting is 'Schedulers look twice a second whether parts are done.';
create index split_upload on understudy.split (job_id) where upload is not null;
comment on index understudy.split_upload is 'Uploads that are to be aborted are looked for here.';

create table understudy.split_part (
  job_id   bigint  primary key,
  split_id bigint  not null references understudy.split on delete cascade,
  number   integer not null check (number >= 0),
  unique (split_id, number)
);
comment on table understudy.split_part is 'Which part of which file a job of kind PART is.';
