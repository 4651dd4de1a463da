package io.understudy.loader.schema;

/** Those queries of {@link Catalogue} that are about keys, indexes and constraints. */
final class KeyCatalogue {
  static final String KEYS =
      TableCatalogue.RELATIONS
          + """
            select c.root, null,
                   format('alter table only %s add constraint %I %s', c.ident, k.conname,
                          pg_get_constraintdef(k.oid)),
                   null
            from rel c
            join pg_constraint k on k.conrelid = c.oid
            where k.contype in ('p', 'u', 'x')
            order by k.contype <> 'p', k.oid
            """;

  static final String INDEXES =
      TableCatalogue.RELATIONS
          + """
            select c.root, null, pg_get_indexdef(i.indexrelid, 0, true), null
            from rel c
            join pg_index i on i.indrelid = c.oid
            join pg_class ic on ic.oid = i.indexrelid
            where (i.indisvalid or ic.relkind = 'I')
              and not exists (select from pg_constraint k
                              where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
            order by i.indexrelid
            """;

  /** Indexes of partitions, to those of the whole table. */
  static final String ATTACHED =
      TableCatalogue.RELATIONS
          + """
            select c.root, null,
                   format('alter index %s attach partition %s', h.inhparent::regclass,
                          i.indexrelid::regclass),
                   null
            from rel c
            join pg_index i on i.indrelid = c.oid
            join pg_inherits h on h.inhrelid = i.indexrelid
            order by (select count(*) from pg_partition_ancestors(i.indexrelid)), i.indexrelid
            """;

  static final String INDEX_SETTINGS =
      TableCatalogue.RELATIONS
          + """
            select c.root, null, s.sql, null
            from rel c
            join pg_index i on i.indrelid = c.oid
            join pg_class ic on ic.oid = i.indexrelid
            cross join lateral (
              select format('alter table only %s replica identity using index %I', c.ident,
                            ic.relname) as sql
              where i.indisreplident
              union all
              select format('alter table %s cluster on %I', c.ident, ic.relname)
              where i.indisclustered
              union all
              select format('alter index %s set (%s)', ic.oid::regclass,
                            array_to_string(ic.reloptions, ', '))
              where ic.reloptions is not null
                and exists (select from pg_constraint where conindid = ic.oid)
              union all
              select format('alter index %s alter column %s set statistics %s', ic.oid::regclass,
                            a.attnum, a.attstattarget)
              from pg_attribute a
              where a.attrelid = ic.oid and a.attstattarget >= 0) s
            order by ic.oid, 3
            """;

  private static final String FOREIGN_KEY =
      TableCatalogue.RELATIONS
          + """
            select c.root, r.root,
                   format('alter table %s add constraint %I %s', c.ident, k.conname,
                          pg_get_constraintdef(k.oid)),
                   format('alter table if exists %s drop constraint if exists %I', c.ident, k.conname)
            from rel c
            join pg_constraint k on k.conrelid = c.oid
            left join rel r on r.oid = k.confrelid
            where k.contype = 'f' and k.conparentid = 0 and :which
            order by k.oid
            """;

  /** Those of tables that take the place of others; they are kept while that happens. */
  static final String FOREIGN_KEYS =
      FOREIGN_KEY.replace(":which", "r.oid is not null and not c.direct");

  static final String FOREIGN_KEYS_OF_DIRECT =
      FOREIGN_KEY.replace(":which", "r.oid is not null and c.direct");

  /** To tables of other schemas, which the target may have or not. */
  static final String FOREIGN_KEYS_ELSEWHERE = FOREIGN_KEY.replace(":which", "r.oid is null");

  /** Of tables of other schemas, if those were loaded before the ones that they refer to. */
  static final String FOREIGN_KEYS_FROM_ELSEWHERE =
      TableCatalogue.RELATIONS
          + """
            select r.root, null, s.sql, null
            from rel r
            join pg_constraint k on k.confrelid = r.oid
            cross join lateral (
              select 1 as place, format('alter table %s add constraint %I %s', k.conrelid::regclass,
                                        k.conname, pg_get_constraintdef(k.oid)) as sql
              union all
              select 2, format('comment on constraint %I on %s is %L', k.conname,
                               k.conrelid::regclass, d.description)
              from pg_description d
              where d.classoid = 'pg_constraint'::regclass and d.objoid = k.oid) s
            where k.contype = 'f' and k.conparentid = 0
              and k.conrelid not in (select oid from rel)
            order by k.oid, s.place
            """;

  /** Rows that are there already need not hold them; those to come do. */
  static final String NOT_VALID =
      TableCatalogue.RELATIONS
          + """
            select c.root, null,
                   format('alter table %s add constraint %I %s', c.ident, k.conname,
                          pg_get_constraintdef(k.oid)),
                   null
            from rel c
            join pg_constraint k on k.conrelid = c.oid
            where k.contype in ('c', 'n') and not k.convalidated and k.conislocal
            order by 3
            """;

  private KeyCatalogue() {}
}
