package io.understudy.loader.schema;

/** Those queries of {@link Catalogue} that are about views and what else comes after the rows. */
final class ViewCatalogue {
  // A view may need a function and a function a view: in the order that they were made.
  static final String VIEWS =
      "with made as ("
          + RoutineCatalogue.FUNCTIONS_OF_RELATIONS
          + """
            union all
            select null, null,
                   format('create %sview %I%s as %s%s',
                          case v.relkind when 'm' then 'materialized ' else '' end, v.relname,
                          coalesce(' with (' || array_to_string(v.reloptions, ', ') || ')', ''),
                          rtrim(pg_get_viewdef(v.oid), ';'),
                          case when v.relispopulated then '' else ' with no data' end),
                   null, v.oid
            from pg_class v
            where v.relnamespace = ?::regnamespace and v.relkind in ('v', 'm')
              and\s"""
          + Catalogue.own("pg_class", "v.oid")
          + """
            union all
            select null, null,
                   format('alter view %I alter column %I set default %s', v.relname, a.attname,
                          pg_get_expr(x.adbin, x.adrelid)),
                   null, x.oid
            from pg_class v
            join pg_attrdef x on x.adrelid = v.oid
            join pg_attribute a on a.attrelid = v.oid and a.attnum = x.adnum
            where v.relnamespace = ?::regnamespace and v.relkind = 'v'
            ) select owner, refers, sql, undo from made order by oid""";

  static final String INDEXES =
      """
      select null, null, s.sql, null
      from pg_index i
      join pg_class v on v.oid = i.indrelid
      join pg_class ic on ic.oid = i.indexrelid
      cross join lateral (
        select 1 as place, pg_get_indexdef(ic.oid, 0, true) as sql
        union all
        select 2, format('alter materialized view %s cluster on %I', v.oid::regclass, ic.relname)
        where i.indisclustered) s
      where v.relnamespace = ?::regnamespace and v.relkind = 'm'
      order by ic.oid, s.place
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
        where w.ev_class = c.oid and w.rulename <> '_RETURN'
        union all
        select 4, w.oid,
               format('alter table %s %s rule %I', c.oid::regclass,
                      case w.ev_enabled when 'D' then 'disable' when 'R' then 'enable replica'
                                        else 'enable always' end,
                      w.rulename)
        from pg_rewrite w
        where w.ev_class = c.oid and w.rulename <> '_RETURN' and w.ev_enabled <> 'O') h
      where coalesce(root.relnamespace, c.relnamespace) = ?::regnamespace
      order by h.kind, h.oid
      """;

  static final String STATISTICS =
      """
      select coalesce(root.relname, c.relname), null, s.sql, null
      from pg_statistic_ext x
      join pg_namespace n on n.oid = x.stxnamespace
      join pg_class c on c.oid = x.stxrelid
      left join pg_class root on root.oid = pg_partition_root(c.oid)
      cross join lateral (
        select 1 as place,
               'CREATE STATISTICS '
                 || substr(pg_get_statisticsobjdef(x.oid),
                           1 + length(format('CREATE STATISTICS %I.', n.nspname))) as sql
        union all
        select 2, format('alter statistics %I set statistics %s', x.stxname, x.stxstattarget)
        where x.stxstattarget >= 0) s
      where n.oid = ?::regnamespace
      order by x.oid, s.place
      """;

  private ViewCatalogue() {}
}
