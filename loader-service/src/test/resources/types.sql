create type mood as enum ('sad', 'it''s ok', 'happy');
create domain zip as varchar(10) check (value ~ '^[0-9-]+$');
create domain money2 as numeric(12, 2);
create type pair as (a int, b text);
create table every (
  id int primary key,
  i2 smallint, i8 bigint, f4 real, f8 double precision,
  n numeric, n0 numeric(5), n4 numeric(18, 4), n20 numeric(20, 5), n38 numeric(38, 10), n50 numeric(50, 2),
  neg numeric(6, -2),
  t text, v varchar(20), c char(5), q "char", nm name,
  b boolean, d date, ti time(3), tz time with time zone, ts timestamp, tsz timestamptz, iv interval,
  u uuid, j json, jb jsonb, by bytea, x xml,
  m mood, z zip, mo money2, p pair,
  ai int[], at text[][], aj jsonb[], am mood[],
  net inet, mac macaddr, bits bit(3), vb bit varying, r int4range, mr int4multirange,
  pt point, tsv tsvector, o oid
);
insert into every (id) values (1);
insert into every values (2,
  -32768, 9223372036854775807, 'NaN', '-Infinity',
  1234567890123456789012345678901234567890.123456789, 99999, 99999999999999.9999, -999999999999999.99999,
  9999999999999999999999999999.9999999999, 999999999999999999999999999999999999999999999999.99, 123400,
  E'tab\t nl\n \\ "quotes" '' é 漢字 😀', '', 'ab', 'x', 'a name',
  true, '0001-01-01 BC', '23:59:59.999', '12:00:00+05:30', '290000-12-31 23:59:59.999999', '4713-01-01 00:00:00+00 BC',
  '-1 year 2 mons -3 days 04:05:06.789',
  'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '{"b": 1,  "a": [1, 2], "b": 2}', '{"b": 1, "a": "é"}', '\x00ff10', '<a>b</a>',
  'it''s ok', '12345-678', -0.01, row(1, 'x,"y'),
  '{1,NULL,-3}', '{{a,"b,c"},{"",NULL}}', array['{"k": [1]}'::jsonb, 'null'], '{happy,sad}',
  '10.0.0.0/8', '08:00:2b:01:02:03', '101', '1', '[1,5)', '{[1,3),[7,9)}',
  '(1.5,-2)', 'a:1 fat:2,4', 4294967295);
insert into every (id, i2, i8, f4, f8, n, n0, n4, n20, n38, t, d, ti, ts, tsz, j, jb, by, ai)
values (3, 0, -9223372036854775808, 1e-45, 5e-324, 'NaN', 0, 0.0001, 0, -0.0000000001, ' ', '2000-01-01', '00:00',
  '2000-01-01 00:00:00', '1970-01-01 00:00:00+00', 'null', '[]', '', '{}'),
 (4, 32767, 1, 3.4028235e38, 1.7976931348623157e308, 'Infinity', -99999, -99999999999999.9999, 10000, 10000, repeat('x', 100000),
  '5874897-12-31', '12:34:56.789', '1999-12-31 23:59:59.999999', '2026-11-26 12:00:00.000001+02', '1', '1.50', decode(repeat('ab', 5000), 'hex'), '[2:3]={5,6}'),
 (5, -1, 10000, -0.0, -0.0, 1e-20, 1, 10000.0000, 1234.5, 0.5, '\N', '1969-12-31', '00:00:00.001',
  '1969-12-31 23:59:59.999999', '1999-12-31 23:59:59.999999+00', '{}', '{}', '\x', '{{1,2},{3,4}}');
alter table every drop column n50, drop column neg;
alter table every add column n50 numeric(50, 2) default 12345678901234567890123456789012345678901234567.89,
  add column neg numeric(6, -2) default 1200;
