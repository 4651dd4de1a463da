-- The step that writes what a run did to each file, signed, into its sink.
alter table understudy.job drop constraint job_kind_check;
alter table understudy.job add constraint job_kind_check
  check (kind in ('TRANSFORM', 'LOAD', 'SWAP', 'DISCARD', 'MANIFEST'));
alter table understudy.job drop constraint job_check2;
alter table understudy.job add constraint job_check2
  check (kind in ('SWAP', 'DISCARD', 'MANIFEST') or run_table_id is not null);
comment on column understudy.job.input is 'Location read (s3://bucket/key); for SWAP, DISCARD and MANIFEST the name of the step. Unique per run and kind, so that planning twice inserts once.';
comment on column understudy.job.details is 'TRANSFORM: what was decided and done per column, with types, and under "proof" the signed line of the run''s manifest. No values.';
