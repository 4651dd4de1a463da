package io.understudy.loader.schema;

import java.util.List;

/**
 * Queries of PostgreSQL's catalogue that write statements: for each object the table that it
 * belongs to (of a partition the whole table; null: none), the table that it refers to (null:
 * none), the statement, and what undoes it. The one parameter is the schema's name. The search path
 * must name that schema alone, so that its names are not qualified.
 */
final class Catalogue {
  // What belongs to an extension is made by it.
  private static final String OWN =
      """
      not exists (select from pg_depend e
                  where e.classid = '%s'::regclass and e.objid = %s and e.deptype = 'e')
      """;

  static final String SEQUENCE_OPTIONS =
      """
      format('start with %s increment by %s minvalue %s maxvalue %s cache %s%s', q.seqstart,
             q.seqincrement, q.seqmin, q.seqmax, q.seqcache,
             case when q.seqcycle then ' cycle' else '' end)
      """;

  static final String EXTENSIONS =
      """
      select null, null, format('create extension if not exists %I', e.extname), null
      from pg_extension e
      where e.extname <> 'plpgsql' and ?::text is not null
      order by e.oid
      """;

  static final String TYPES =
      """
      select null, null,
             case t.typtype
               when 'e' then
                 format('create type %I as enum (%s)', t.typname,
                        (select string_agg(quote_literal(enumlabel), ', ' order by enumsortorder)
                         from pg_enum where enumtypid = t.oid))
               when 'c' then
                 format('create type %I as (%s)', t.typname,
                        (select string_agg(format('%I %s', attname,
                                                  format_type(atttypid, atttypmod)),
                                           ', ' order by attnum)
                         from pg_attribute
                         where attrelid = t.typrelid and attnum > 0 and not attisdropped))
               when 'r' then
                 (select format('create type %I as range (subtype = %s)', t.typname,
                                format_type(rngsubtype, null))
                  from pg_range where rngtypid = t.oid)
               else
                 format('create domain %I as %s', t.typname,
                        format_type(t.typbasetype, t.typtypmod))
                   || coalesce(' default ' || pg_get_expr(t.typdefaultbin, 0), '')
                   || case when t.typnotnull then ' not null' else '' end
                   || coalesce((select string_agg(format(' constraint %I %s', conname,
                                                         pg_get_constraintdef(oid)),
                                                  '' order by conname)
                                from pg_constraint
                                where contypid = t.oid and contype = 'c'), '')
             end,
             format('drop %s if exists %I',
                    case t.typtype when 'd' then 'domain' else 'type' end, t.typname)
      from pg_type t
      where t.typnamespace = ?::regnamespace and t.typtype in ('e', 'c', 'r', 'd')
        and (t.typtype <> 'c'
             or exists (select from pg_class where oid = t.typrelid and relkind = 'c'))
        and\s"""
          + OWN.formatted("pg_type", "t.oid")
          + "order by t.oid";

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

  // Which of them need a table or view, being made of its rows.
  private static final String NEEDS_RELATION =
      """
      exists (select from pg_depend d
              left join pg_type y on d.refclassid = 'pg_type'::regclass and y.oid = d.refobjid
              left join pg_type item on item.oid = y.typelem and y.typcategory = 'A'
              left join pg_class k on k.oid = coalesce(nullif(y.typrelid, 0), item.typrelid)
              where d.classid = 'pg_proc'::regclass and d.objid = p.oid
                and (d.refclassid = 'pg_class'::regclass or k.relkind in ('r', 'p', 'v', 'm')))
      """;

  private static final String FUNCTION =
      """
      select null as owner, null as refers,
             'CREATE ' || k.word || ' '
               || substr(pg_get_functiondef(p.oid),
                         1 + length(format('CREATE OR REPLACE %s %I.', k.word, n.nspname))) as sql,
             format('drop routine if exists %I(%s)', p.proname,
                    pg_get_function_identity_arguments(p.oid)) as undo,
             p.oid
      from pg_proc p
      join pg_namespace n on n.oid = p.pronamespace
      cross join lateral (
        select case p.prokind when 'p' then 'PROCEDURE' else 'FUNCTION' end as word) k
      where n.oid = ?::regnamespace and p.prokind in ('f', 'p', 'w')
        and\s"""
          + OWN.formatted("pg_proc", "p.oid");

  static final String FUNCTIONS = FUNCTION + " and not " + NEEDS_RELATION + "order by p.oid";

  // A view may need a function and a function a view: in the order that they were made.
  static final String VIEWS =
      "with made as ("
          + FUNCTION
          + " and "
          + NEEDS_RELATION
          + """
            union all
            select null, null,
                   format('create %sview %I%s as %s',
                          case v.relkind when 'm' then 'materialized ' else '' end, v.relname,
                          coalesce(' with (' || array_to_string(v.reloptions, ', ') || ')', ''),
                          rtrim(pg_get_viewdef(v.oid), ';')),
                   null, v.oid
            from pg_class v
            where v.relnamespace = ?::regnamespace and v.relkind in ('v', 'm')
              and\s"""
          + OWN.formatted("pg_class", "v.oid")
          + ") select owner, refers, sql, undo from made order by oid";

  static final String VIEW_INDEXES =
      """
      select null, null, pg_get_indexdef(i.indexrelid, 0, true), null
      from pg_index i
      join pg_class v on v.oid = i.indrelid
      where v.relnamespace = ?::regnamespace and v.relkind = 'm'
      order by i.indexrelid
      """;

