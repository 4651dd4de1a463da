package io.understudy.loader.extract;

import io.understudy.loader.database.Names;
import io.understudy.loader.database.Session;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A table of a source.
 *
 * @param oid its identity
 * @param kind as in {@code pg_class.relkind}: r table, p partitioned
 * @param readable whether the role may read it, and each of its partitions
 * @param relatives tables of the schema that it inherits from, or that inherit from it, if it is no
 *     partitioned one
 */
record SourceTable(
    String schema, String name, long oid, String kind, boolean readable, List<String> relatives) {
  SourceTable {
    relatives = List.copyOf(relatives);
  }

  private static final String TABLES =
      """
      select c.relname, c.oid::bigint, c.relkind::text,
             has_table_privilege(c.oid, 'SELECT')
               and not exists (select from pg_catalog.pg_partition_tree(c.oid::regclass)
                               where isleaf and not has_table_privilege(relid, 'SELECT')),
             array(select case r.relnamespace when n.oid then r.relname::text
                                              else r.oid::regclass::text end
                   from pg_catalog.pg_inherits i
                   join pg_catalog.pg_class r
                     on r.oid in (i.inhrelid, i.inhparent) and r.oid <> c.oid
                   where c.oid in (i.inhrelid, i.inhparent) and c.relkind <> 'p'
                   order by 1)
      from pg_catalog.pg_class c
      join pg_catalog.pg_namespace n on n.oid = c.relnamespace
      where n.nspname = ? and coalesce(c.relname = ?::text, true)
        and c.relkind in ('r', 'p') and not c.relispartition
        and not exists (select from pg_catalog.pg_depend d
                        where d.classid = 'pg_catalog.pg_class'::regclass and d.objid = c.oid
                          and d.deptype = 'e')
      order by c.relname
      """;

  private static final String RELATIONS =
      """
      select c.oid::bigint, n.nspname, c.relname, c.relkind in ('r', 't', 'm'),
             case when c.relkind in ('r', 't', 'm')
                  then pg_relation_size(c.oid) / current_setting('block_size')::bigint
                  else 0 end,
             case when c.relkind in ('r', 't', 'm') then pg_table_size(c.oid) else 0 end
      from (select ?::oid as oid
            where not exists (select from pg_catalog.pg_partition_tree(?::oid::regclass) where isleaf)
            union
            select relid::oid from pg_catalog.pg_partition_tree(?::oid::regclass) where isleaf) leaf
      join pg_catalog.pg_class c on c.oid = leaf.oid
      join pg_catalog.pg_namespace n on n.oid = c.relnamespace
      order by 2, 3
      """;

  /** All ordinary and partitioned tables of a schema, without those of extensions. */
  static List<SourceTable> of(Session session, String schema) throws SQLException {
    return find(session, schema, null);
  }

  /** One of these. */
  static Optional<SourceTable> of(Session session, String schema, String name) throws SQLException {
    return find(session, schema, name).stream().findFirst();
  }

  private static List<SourceTable> find(Session session, String schema, @Nullable String name)
      throws SQLException {
    return session.query(
        TABLES,
        row ->
            new SourceTable(
                schema,
                row.getString(1),
                row.getLong(2),
                row.getString(3),
                row.getBoolean(4),
                List.of((String[]) row.getArray(5).getArray())),
        schema,
        name);
  }

  /**
   * What has rows of a table: itself, or a partition of it.
   *
   * @param oid its identity
   * @param paged whether it has pages, which rows can be told apart by
   * @param pages how many there are
   * @param bytes what they take, with values that are stored apart
   */
  record Relation(long oid, String schema, String name, boolean paged, long pages, long bytes) {}

  /** Those of this table, in the order of their names. */
  List<Relation> relations(Session session) throws SQLException {
    return session.query(
        RELATIONS,
        row ->
            new Relation(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getBoolean(4),
                row.getLong(5),
                row.getLong(6)),
        oid,
        oid,
        oid);
  }

  String quoted() {
    return Names.qualified(schema, name);
  }
}
