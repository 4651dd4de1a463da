package io.understudy.loader.table;

import io.understudy.loader.database.Session;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * A table of the target as it is now.
 *
 * @param oid its identity
 * @param kind as in {@code pg_class.relkind}: r table, p partitioned, v view, …
 * @param owned whether the role may drop it
 * @param comment "" if it has none
 * @param bound whether it is partitioned, or inherits or is inherited from
 * @param columns in their order
 */
public record TargetTable(
    String name,
    long oid,
    String kind,
    boolean owned,
    String comment,
    boolean bound,
    List<TargetColumn> columns) {
  private static final String TABLE =
      """
      select c.oid::bigint, c.relkind::text, pg_has_role(c.relowner, 'USAGE'),
             coalesce(obj_description(c.oid, 'pg_class'), ''),
             c.relkind = 'p' or exists (select from pg_catalog.pg_inherits
                                        where c.oid in (inhrelid, inhparent))
      from pg_catalog.pg_class c
      join pg_catalog.pg_namespace n on n.oid = c.relnamespace
      where n.nspname = ? and c.relname = ?
      """;

  private static final String COLUMNS =
      """
      select a.attname, format_type(a.atttypid, a.atttypmod),
             (with recursive below (oid, base) as (
                select t.oid, t.typbasetype from pg_catalog.pg_type t where t.oid = a.atttypid
                union all
                select t.oid, t.typbasetype
                from below join pg_catalog.pg_type t on t.oid = below.base)
              select case t.typtype when 'e' then 'enum' else t.typname end
              from below join pg_catalog.pg_type t using (oid)
              where below.base = 0),
             a.attnotnull and not a.atthasdef and a.attidentity = '',
             a.attgenerated <> ''
      from pg_catalog.pg_attribute a
      where a.attrelid = ?::oid and a.attnum > 0 and not a.attisdropped
      order by a.attnum
      """;

  public TargetTable {
    columns = List.copyOf(columns);
  }

  /** The table (or view, or what else has the name) if there is one. */
  public static Optional<TargetTable> find(Session session, String schema, String name)
      throws SQLException {
    List<TargetTable> found =
        session.query(
            TABLE,
            row ->
                new TargetTable(
                    name,
                    row.getLong(1),
                    row.getString(2),
                    row.getBoolean(3),
                    row.getString(4),
                    row.getBoolean(5),
                    List.of()),
            schema,
            name);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    TargetTable table = found.getFirst();
    List<TargetColumn> columns =
        session.query(
            COLUMNS,
            row ->
                new TargetColumn(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getBoolean(4),
                    row.getBoolean(5)),
            table.oid());
    return Optional.of(
        new TargetTable(
            name,
            table.oid(),
            table.kind(),
            table.owned(),
            table.comment(),
            table.bound(),
            columns));
  }
}
