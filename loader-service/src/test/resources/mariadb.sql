create table every (
  id int auto_increment primary key comment 'number; of it\'s row',
  tiny tinyint(1), small smallint unsigned, medium mediumint, whole int unsigned,
  big bigint, `unsigned` bigint unsigned, amount decimal(38,18) default 1.5, wide decimal(65,30),
  ratio float, exact double, day date, at datetime(6), stamp timestamp(3) null default null,
  moment time(6), born year, bits bit(5), flag bit(1), code char(4) character set latin1,
  name varchar(100) collate utf8mb4_unicode_ci, story longtext, raw binary(4), blob_ mediumblob,
  tag enum('a', 'b', '1') default 'a', tags set('p', 'q'), doc json, uid uuid, ip inet6, ip4 inet4,
  twice bigint as (big * 2) stored, key (name(10)), unique key (code), fulltext key (story),
  check (tiny < 100)
) comment 'one of each' engine InnoDB default charset utf8mb4;

insert into every (id, tiny, small, medium, whole, big, `unsigned`, amount, wide, ratio, exact, day, at, stamp, moment, born, bits,
  flag, code, name, story, raw, blob_, tag, tags, doc, uid, ip, ip4)
values (1, -128, 65535, -8388608, 4294967295, -4611686018427387904, 18446744073709551615, 12345678901234567890.123456789012345678,
  12345678901234567890123456789012345.123456789012345678901234567890, 8388609, 0.1, '2026-01-31', '2026-01-31 23:59:59.999999',
  '1999-12-31 23:59:59.123', '23:59:59.999999', 2024, b'00101', b'1', 'ab', 'Zoë \\ "x"\n\t', repeat('ü', 1000), x'00ff0a5c',
  x'000102', 'b', 'p,q', '{"a": [1, "x"]}', '00112233-4455-6677-8899-aabbccddeeff', '2001:db8::1', '10.0.0.1'),
  (2, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
  null, null, null, null, null, null, null),
  (3, 99, 0, 0, 0, 0, 0, -0.000000000000000001, -1, -1e-30, 1.7976931348623157e308, '1000-01-01', '9999-12-31 00:00:00', null,
  '00:00:00', 1901, b'11111', b'0', '', '', '', '', '', '1', '', 'null', null, '::', '0.0.0.0');

create table teams (id int unsigned auto_increment primary key, name varchar(50) not null, head int unsigned) character set utf8mb4;

create table staff (
  id int unsigned auto_increment primary key, team int unsigned not null, boss int unsigned,
  constraint staff_team foreign key (team) references teams (id),
  constraint `the boss` foreign key (boss) references staff (id) on delete set null
) auto_increment = 1000;

insert into teams (name) values ('north'), ('south');

insert into staff (id, team, boss) values (1, 1, null), (2, 2, 1), (3, 1, 2);

update teams set head = 3;

alter table teams add constraint team_head foreign key (head) references staff (id);

create table orders (
  shop int not null, order_no int not null, note varchar(20) character set latin1 not null default '', x char(1) not null default 'x',
  seller int unsigned, primary key (shop, order_no), key (note),
  foreign key (seller) references staff (id) on update cascade
);

insert into orders (shop, order_no, seller) select seq % 3, seq, 1 + seq % 3 from seq_1_to_30;

create table `lines` (
  order_no int not null, shop int not null, item varchar(10) not null, count int, price decimal(10,2),
  primary key (order_no, shop, item), constraint of_order foreign key (shop, order_no) references orders (shop, order_no)
);

insert into `lines` select order_no, shop, i.seq, i.seq, i.seq * 1.25 from orders join seq_1_to_2 i;

create table nothing (a int, b text);

create table keyless (a int);

insert into keyless values (1), (1), (null);

create table `ta``ble"ü` (`co``l"ü` int, primary key (`co``l"ü`)) partition by range (`co``l"ü`) (partition p0 values less than (10), partition p1 values less than maxvalue);

insert into `ta``ble"ü` values (1), (100)
