-- Runs whose source is a database: what is read from it, and the jobs that do that.
alter table understudy.run add column extraction jsonb;
comment on column understudy.run.extraction is 'What is read from a database into the source before anything is masked (io.understudy.loader.extract.Extraction); null: the files are there already.';
alter table understudy.job drop constraint job_kind_check;
alter table understudy.job add constraint job_kind_check
  check (kind in ('TRANSFORM', 'LOAD', 'SWAP', 'DISCARD', 'MANIFEST', 'SNAPSHOT', 'EXTRACT', 'CLEAR'));
alter table understudy.job drop constraint job_check2;
alter table understudy.job add constraint job_check2
  check (kind in ('SWAP', 'DISCARD', 'MANIFEST', 'SNAPSHOT', 'CLEAR') or run_table_id is not null);
comment on column understudy.job.input is 'Location read (s3://bucket/key); of an EXTRACT the rows in words; for the other kinds the name of the step. Unique per run and kind, so that planning twice inserts once.';
comment on column understudy.job.input_etag is 'Version when planned: the ETag of a file; of an EXTRACT the name of the snapshot that it reads in.';
comment on column understudy.job.details is 'TRANSFORM: what was decided and done per column, with types, and under "proof" the signed line of the run''s manifest. EXTRACT: which rows of which table (io.understudy.loader.extract.Part). No values.';
