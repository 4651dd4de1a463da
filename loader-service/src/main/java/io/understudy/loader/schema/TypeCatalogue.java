package io.understudy.loader.schema;

/** Those queries of {@link Catalogue} that are about types and sequences. */
final class TypeCatalogue {
  static final String SEQUENCE_OPTIONS =
      """
      format('start with %s increment by %s minvalue %s maxvalue %s cache %s%s', q.seqstart,
             q.seqincrement, q.seqmin, q.seqmax, q.seqcache,
             case when q.seqcycle then ' cycle' else '' end)
      """;

  // One that the schema does not hold is made where it was.
  static final String EXTENSIONS =
      """
      select null, null, x.sql, null
      from pg_extension e
      join pg_namespace n on n.oid = e.extnamespace
      cross join lateral (select n.oid <> ?::regnamespace and n.nspname !~ '^pg_' as apart) a
      cross join lateral (
        select 1 as place, format('create schema if not exists %I', n.nspname) as sql where a.apart
        union all
        select 2, format('create extension if not exists %I', e.extname)
                    || case when a.apart then format(' with schema %I', n.nspname) else '' end) x
      where e.extname <> 'plpgsql'
      order by e.oid, x.place
      """;

  // The columns' names differ between versions.
  private static final String COLLATION =
      """
      select null, null,
             format('create collation %s (provider = %s, ', n.name,
                    case c.collprovider when 'i' then 'icu' when 'b' then 'builtin' else 'libc' end)
               || case when c.collprovider = 'c'
                       then format('lc_collate = %L, lc_ctype = %L', c.collcollate, c.collctype)
                       else format('locale = %L',
                                   coalesce(j.names ->> 'colllocale', j.names ->> 'colliculocale',
                                            c.collcollate))
                  end
               || case when c.collisdeterministic then '' else ', deterministic = false' end
               || coalesce(', rules = ' || quote_literal(j.names ->> 'collicurules'), '') || ')',
             format('drop collation if exists %s', n.name)
      from pg_collation c
      cross join lateral (select to_jsonb(c) as names) j
      cross join lateral\s"""
          + Catalogue.named("c.collnamespace", "c.collname")
          + """
            n
            where :which and\s"""
          + Catalogue.own("pg_collation", "c.oid")
          + "order by c.oid";

  static final String COLLATIONS = own(COLLATION, "c.collnamespace");
  static final String COLLATIONS_ELSEWHERE =
      NeededCatalogue.of(COLLATION, "pg_collation", "c.oid", "c.collnamespace");

  private static final String TYPE =
      """
      select null, null,
             case t.typtype
               when 'e' then
                 format('create type %s as enum (%s)', n.name,
                        (select string_agg(quote_literal(enumlabel), ', ' order by enumsortorder)
                         from pg_enum where enumtypid = t.oid))
               when 'c' then
                 format('create type %s as (%s)', n.name,
                        (select string_agg(format('%I %s', a.attname,
                                                  format_type(a.atttypid, a.atttypmod))
                                             || case when a.attcollation <> y.typcollation
                                                     then ' collate ' || a.attcollation::regcollation
                                                     else '' end,
                                           ', ' order by a.attnum)
                         from pg_attribute a
                         join pg_type y on y.oid = a.atttypid
                         where a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped))
               when 'r' then
                 (select format('create type %s as range (subtype = %s, subtype_opclass = %I.%I',
                                n.name, format_type(r.rngsubtype, null), cn.nspname, c.opcname)
                           || coalesce(', collation = ' || nullif(r.rngcollation, 0)::regcollation, '')
                           || coalesce(', subtype_diff = '
                                         || nullif(r.rngsubdiff::oid, 0)::regproc, '')
                           || coalesce(format(', multirange_type_name = %I', m.typname), '') || ')'
                  from pg_range r
                  join pg_opclass c on c.oid = r.rngsubopc
                  join pg_namespace cn on cn.oid = c.opcnamespace
                  left join pg_type m on m.oid = r.rngmultitypid
                  where r.rngtypid = t.oid)
               else
                 format('create domain %s as %s', n.name,
                        format_type(t.typbasetype, t.typtypmod))
                   || case when t.typcollation <> b.typcollation
                           then ' collate ' || t.typcollation::regcollation else '' end
                   || coalesce(' default ' || pg_get_expr(t.typdefaultbin, 0), '')
                   || case when t.typnotnull
                           then coalesce((select format(' constraint %I', conname)
                                          from pg_constraint
                                          where contypid = t.oid and contype = 'n'), '')
                                  || ' not null'
                           else '' end
                   || coalesce((select string_agg(format(' constraint %I %s', conname,
                                                         pg_get_constraintdef(oid)),
                                                  '' order by conname)
                                from pg_constraint
                                where contypid = t.oid and contype = 'c' and convalidated), '')
             end,
             format('drop %s if exists %s',
                    case t.typtype when 'd' then 'domain' else 'type' end, n.name)
      from pg_type t
      left join pg_type b on b.oid = t.typbasetype
      cross join lateral\s"""
          + Catalogue.named("t.typnamespace", "t.typname")
          + """
            n
      where :which and t.typtype in ('e', 'c', 'r', 'd')
        and (t.typtype <> 'c'
             or exists (select from pg_class where oid = t.typrelid and relkind = 'c'))
        and\s"""
          + Catalogue.own("pg_type", "t.oid")
          + "order by t.oid";

