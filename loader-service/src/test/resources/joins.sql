-- For each foreign key a query that counts the rows that it joins.
select format('select count(*) from %s c join %s p on (%s) = (%s)', conrelid::regclass, confrelid::regclass,
         (select string_agg(format('c.%I', attname), ', ' order by k.place)
          from unnest(conkey) with ordinality k (attnum, place) join pg_attribute a on a.attrelid = conrelid and a.attnum = k.attnum),
         (select string_agg(format('p.%I', attname), ', ' order by k.place)
          from unnest(confkey) with ordinality k (attnum, place) join pg_attribute a on a.attrelid = confrelid and a.attnum = k.attnum))
from pg_constraint
where contype = 'f' and conparentid = 0 and connamespace = 'public'::regnamespace
order by conname
