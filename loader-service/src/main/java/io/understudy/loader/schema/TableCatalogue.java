package io.understudy.loader.schema;

/** Those queries of {@link Catalogue} that are about tables and what is part of them. */
final class TableCatalogue {
  // Every relation with the name of the table whose rows it has.
  private static final String RELATIONS =
      """
      with rel as (
        select c.*, c.oid::regclass::text as ident, coalesce(root.relname, c.relname) as root,
               coalesce(root.relkind, c.relkind) as root_kind
        from pg_class c
        left join pg_class root on root.oid = pg_partition_root(c.oid)
        where c.relnamespace = ?::regnamespace and c.relkind in ('r', 'p')
      )
      """;

  static final String TABLES =
      RELATIONS
          + """
            select c.root, null,
                   'create ' || case c.relpersistence when 'u' then 'unlogged ' else '' end
                     || 'table ' || c.ident
                     || case when c.relispartition then
                          (select ' partition of ' || inhparent::regclass || ' '
                                    || pg_get_expr(c.relpartbound, c.oid)
                           from pg_inherits where inhrelid = c.oid)
                        else coalesce(' (' || (
                          select string_agg(made.part, ', ' order by made.place)
                          from (
                            select a.attnum::integer as place,
                                   format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod))
                                     || case when a.attcollation <> y.typcollation
                                             then ' collate ' || a.attcollation::regcollation
                                             else '' end
                                     || case a.attgenerated
                                          when '' then coalesce(' default ' || x.expression, '')
                                          else format(' generated always as (%s) %s', x.expression,
                                                      case a.attgenerated when 's' then 'stored'
                                                                          else 'virtual' end) end
                                     || case a.attidentity
                                          when '' then ''
                                          else format(' generated %s as identity (sequence name %I ',
                                                      case a.attidentity when 'a' then 'always'
                                                                         else 'by default' end,
                                                      i.relname) || i.options || ')' end
                                     || case when a.attnotnull
                                             then coalesce(format(' constraint %I', nn.conname), '')
                                                    || ' not null'
                                             else '' end as part
                            from pg_attribute a
                            join pg_type y on y.oid = a.atttypid
                            left join lateral (
                              select pg_get_expr(adbin, adrelid) as expression
                              from pg_attrdef where adrelid = c.oid and adnum = a.attnum) x on true
                            left join lateral (
                              select s.relname,\s"""
          + Catalogue.SEQUENCE_OPTIONS
          + """
                                       as options
                              from pg_depend d
                              join pg_class s on s.oid = d.objid
                              join pg_sequence q on q.seqrelid = s.oid
                              where d.refclassid = 'pg_class'::regclass and d.refobjid = c.oid
                                and d.refobjsubid = a.attnum and d.deptype = 'i') i on true
                            left join pg_constraint nn
                              on nn.conrelid = c.oid and nn.contype = 'n'
                              and nn.conkey = array[a.attnum]
                            where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                            union all
                            select 10000 + row_number() over (order by conname),
                                   format('constraint %I %s', conname, pg_get_constraintdef(oid))
                            from pg_constraint
                            where conrelid = c.oid and contype = 'c'
                          ) made) || ')', ' ()') end
                     || case c.relkind when 'p' then ' partition by ' || pg_get_partkeydef(c.oid)
                                       else '' end
                     || coalesce(' with (' || array_to_string(c.reloptions, ', ') || ')', ''),
                   format('drop table if exists %s', c.ident)
            from rel c
            order by (select count(*) from pg_partition_ancestors(c.oid)), c.oid
            """;

  static final String COLUMN_SETTINGS =
      RELATIONS
          + """
            select c.root, null,
                   format('alter table only %s alter column %I ', c.ident, a.attname) || s.setting, null
            from rel c
            join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            join pg_type y on y.oid = a.atttypid
            cross join lateral (
              select 'set storage ' || case a.attstorage when 'p' then 'plain' when 'e' then 'external'
                                         when 'm' then 'main' else 'extended' end as setting
              where a.attstorage <> y.typstorage
              union all
              select 'set compression ' || case a.attcompression when 'l' then 'lz4' else 'pglz' end
              where a.attcompression <> ''
              union all
              select format('set statistics %s', a.attstattarget) where a.attstattarget >= 0) s
            order by c.oid, a.attnum
            """;

