package io.understudy.loader.schema;

/** Those queries of {@link Catalogue} that are about comments. */
final class CommentCatalogue {
  /** Of tables and what is made with them. */
  static final String OF_TABLES =
      TableCatalogue.RELATIONS
          + """
            select c.root, null,
                   case when d.objsubid = 0 then format('comment on table %s is %L', c.ident, d.description)
                        else format('comment on column %s.%I is %L', c.ident, a.attname, d.description)
                   end,
                   null
            from rel c
            join pg_description d on d.classoid = 'pg_class'::regclass and d.objoid = c.oid
            left join pg_attribute a on a.attrelid = c.oid and a.attnum = d.objsubid
            union all
            select c.root, null,
                   format('comment on constraint %I on %s is %L', k.conname, c.ident, d.description),
                   null
            from rel c
            join pg_constraint k on k.conrelid = c.oid
            join pg_description d on d.classoid = 'pg_constraint'::regclass and d.objoid = k.oid
            where k.contype <> 'f' and k.convalidated
            union all
            select c.root, null,
                   format('comment on index %s is %L', i.indexrelid::regclass, d.description), null
            from rel c
            join pg_index i on i.indrelid = c.oid
            join pg_description d on d.classoid = 'pg_class'::regclass and d.objoid = i.indexrelid
            order by 1, 3
            """;

  /** Of all else; made last. */
  static final String OF_OTHERS =
      (TableCatalogue.RELATIONS
              + """
            , named as (
              select 'pg_type'::regclass as catalogue, oid,
                     format('%s %I', case typtype when 'd' then 'domain' else 'type' end, typname) as name,
                     null::name as owner
              from pg_type where typnamespace = $1 and typtype in ('e', 'c', 'r', 'd')
              union all
              select 'pg_class'::regclass, oid,
                     case relkind when 'S' then 'sequence ' when 'v' then 'view '
                                  else 'materialized view ' end || oid::regclass, null
              from pg_class where relnamespace = $1 and relkind in ('S', 'v', 'm')
              union all
              select 'pg_class'::regclass, i.indexrelid, 'index ' || i.indexrelid::regclass, null
              from pg_index i
              join pg_class v on v.oid = i.indrelid
              where v.relnamespace = $1 and v.relkind = 'm'
              union all
              select 'pg_proc'::regclass, oid,
                     case prokind when 'a' then 'aggregate ' else 'routine ' end
                       || format('%I(%s)', proname,
                                 case when prokind = 'a' and pronargs = 0 then '*'
                                      else pg_get_function_identity_arguments(oid) end),
                     null
              from pg_proc where pronamespace = $1
              union all
              select 'pg_operator'::regclass, oid,
                     format('operator %s (%s, %s)', oprname,
                            coalesce(format_type(nullif(oprleft, 0), null), 'none'),
                            coalesce(format_type(nullif(oprright, 0), null), 'none')),
                     null
              from pg_operator where oprnamespace = $1
              union all
              select 'pg_collation'::regclass, oid, format('collation %I', collname), null
              from pg_collation where collnamespace = $1
              union all
              select 'pg_ts_config'::regclass, oid,
                     format('text search configuration %I', cfgname), null
              from pg_ts_config where cfgnamespace = $1
              union all
              select 'pg_ts_dict'::regclass, oid, format('text search dictionary %I', dictname), null
              from pg_ts_dict where dictnamespace = $1
              union all
              select 'pg_statistic_ext'::regclass, oid, format('statistics %I', stxname), null
              from pg_statistic_ext where stxnamespace = $1
              union all
              select 'pg_constraint'::regclass, k.oid,
                     format('constraint %I on domain %s', k.conname, k.contypid::regtype), null
              from pg_constraint k where k.connamespace = $1 and k.contypid <> 0
              union all
              select 'pg_trigger'::regclass, t.oid,
                     format('trigger %I on %s', t.tgname, t.tgrelid::regclass), rel.root
              from pg_trigger t
              join pg_class c on c.oid = t.tgrelid
              left join rel on rel.oid = c.oid
              where (rel.oid is not null or c.relnamespace = $1) and not t.tgisinternal
                and t.tgparentid = 0
              union all
              select 'pg_rewrite'::regclass, w.oid,
                     format('rule %I on %s', w.rulename, w.ev_class::regclass), rel.root
              from pg_rewrite w
              join pg_class c on c.oid = w.ev_class
              left join rel on rel.oid = c.oid
              where (rel.oid is not null or c.relnamespace = $1)
              union all
              select 'pg_policy'::regclass, p.oid,
                     format('policy %I on %s', p.polname, rel.ident), rel.root
              from pg_policy p
              join rel on rel.oid = p.polrelid
              union all
              select 'pg_constraint'::regclass, k.oid,
                     format('constraint %I on %s', k.conname, rel.ident), rel.root
              from pg_constraint k
              join rel on rel.oid = k.conrelid
              where k.conparentid = 0 and (k.contype = 'f' or not k.convalidated)
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
            where c.relnamespace = $1 and c.relkind in ('v', 'm', 'c')
            order by 3
            """)
          .replace("$1", "?::regnamespace");

  private CommentCatalogue() {}
}