  static final String TYPES = own(TYPE, "t.typnamespace");
  static final String TYPES_ELSEWHERE =
      NeededCatalogue.of(TYPE, "pg_type", "t.oid", "t.typnamespace");

  private static final String DOMAIN_CONSTRAINT =
      """
      select null, null,
             format('alter domain %s add constraint %I %s', n.name, k.conname,
                    pg_get_constraintdef(k.oid)),
             format('drop domain if exists %s', n.name)
      from pg_constraint k
      join pg_type t on t.oid = k.contypid
      cross join lateral\s"""
          + Catalogue.named("t.typnamespace", "t.typname")
          + """
            n
      where :which and k.contype = 'c' and not k.convalidated and\s"""
          + Catalogue.own("pg_type", "t.oid")
          + "order by k.oid";

  /**
   * Values that are there already need not hold them; what undoes each is what undoes its domain.
   */
  static final String NOT_VALID = own(DOMAIN_CONSTRAINT, "t.typnamespace");

  static final String NOT_VALID_ELSEWHERE =
      NeededCatalogue.of(DOMAIN_CONSTRAINT, "pg_type", "t.oid", "t.typnamespace");

  static final String TEXT_SEARCH =
      ("""
      with d as (
        select d.*, format('create text search dictionary %I (template = %I.%I%s)', d.dictname,
                           tn.nspname, t.tmplname, ', ' || d.dictinitoption) as sql
        from pg_ts_dict d
        join pg_ts_template t on t.oid = d.dicttemplate
        join pg_namespace tn on tn.oid = t.tmplnamespace
        where d.dictnamespace = $1 and\s"""
              + Catalogue.own("pg_ts_dict", "d.oid")
              + """
            ), c as (
              select c.*, pn.nspname as parser_schema, p.prsname
              from pg_ts_config c
              join pg_ts_parser p on p.oid = c.cfgparser
              join pg_namespace pn on pn.oid = p.prsnamespace
              where c.cfgnamespace = $1 and\s"""
              + Catalogue.own("pg_ts_config", "c.oid")
              + """
            )
            select null, null, s.sql, s.undo
            from (
              select 1 as place, oid, 0 as token, sql,
                     format('drop text search dictionary if exists %I', dictname) as undo
              from d
              union all
              select 2, oid, 0,
                     format('create text search configuration %I (parser = %I.%I)', cfgname,
                            parser_schema, prsname),
                     format('drop text search configuration if exists %I', cfgname)
              from c
              union all
              select 3, c.oid, m.maptokentype,
                     format('alter text search configuration %I add mapping for %s with %s', cfgname,
                            (select quote_ident(alias) from ts_token_type(c.cfgparser) k
                             where k.tokid = m.maptokentype),
                            string_agg(m.mapdict::regdictionary::text, ', ' order by m.mapseqno)),
                     null
              from c
              join pg_ts_config_map m on m.mapcfg = c.oid
              group by c.oid, c.cfgname, c.cfgparser, m.maptokentype) s
            order by s.place, s.oid, s.token
            """)
          .replace("$1", "?::regnamespace");

  static final String SEQUENCES =
      """
      select (select coalesce(root.relname, c.relname)
              from pg_depend d
              join pg_class c on c.oid = d.refobjid
              left join pg_class root on root.oid = pg_partition_root(c.oid)
              where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass
                and d.objid = s.oid and d.deptype = 'a'),
             null,
             format('create %ssequence %I as %s ',
                    case s.relpersistence when 'u' then 'unlogged ' else '' end, s.relname,
                    format_type(q.seqtypid, null)) ||\s"""
          + SEQUENCE_OPTIONS
          + """
            , format('drop sequence if exists %I', s.relname)
            from pg_class s
            join pg_sequence q on q.seqrelid = s.oid
            where s.relnamespace = ?::regnamespace
              and not exists (select from pg_depend d
                              where d.classid = 'pg_class'::regclass and d.objid = s.oid
                                and d.deptype in ('i', 'e'))
            order by s.oid
            """;

  /**
   * Where sequences stand. One that is there already, or was set past the largest value that was
   * loaded, goes on only: numbers that it gave are not given again.
   */
  static final String SEQUENCE_VALUES =
      """
      select o.owner, null,
             format('select setval(%1$L, %2$s)'
                      || ' where coalesce(pg_sequence_last_value(%1$L) %3$s %2$s, true)',
                    s.oid::regclass, v.last, case when q.seqincrement > 0 then '<' else '>' end),
             null
      from pg_class s
      join pg_sequence q on q.seqrelid = s.oid
      left join lateral (
        select coalesce(root.relname, c.relname) as owner
        from pg_depend d
        join pg_class c on c.oid = d.refobjid
        left join pg_class root on root.oid = pg_partition_root(c.oid)
        where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass
          and d.objid = s.oid and d.deptype in ('a', 'i')) o on true
      cross join lateral (
        select case when s.relkind <> 'S' then null
                    when has_sequence_privilege(s.oid, 'SELECT') then pg_sequence_last_value(s.oid)
               end as last) v
      where s.relnamespace = ?::regnamespace and v.last is not null
      order by s.oid
      """;

  private TypeCatalogue() {}

  private static String own(String query, String namespace) {
    return query.replace(":which", namespace + " = ?::regnamespace");
  }
}
