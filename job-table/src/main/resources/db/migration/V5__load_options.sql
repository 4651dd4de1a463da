-- What a load does beyond its mode, and how many rows a target refused.
alter table understudy.run add column load_options jsonb not null default '{}';
comment on column understudy.run.load_options is 'What the load does beyond load_mode (io.understudy.loader.work.LoadOptions): {"reject": 10, "upsert": ["id"]}, each optional. A mode that earlier versions do not know is here beside one that they do: they take any other than append for replace.';
alter table understudy.run_table add column rows_rejected bigint not null default 0;
comment on column understudy.run_table.rows_rejected is 'Rows that the target refused and that went to a rejects file instead; rows_out counts them, rows_loaded does not.';