  static final String OWNED_SEQUENCES =
      RELATIONS
          + """
            select c.root, null,
                   format('alter sequence %s owned by %s.%I', d.objid::regclass, c.ident, a.attname),
                   null
            from rel c
            join pg_depend d on d.refclassid = 'pg_class'::regclass and d.refobjid = c.oid
              and d.classid = 'pg_class'::regclass and d.deptype = 'a'
            join pg_class s on s.oid = d.objid and s.relkind = 'S'
            join pg_attribute a on a.attrelid = c.oid and a.attnum = d.refobjsubid
            order by d.objid
            """;

  static final String KEYS =
      RELATIONS
          + """
            select c.root, null,
                   format('alter table %s add constraint %I %s', c.ident, k.conname,
                          pg_get_constraintdef(k.oid)),
                   null
            from rel c
            join pg_constraint k on k.conrelid = c.oid
            where k.contype in ('p', 'u', 'x') and k.conparentid = 0
            order by k.contype <> 'p', k.oid
            """;

  static final String INDEXES =
      RELATIONS
          + """
            select c.root, null,
                   regexp_replace(pg_get_indexdef(i.indexrelid, 0, true), ' ON ONLY ', ' ON '), null
            from rel c
            join pg_index i on i.indrelid = c.oid
            where i.indisvalid
              and not exists (select from pg_constraint k
                              where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
              and not exists (select from pg_inherits where inhrelid = i.indexrelid)
            order by i.indexrelid
            """;

  private static final String FOREIGN_KEY =
      RELATIONS
          + """
            select c.root, coalesce(r.root, ''),
                   format('alter table %s add constraint %I %s', c.ident, k.conname,
                          pg_get_constraintdef(k.oid)),
                   format('alter table if exists %s drop constraint if exists %I', c.ident, k.conname)
            from rel c
            join pg_constraint k on k.conrelid = c.oid
            left join rel r on r.oid = k.confrelid
            where k.contype = 'f' and k.conparentid = 0 and c.root_kind :is 'p'
            order by k.oid
            """;

  /** Those of tables that take the place of others; they are kept while that happens. */
  static final String FOREIGN_KEYS = FOREIGN_KEY.replace(":is", "<>");

  /** Those of tables that are loaded directly. */
  static final String FOREIGN_KEYS_OF_PARTITIONED = FOREIGN_KEY.replace(":is", "=");

  static final String TABLE_COMMENTS =
      RELATIONS
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
            join pg_constraint k on k.conrelid = c.oid and k.conparentid = 0
            join pg_description d on d.classoid = 'pg_constraint'::regclass and d.objoid = k.oid
            where k.contype <> 'f' or c.root_kind <> 'p'
            union all
            select c.root, null,
                   format('comment on index %s is %L', i.indexrelid::regclass, d.description), null
            from rel c
            join pg_index i on i.indrelid = c.oid
            join pg_description d on d.classoid = 'pg_class'::regclass and d.objoid = i.indexrelid
            order by 1, 3
            """;

  static final String POLICIES =
      RELATIONS
          + """
            select c.root, null,
                   format('create policy %I on %s as %s for %s to %s%s%s', p.polname, c.ident,
                          case when p.polpermissive then 'permissive' else 'restrictive' end,
                          case p.polcmd when 'r' then 'select' when 'a' then 'insert'
                                        when 'w' then 'update' when 'd' then 'delete'
                                        else 'all' end,
                          (select string_agg(case role when 0 then 'public'
                                                       else role::regrole::text end, ', ')
                           from unnest(p.polroles) role),
                          ' using (' || pg_get_expr(p.polqual, c.oid) || ')',
                          ' with check (' || pg_get_expr(p.polwithcheck, c.oid) || ')'),
                   null
            from rel c
            join pg_policy p on p.polrelid = c.oid
            order by p.oid
            """;

  static final String TABLE_SETTINGS =
      RELATIONS
          + """
            select c.root, null, format('alter table %s ', c.ident) || s.setting, null
            from rel c
            cross join lateral (
              select 'enable row level security' as setting where c.relrowsecurity
              union all
              select 'force row level security' where c.relforcerowsecurity
              union all
              select 'replica identity '
                       || case c.relreplident when 'f' then 'full' else 'nothing' end
              where c.relreplident in ('f', 'n')) s
            order by c.oid
            """;

  private TableCatalogue() {}
}
