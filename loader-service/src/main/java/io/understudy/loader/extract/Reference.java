package io.understudy.loader.extract;

import io.understudy.loader.database.Names;
import io.understudy.loader.database.Session;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A foreign key.
 *
 * @param child name of the table that has it
 * @param parent name of the table that it refers to
 * @param columns of the child
 * @param keys of the parent, in the same order
 */
record Reference(String child, String parent, List<String> columns, List<String> keys)
    implements Links.Link {
  private static final String ALL =
      """
      select c.relname, p.relname,
             (select array_agg(a.attname::text order by k.place)
              from unnest(f.conkey) with ordinality as k (attnum, place)
              join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum),
             (select array_agg(a.attname::text order by k.place)
              from unnest(f.confkey) with ordinality as k (attnum, place)
              join pg_catalog.pg_attribute a on a.attrelid = p.oid and a.attnum = k.attnum)
      from pg_catalog.pg_constraint f
      join pg_catalog.pg_class c on c.oid = f.conrelid
      join pg_catalog.pg_class p on p.oid = f.confrelid
      join pg_catalog.pg_namespace n on n.oid = c.relnamespace and n.oid = p.relnamespace
      where f.contype = 'f' and f.conparentid = 0 and not c.relispartition and not p.relispartition
        and n.nspname = ?
      order by f.oid
      """;

  Reference {
    columns = List.copyOf(columns);
    keys = List.copyOf(keys);
  }

  /** Those within a schema. */
  static List<Reference> of(Session session, String schema) throws SQLException {
    return session.query(
        ALL,
        row ->
            new Reference(
                row.getString(1),
                row.getString(2),
                List.of((String[]) row.getArray(3).getArray()),
                List.of((String[]) row.getArray(4).getArray())),
        schema);
  }

  /** Condition that a row of the child, by that alias, refers to one of the parent. */
  String joins(String childAlias, String parentAlias) {
    return IntStream.range(0, columns.size())
        .mapToObj(
            i ->
                childAlias
                    + "."
                    + Names.quoted(columns.get(i))
                    + " = "
                    + parentAlias
                    + "."
                    + Names.quoted(keys.get(i)))
        .collect(Collectors.joining(" and "));
  }
}
