package io.understudy.loader.schema;

/** Those queries of {@link Catalogue} that are about tables and their columns. */
final class TableCatalogue {
  /**
   * Every relation with the name of the table whose rows it has. Rows go into a table {@code
   * direct}ly that cannot change places with another: partitioned ones, and those that inherit.
   */
  static final String RELATIONS =
      """
      with rel as (
        select c.*, c.oid::regclass::text as ident, coalesce(root.relname, c.relname) as root,
               coalesce(root.relkind, c.relkind) = 'p'
                 or exists (select from pg_inherits h where c.oid in (h.inhrelid, h.inhparent))
                 as direct,
               nullif(array_to_string(
                        c.reloptions || (select array_agg('toast.' || option)
                                         from pg_class t, unnest(t.reloptions) option
                                         where t.oid = c.reltoastrelid), ', '), '') as options
        from pg_class c
        left join pg_class root on root.oid = pg_partition_root(c.oid)
        where coalesce(root.relnamespace, c.relnamespace) = ?::regnamespace
          and c.relkind in ('r', 'p')
      )
      """;

  static final String SCHEMAS_OF_PARTITIONS =
      RELATIONS
          + """
            select distinct c.root, null, format('create schema if not exists %I', n.nspname), null
            from rel c
            join pg_namespace n on n.oid = c.relnamespace
            where c.relnamespace <> (select relnamespace from pg_class
                                     where oid = pg_partition_root(c.oid))
            """;

  /**
   * With what must be there while rows come in. A partition is made apart, since it may have
   * columns in another order, and defaults and checks of its own.
   */
  static final String TABLES =
      RELATIONS
          + """
            select c.root,
                   (select min(p.relname) from pg_inherits h join pg_class p on p.oid = h.inhparent
                    where h.inhrelid = c.oid and not c.relispartition),
                   'create ' || case c.relpersistence when 'u' then 'unlogged ' else '' end
                     || 'table ' || c.ident
                     || coalesce(' (' || (
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
                                     || case when a.attidentity = '' or i.relname is null then ''
                                             else format(' generated %s as identity (sequence name %I ',
                                                         case a.attidentity when 'a' then 'always'
                                                                            else 'by default' end,
                                                         i.relname) || i.options || ')' end
                                     || case when a.attnotnull and nn.convalidated is not false
                                             then coalesce(' constraint ' || quote_ident(nn.conname), '')
                                                    || ' not null'
                                                    || case when nn.connoinherit then ' no inherit'
                                                            else '' end
                                             else '' end as part
                            from pg_attribute a
                            join pg_type y on y.oid = a.atttypid
                            left join lateral (
                              select pg_get_expr(adbin, adrelid) as expression
                              from pg_attrdef where adrelid = c.oid and adnum = a.attnum) x on true
                            left join lateral (
                              select s.relname,\s"""
          + TypeCatalogue.SEQUENCE_OPTIONS
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
                              and (a.attislocal or c.relispartition)
                            union all
                            select 10000 + row_number() over (order by conname),
                                   format('constraint %I %s', conname, pg_get_constraintdef(oid))
                            from pg_constraint
                            where conrelid = c.oid and contype = 'c' and convalidated
                              and (conislocal or c.relispartition)
                          ) made) || ')', ' ()')
                     || case when c.relispartition then ''
                             else coalesce(' inherits (' || (
                               select string_agg(inhparent::regclass::text, ', ' order by inhseqno)
                               from pg_inherits where inhrelid = c.oid) || ')', '') end
                     || case c.relkind when 'p' then ' partition by ' || pg_get_partkeydef(c.oid)
                                       else '' end
                     || coalesce(' with (' || c.options || ')', ''),
                   format('drop table if exists %s', c.ident)
            from rel c
            order by (select count(*) from pg_partition_ancestors(c.oid)), c.oid
            """;

  static final String ATTACHED =
      RELATIONS
          + """
            select c.root, null,
                   format('alter table only %s attach partition %s %s', h.inhparent::regclass, c.ident,
                          pg_get_expr(c.relpartbound, c.oid)),
                   null
            from rel c
            join pg_inherits h on h.inhrelid = c.oid
            where c.relispartition
            order by (select count(*) from pg_partition_ancestors(c.oid)), c.oid
            """;

  /** Of a column that is inherited the default and not-null, too, which may differ. */
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
              select format('set statistics %s', a.attstattarget) where a.attstattarget >= 0
              union all
              select format('set (%s)', array_to_string(a.attoptions, ', '))
              where a.attoptions is not null
              union all
              select 'set default ' || pg_get_expr(adbin, adrelid)
              from pg_attrdef
              where adrelid = c.oid and adnum = a.attnum and a.attgenerated = ''
                and not a.attislocal and not c.relispartition
              union all
              select 'set not null'
              where a.attnotnull and not a.attislocal and not c.relispartition
                and not exists (select from pg_constraint
                                where conrelid = c.oid and contype = 'n' and not conislocal
                                  and conkey = array[a.attnum])) s
            order by c.oid, a.attnum, 3
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
              select 'of ' || format_type(nullif(c.reloftype, 0), null) where c.reloftype <> 0
              union all
              select 'replica identity '
                       || case c.relreplident when 'f' then 'full' else 'nothing' end
              where c.relreplident in ('f', 'n')) s
            order by c.oid
            """;

  private TableCatalogue() {}
}
