package io.understudy.loader.schema;

/** Those queries of {@link Catalogue} that are about functions and what is made of them. */
final class RoutineCatalogue {
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
             'CREATE ' || k.word || ' ' || n.name
               || substr(pg_get_functiondef(p.oid),
                         1 + length(format('CREATE OR REPLACE %s %s.%I', k.word,
                                           p.pronamespace::regnamespace, p.proname))) as sql,
             format('drop routine if exists %s(%s)', n.name,
                    pg_get_function_identity_arguments(p.oid)) as undo,
             p.oid
      from pg_proc p
      cross join lateral (
        select case p.prokind when 'p' then 'PROCEDURE' else 'FUNCTION' end as word) k
      cross join lateral\s"""
          + Catalogue.named("p.pronamespace", "p.proname")
          + """
            n
      where :which and p.prokind in ('f', 'p', 'w')
        and\s"""
          + Catalogue.own("pg_proc", "p.oid");

  private static final String OWN = FUNCTION.replace(":which", "p.pronamespace = ?::regnamespace");

  static final String FUNCTIONS = OWN + " and not " + NEEDS_RELATION + "order by p.oid";

  static final String FUNCTIONS_ELSEWHERE =
      NeededCatalogue.of(FUNCTION, "pg_proc", "p.oid", "p.pronamespace") + "order by p.oid";

  /** Those that views may need, and that may need views. */
  static final String FUNCTIONS_OF_RELATIONS = OWN + " and " + NEEDS_RELATION;

  static final String AGGREGATES =
      """
      select null, null,
             format('create aggregate %I(%s) (%s)', p.proname,
                    case when a.aggkind = 'n' and p.pronargs = 0 then '*'
                         else pg_get_function_arguments(p.oid) end,
                    o.options),
             format('drop aggregate if exists %I(%s)', p.proname,
                    case when a.aggkind = 'n' and p.pronargs = 0 then '*'
                         else pg_get_function_identity_arguments(p.oid) end)
      from pg_aggregate a
      join pg_proc p on p.oid = a.aggfnoid
      cross join lateral (
        select string_agg(x.option, ', ' order by x.place) as options
        from (
          select v.place,
                 format('%s = %s', v.word,
                        case when f.pronamespace = p.pronamespace then quote_ident(f.proname)
                             else format('%I.%I', n.nspname, f.proname) end) as option
          from (values (1, 'sfunc', a.aggtransfn), (3, 'finalfunc', a.aggfinalfn),
                       (3, 'combinefunc', a.aggcombinefn), (3, 'serialfunc', a.aggserialfn),
                       (3, 'deserialfunc', a.aggdeserialfn), (4, 'msfunc', a.aggmtransfn),
                       (4, 'minvfunc', a.aggminvtransfn), (6, 'mfinalfunc', a.aggmfinalfn)
               ) v (place, word, function)
          join pg_proc f on f.oid = v.function::oid
          join pg_namespace n on n.oid = f.pronamespace
          union all
          select v.place, v.option
          from (values
            (2, 'stype = ' || format_type(a.aggtranstype, null)),
            (2, 'sspace = ' || nullif(a.aggtransspace, 0)),
            (3, case when a.aggfinalextra then 'finalfunc_extra' end),
            (3, case when a.aggfinalmodify <> case a.aggkind when 'n' then 'r' else 'w' end
                       and a.aggfinalfn::oid <> 0
                     then 'finalfunc_modify = ' || case a.aggfinalmodify
                       when 'r' then 'read_only' when 's' then 'shareable' else 'read_write' end end),
            (3, 'initcond = ' || quote_literal(a.agginitval)),
            (5, 'mstype = ' || format_type(nullif(a.aggmtranstype, 0), null)),
            (5, 'msspace = ' || nullif(a.aggmtransspace, 0)),
            (6, case when a.aggmfinalextra then 'mfinalfunc_extra' end),
            (6, case when a.aggmfinalmodify <> case a.aggkind when 'n' then 'r' else 'w' end
                       and a.aggmfinalfn::oid <> 0
                     then 'mfinalfunc_modify = ' || case a.aggmfinalmodify
                       when 'r' then 'read_only' when 's' then 'shareable' else 'read_write' end end),
            (6, 'minitcond = ' || quote_literal(a.aggminitval)),
            (7, (select 'sortop = ' || case when n.oid = p.pronamespace then s.oprname
                          else format('operator(%I.%s)', n.nspname, s.oprname) end
                 from pg_operator s
                 join pg_namespace n on n.oid = s.oprnamespace
                 where s.oid = a.aggsortop)),
            (8, case p.proparallel when 's' then 'parallel = safe'
                                   when 'r' then 'parallel = restricted' end),
            (9, case a.aggkind when 'h' then 'hypothetical' end)) v (place, option)
          where v.option is not null) x) o
      where p.pronamespace = ?::regnamespace and\s"""
          + Catalogue.own("pg_proc", "p.oid")
          + "order by p.oid";

  static final String OPERATORS =
      """
      select null, null,
             format('create operator %s (function = %s%s%s%s%s%s%s%s%s)', o.oprname,
                    (select case when f.pronamespace = o.oprnamespace then quote_ident(f.proname)
                                 else f.oid::regproc::text end
                     from pg_proc f where f.oid = o.oprcode),
                    ', leftarg = ' || l.name, ', rightarg = ' || r.name,
                    ', commutator = ' || com.name, ', negator = ' || neg.name,
                    ', restrict = ' || nullif(o.oprrest::oid, 0)::regproc,
                    ', join = ' || nullif(o.oprjoin::oid, 0)::regproc,
                    case when o.oprcanhash then ', hashes' end,
                    case when o.oprcanmerge then ', merges' end),
             format('drop operator if exists %s (%s, %s)', o.oprname, coalesce(l.name, 'none'),
                    coalesce(r.name, 'none'))
      from pg_operator o
      cross join lateral (select format_type(nullif(o.oprleft, 0), null) as name) l
      cross join lateral (select format_type(nullif(o.oprright, 0), null) as name) r
      left join lateral (
        select case when n.oid = o.oprnamespace then x.oprname
                    else format('operator(%I.%s)', n.nspname, x.oprname) end as name
        from pg_operator x join pg_namespace n on n.oid = x.oprnamespace
        where x.oid = o.oprcom) com on true
      left join lateral (
        select case when n.oid = o.oprnamespace then x.oprname
                    else format('operator(%I.%s)', n.nspname, x.oprname) end as name
        from pg_operator x join pg_namespace n on n.oid = x.oprnamespace
        where x.oid = o.oprnegate) neg on true
      where o.oprnamespace = ?::regnamespace and o.oprcode::oid <> 0 and\s"""
          + Catalogue.own("pg_operator", "o.oid")
          + "order by o.oid";

  static final String CASTS =
      """
      select null, null,
             format('create cast (%s as %s) %s%s', format_type(c.castsource, null),
                    format_type(c.casttarget, null),
                    case c.castmethod when 'f' then 'with function ' || c.castfunc::regprocedure
                                      when 'i' then 'with inout'
                                      else 'without function' end,
                    case c.castcontext when 'a' then ' as assignment' when 'i' then ' as implicit'
                                       else '' end),
             format('drop cast if exists (%s as %s)', format_type(c.castsource, null),
                    format_type(c.casttarget, null))
      from pg_cast c
      join pg_type s on s.oid = c.castsource
      join pg_type t on t.oid = c.casttarget
      where ?::regnamespace in (s.typnamespace, t.typnamespace)
        and not exists (select from pg_range r where r.rngtypid = c.castsource)
        and\s"""
          + Catalogue.own("pg_cast", "c.oid")
          + "order by c.oid";

  private RoutineCatalogue() {}
}
