-- The schema "many": 60 tables with keys of several columns, a circle of foreign keys, types of their own, partitions.
create schema many;
set search_path = many;
create type many_mood as enum ('sad', 'it''s ok');
create domain many_amount as numeric(12,2) check (value >= 0);
create type many_place as (street text, at point);
create function many_stamp() returns trigger language plpgsql as 'begin new.changed = ''by trigger''; return new; end';

create table many_people (
  id bigint generated always as identity primary key,
  email varchar(80) not null unique,
  boss bigint references many_people,
  mood many_mood default 'sad',
  earns many_amount,
  doubled numeric generated always as (earns * 2) stored,
  tags text[],
  facts jsonb,
  place many_place,
  raw bytea,
  span daterange,
  took interval,
  changed text
);
comment on table many_people is 'Those who "work" here';
comment on column many_people.email is 'is masked';
insert into many_people (email, boss, mood, earns, tags, facts, place, raw, span, took)
select 'person' || n || '@company.example', nullif(n / 10, 0), case n % 3 when 0 then 'sad' when 1 then 'it''s ok' end::many_mood,
       n / 7.0, array['a,b', null, '"q" ' || n], jsonb_build_object('n', n, 'list', array[n, null]), row('Üb "x" ' || n, point(n, 1))::many_place,
       decode(lpad(to_hex(n), 4, '0'), 'hex'), daterange(date '2026-01-01', date '2026-01-02' + n), make_interval(days => n)
from generate_series(1, 500) n;
create trigger many_changed before insert or update on many_people for each row execute function many_stamp();

create table many_logins (id serial primary key, email varchar(80) not null references many_people (email) deferrable, at timestamptz not null);
insert into many_logins (email, at) select email, timestamptz '2026-01-01 10:00:00.123456+02' + id * interval '1 hour' from many_people where id % 2 = 0;

create table many_teams (id int primary key, head int);
create table many_heads (id int primary key, team int not null references many_teams);
insert into many_teams select n, n from generate_series(1, 20) n;
insert into many_heads select n, n from generate_series(1, 20) n;
alter table many_teams add constraint many_circle foreign key (head) references many_heads deferrable initially deferred;

create table many_events (at date not null, kind text not null, n int, primary key (at, kind)) partition by range (at);
create table many_events_old partition of many_events for values from ('2025-01-01') to ('2026-01-01');
create table many_events_new partition of many_events default partition by list (kind);
create table many_events_new_a partition of many_events_new for values in ('a');
create table many_events_new_rest partition of many_events_new default;
create index many_events_n on many_events (n) include (kind);
insert into many_events select date '2025-06-01' + n, case n % 3 when 0 then 'a' else 'b' end, n from generate_series(0, 400) n;
create view many_events_view as select kind, count(*) as events from many_events group by kind;

-- 55 more, each with a key of two columns that the next one refers to
do $$
begin
  for i in 1..55 loop
    execute format('create table many_%s (a int, b varchar(8), v numeric, c char(3), t time, u uuid default gen_random_uuid(),'
                     || ' f real, primary key (a, b)%s)',
                   i, case when i > 1 then format(', before_a int, before_b varchar(8), foreign key (before_a, before_b) references many_%s', i - 1)
                      else ', before_a int, before_b varchar(8)' end);
    execute format('insert into many_%s select n, ''k'' || n, n / 3.0, ''x'', time ''10:00'' + n * interval ''1 s'', md5(n::text)::uuid, n / 7.0%s'
                     || ' from generate_series(1, 30) n', i, case when i > 1 then ', n, ''k'' || n' else ', null, null' end);
    execute format('create index on many_%s (lower(b)) where a > 3', i);
  end loop;
end $$;
reset search_path;