  /** Triggers and rules, those of views, too. */
  static final String TRIGGERS =
      """
      select coalesce(root.relname, case when c.relkind in ('r', 'p') then c.relname end), null,
             h.sql, null
      from pg_class c
      left join pg_class root on root.oid = pg_partition_root(c.oid)
      cross join lateral (
        select 1 as kind, t.oid, pg_get_triggerdef(t.oid, true) as sql
        from pg_trigger t
        where t.tgrelid = c.oid and not t.tgisinternal and t.tgparentid = 0
        union all
        select 2, t.oid,
               format('alter table %s %s trigger %I', c.oid::regclass,
                      case t.tgenabled when 'D' then 'disable' when 'R' then 'enable replica'
                                       else 'enable always' end,
                      t.tgname)
        from pg_trigger t
        where t.tgrelid = c.oid and not t.tgisinternal and t.tgparentid = 0 and t.tgenabled <> 'O'
        union all
        select 3, w.oid, pg_get_ruledef(w.oid, true)
        from pg_rewrite w
        where w.ev_class = c.oid and w.rulename <> '_RETURN') h
      where c.relnamespace = ?::regnamespace
      order by h.kind, h.oid
      """;

  static final String STATISTICS =
      """
      select coalesce(root.relname, c.relname), null,
             'CREATE STATISTICS '
               || substr(pg_get_statisticsobjdef(x.oid),
                         1 + length(format('CREATE STATISTICS %I.', n.nspname))),
             null
      from pg_statistic_ext x
      join pg_namespace n on n.oid = x.stxnamespace
      join pg_class c on c.oid = x.stxrelid
      left join pg_class root on root.oid = pg_partition_root(c.oid)
      where n.oid = ?::regnamespace
      order by x.oid
      """;

  /**
   * Where sequences stand that no table takes with it when it takes the place of another. One that
   * is there already goes on only: numbers that it gave are not given again.
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
        select coalesce(root.relname, c.relname) as owner, coalesce(root.relkind, c.relkind) as kind
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
        and (o.kind is null or o.kind = 'p')
      order by s.oid
      """;

  /** Of all but tables; made last. */
  static final String OTHER_COMMENTS =
      """
      with named as (
        select 'pg_type'::regclass as catalogue, oid,
               format('%s %I', case typtype when 'd' then 'domain' else 'type' end, typname) as name,
               null as owner
        from pg_type where typnamespace = $1 and typtype in ('e', 'c', 'r', 'd')
        union all
        select 'pg_class'::regclass, oid,
               case relkind when 'S' then 'sequence ' when 'v' then 'view '
                            else 'materialized view ' end || oid::regclass, null
        from pg_class where relnamespace = $1 and relkind in ('S', 'v', 'm')
        union all
        select 'pg_proc'::regclass, oid,
               format('routine %I(%s)', proname, pg_get_function_identity_arguments(oid)), null
        from pg_proc where pronamespace = $1 and prokind in ('f', 'p', 'w')
        union all
        select 'pg_trigger'::regclass, t.oid, format('trigger %I on %s', tgname, tgrelid::regclass),
               case when c.relkind in ('r', 'p') then coalesce(root.relname, c.relname) end
        from pg_trigger t
        join pg_class c on c.oid = t.tgrelid
        left join pg_class root on root.oid = pg_partition_root(c.oid)
        where c.relnamespace = $1 and not t.tgisinternal and t.tgparentid = 0
        union all
        select 'pg_policy'::regclass, p.oid, format('policy %I on %s', polname, polrelid::regclass),
               coalesce(root.relname, c.relname)
        from pg_policy p
        join pg_class c on c.oid = p.polrelid
        left join pg_class root on root.oid = pg_partition_root(c.oid)
        where c.relnamespace = $1
        union all
        select 'pg_constraint'::regclass, k.oid,
               format('constraint %I on %s', conname, conrelid::regclass),
               coalesce(root.relname, c.relname)
        from pg_constraint k
        join pg_class c on c.oid = k.conrelid
        left join pg_class root on root.oid = pg_partition_root(c.oid)
        where c.relnamespace = $1 and k.contype = 'f' and k.conparentid = 0
          and coalesce(root.relkind, c.relkind) = 'p'
      )
      select n.owner, null, format('comment on %s is %L', n.name, d.description), null
      from named n
      join pg_description d
        on d.classoid = n.catalogue and d.objoid = n.oid and d.objsubid = 0
      union all
      select null, null,
             format('comment on column %s.%I is %L', c.oid::regclass, a.attname, d.description), null
      from pg_class c
      join pg_description d on d.classoid = 'pg_class'::regclass and d.objoid = c.oid
      join pg_attribute a on a.attrelid = c.oid and a.attnum = d.objsubid
      where c.relnamespace = $1 and c.relkind in ('v', 'm')
      order by 3
      """
          .replace("$1", "?::regnamespace");

  /** What is needed to hold rows, in the order that it is made. */
  static final List<String> BEFORE =
      List.of(
          TYPES,
          SEQUENCES,
          FUNCTIONS,
          TableCatalogue.TABLES,
          TableCatalogue.COLUMN_SETTINGS,
          TableCatalogue.OWNED_SEQUENCES,
          TableCatalogue.KEYS,
          TableCatalogue.INDEXES,
          TableCatalogue.FOREIGN_KEYS,
          TableCatalogue.TABLE_COMMENTS);

  /** What is made when the rows are there, in order. */
  static final List<String> AFTER =
      List.of(
          TableCatalogue.FOREIGN_KEYS_OF_PARTITIONED,
          SEQUENCE_VALUES,
          STATISTICS,
          TableCatalogue.TABLE_SETTINGS,
          TRIGGERS);

  /** Views, with what else may need one. */
  static final List<String> VIEWS_AND_INDEXES = List.of(VIEWS, VIEW_INDEXES);

  private Catalogue() {}
}
