-- What the schema public is made of, a line for each thing, sorted: two databases that are alike have the same lines.
with rel as (
  select c.* from pg_class c where c.relnamespace = 'public'::regnamespace
    and not exists (select from pg_depend e where e.classid = 'pg_class'::regclass and e.objid = c.oid and e.deptype = 'e')
), own_proc as (
  select p.* from pg_proc p where p.pronamespace = 'public'::regnamespace
    and not exists (select from pg_depend e where e.classid = 'pg_proc'::regclass and e.objid = p.oid and e.deptype = 'e')
), lines as (
  select concat_ws(' ', 'relation', relname, relkind, relpersistence, reloptions, relrowsecurity, relforcerowsecurity, relreplident,
           relispopulated, reloftype::regtype, pg_get_partkeydef(oid), pg_get_expr(relpartbound, oid), obj_description(oid, 'pg_class'),
           (select string_agg(inhparent::regclass::text, ',' order by inhseqno) from pg_inherits where inhrelid = rel.oid),
           (select reloptions from pg_class t where t.oid = rel.reltoastrelid)) as line
  from rel
  union all
  select concat_ws(' ', 'column', rel.relname, row_number() over (partition by rel.oid order by a.attnum), a.attname,
           format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated, a.attislocal, a.attinhcount, a.attstorage, a.attcompression,
           nullif(a.attstattarget, -1), a.attoptions, a.attcollation::regcollation, pg_get_expr(d.adbin, d.adrelid), col_description(rel.oid, a.attnum))
  from rel
  join pg_attribute a on a.attrelid = rel.oid and a.attnum > 0 and not a.attisdropped
  left join pg_attrdef d on d.adrelid = rel.oid and d.adnum = a.attnum
  where rel.relkind <> 'S'
  union all
  select concat_ws(' ', 'constraint', conrelid::regclass, contypid::regtype, conname, pg_get_constraintdef(oid), convalidated, conislocal, coninhcount,
           case when contype in ('c', 'n') then connoinherit end, condeferrable, condeferred, obj_description(oid, 'pg_constraint'))
  from pg_constraint
  where connamespace = 'public'::regnamespace and not (contype = 'f' and conparentid <> 0)
  union all
  select concat_ws(' ', 'index', pg_get_indexdef(i.indexrelid), i.indisvalid, i.indisclustered, i.indisreplident, ic.reloptions,
           (select inhparent::regclass from pg_inherits where inhrelid = i.indexrelid), obj_description(i.indexrelid, 'pg_class'))
  from pg_index i
  join rel on rel.oid = i.indrelid
  join pg_class ic on ic.oid = i.indexrelid
  union all
  select concat_ws(' ', 'trigger', pg_get_triggerdef(t.oid), t.tgenabled, obj_description(t.oid, 'pg_trigger'))
  from pg_trigger t join rel on rel.oid = t.tgrelid where not t.tgisinternal
  union all
  select concat_ws(' ', 'rule', pg_get_ruledef(w.oid), w.ev_enabled, obj_description(w.oid, 'pg_rewrite'))
  from pg_rewrite w join rel on rel.oid = w.ev_class
  union all
  select concat_ws(' ', 'policy', p.polrelid::regclass, p.polname, p.polcmd, p.polpermissive, p.polroles::regrole[],
           pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid), obj_description(p.oid, 'pg_policy'))
  from pg_policy p
  union all
  select concat_ws(' ', 'routine', oid::regprocedure, prokind, obj_description(oid, 'pg_proc'),
           case when prokind <> 'a' then pg_get_functiondef(oid) end,
           (select to_jsonb(a) - 'aggfnoid' - 'aggsortop' - 'aggtranstype' from pg_aggregate a where a.aggfnoid = own_proc.oid))
  from own_proc
  union all
  select concat_ws(' ', 'type', t.typname, t.typtype, t.typnotnull, t.typdefault, format_type(t.typbasetype, t.typtypmod), t.typcollation::regcollation,
           (select string_agg(enumlabel, ',' order by enumsortorder) from pg_enum where enumtypid = t.oid),
           (select concat_ws(' ', rngsubtype::regtype, rngmultitypid::regtype, rngsubdiff::regproc) from pg_range where rngtypid = t.oid),
           obj_description(t.oid, 'pg_type'))
  from pg_type t where t.typnamespace = 'public'::regnamespace and t.typtype in ('e', 'd', 'r', 'm', 'c')
    and not exists (select from pg_depend e where e.classid = 'pg_type'::regclass and e.objid = t.oid and e.deptype = 'e')
  union all
  select concat_ws(' ', 'sequence', seqrelid::regclass, seqtypid::regtype, seqstart, seqincrement, seqmax, seqmin, seqcache, seqcycle,
           (select concat_ws('.', refobjid::regclass, refobjsubid <> 0, deptype) from pg_depend where classid = 'pg_class'::regclass
              and objid = seqrelid and deptype in ('a', 'i')))
  from pg_sequence join rel on rel.oid = seqrelid
  union all
  select concat_ws(' ', 'statistics', pg_get_statisticsobjdef(oid), nullif(stxstattarget, -1), obj_description(oid, 'pg_statistic_ext'))
  from pg_statistic_ext where stxnamespace = 'public'::regnamespace
  union all
  select concat_ws(' ', 'operator', oid::regoperator, oprcode, oprcom::regoperator, oprnegate::regoperator, oprcanhash, oprcanmerge)
  from pg_operator o where oprnamespace = 'public'::regnamespace
    and not exists (select from pg_depend e where e.classid = 'pg_operator'::regclass and e.objid = o.oid and e.deptype = 'e')
  union all
  select concat_ws(' ', 'cast', castsource::regtype, casttarget::regtype, castfunc::regprocedure, castcontext, castmethod)
  from pg_cast where oid >= 16384
    and not exists (select from pg_depend e where e.classid = 'pg_cast'::regclass and e.objid = pg_cast.oid and e.deptype = 'e')
  union all
  select concat_ws(' ', 'collation', collname, collprovider, collisdeterministic, obj_description(oid, 'pg_collation'))
  from pg_collation where collnamespace = 'public'::regnamespace
  union all
  select concat_ws(' ', 'text search', c.cfgname, m.maptokentype, m.mapseqno, m.mapdict::regdictionary)
  from pg_ts_config c left join pg_ts_config_map m on m.mapcfg = c.oid where c.cfgnamespace = 'public'::regnamespace
  union all
  select concat_ws(' ', 'dictionary', dictname, dictinitoption) from pg_ts_dict where dictnamespace = 'public'::regnamespace
  union all
  select concat_ws(' ', 'extension', extname, extnamespace::regnamespace) from pg_extension
)
select line from lines order by line collate "C"
