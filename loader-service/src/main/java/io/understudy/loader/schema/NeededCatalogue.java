package io.understudy.loader.schema;

/**
 * Which things of other schemas are needed to make what a schema has: types, functions and
 * collations, but no tables and views, and nothing of extensions and of the system.
 */
final class NeededCatalogue {
  /**
   * All that the schema has, what is part of that, and what it depends on. What the text of a
   * function calls is no dependency for the database: it is looked for by its qualified name.
   */
  private static final String NEEDED =
      """
      with recursive relation as (
        select c.oid, c.reltype
        from pg_class c
        left join pg_class root on root.oid = pg_partition_root(c.oid)
        where coalesce(root.relnamespace, c.relnamespace) = $1
      ), needed (catalogue, oid) as (
        (select 'pg_class'::regclass::oid, oid from relation
         union all
         select 'pg_type'::regclass, oid from pg_type where typnamespace = $1
         union all
         select 'pg_proc'::regclass, oid from pg_proc where pronamespace = $1
         union all
         select 'pg_operator'::regclass, oid from pg_operator where oprnamespace = $1
         union all
         select 'pg_cast'::regclass, c.oid
         from pg_cast c
         join pg_type t on t.oid in (c.castsource, c.casttarget)
         where t.typnamespace = $1)
        union
        select x.catalogue, x.oid
        from needed n
        cross join lateral (
          select d.classid as catalogue, d.objid as oid
          from pg_depend d
          where d.refclassid = n.catalogue and d.refobjid = n.oid and d.deptype in ('a', 'i')
          union all
          select d.refclassid, d.refobjid
          from pg_depend d
          where d.classid = n.catalogue and d.objid = n.oid and d.deptype in ('n', 'i')
          union all
          select 'pg_proc'::regclass, called.oid
          from pg_proc caller
          join pg_proc called on called.oid >= 16384 and called.pronamespace <> $1
          join pg_namespace s on s.oid = called.pronamespace
          where n.catalogue = 'pg_proc'::regclass and caller.oid = n.oid
            and strpos(caller.prosrc, format('%I.%I', s.nspname, called.proname)) > 0) x
        left join pg_type t on x.catalogue = 'pg_type'::regclass and t.oid = x.oid
        left join pg_class c
          on c.oid = case when x.catalogue = 'pg_class'::regclass then x.oid else t.typrelid end
          and c.relkind in ('r', 'p', 'v', 'm', 'f')
        where c.oid is null or c.oid in (select oid from relation)
      )
      """
          .replace("$1", "?::regnamespace");

  static final String SCHEMAS =
      NEEDED
          + """
            select distinct null, null, format('create schema if not exists %I', s.nspname), null
            from needed n
            left join pg_type t on n.catalogue = 'pg_type'::regclass and t.oid = n.oid
              and t.typtype in ('e', 'c', 'r', 'd')
            left join pg_proc p on n.catalogue = 'pg_proc'::regclass and p.oid = n.oid
            left join pg_collation c on n.catalogue = 'pg_collation'::regclass and c.oid = n.oid
            join pg_namespace s
              on s.oid = coalesce(t.typnamespace, p.pronamespace, c.collnamespace)
            where n.oid >= 16384 and s.nspname <> current_schema
              and not exists (select from pg_depend e
                              where e.classid = n.catalogue and e.objid = n.oid
                                and e.deptype = 'e')
            """;

  private NeededCatalogue() {}

  /**
   * Narrows a query to those things of other schemas that are needed.
   *
   * @param query with {@code :which} where their condition goes
   * @param namespace that they are in
   */
  static String of(String query, String catalogue, String oid, String namespace) {
    return NEEDED
        + query.replace(
            ":which",
            """
            %3$s <> ?::regnamespace and %2$s >= 16384
              and exists (select from needed x
                          where x.catalogue = '%1$s'::regclass and x.oid = %2$s)
            """
                .formatted(catalogue, oid, namespace));
  }
}
