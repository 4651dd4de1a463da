-- As the version sends it whose newest migration is V7.
with held as (
  select j.id
  from understudy.job j
  join unnest(?::bigint[], ?::bigint[]) as h (id, fence)
    on j.id = h.id and j.fence = h.fence
  where j.state || '' = 'RUNNING'
  order by j.id
  for update of j
)
update understudy.job j
set state = 'READY', attempt = j.attempt - 1, owner = null, lease_until = null,
    started_at = null, progress_bytes = 0
from held
where j.id = held.id
returning j.id
