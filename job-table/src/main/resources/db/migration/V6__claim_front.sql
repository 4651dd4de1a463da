-- Where claims of a run begin to look: claimers take turns, so that none walks over what the others have just claimed.
create table understudy.claim_front (
  run_id    bigint      not null references understudy.run on delete cascade,
  kind      text        not null,
  ready_at  timestamptz not null default '-infinity',
  job_id    bigint      not null default 0,
  looked_at timestamptz not null default understudy.clock(),
  primary key (run_id, kind)
) with (fillfactor = 10, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
comment on table understudy.claim_front is 'Behind which job (ready_at, job_id) of a run claims of a kind look, made by the first claim. A hint: whoever finds nothing looks at all.';
comment on column understudy.claim_front.looked_at is 'When a claim last looked at all: jobs given back, or planned late, may be ready before the front.';
