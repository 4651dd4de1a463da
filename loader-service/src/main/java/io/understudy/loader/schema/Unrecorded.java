package io.understudy.loader.schema;

import io.understudy.loader.database.Names;
import io.understudy.loader.database.Session;
import java.sql.SQLException;
import java.util.List;

/** What a schema has that {@link SchemaReader} does not record. */
public final class Unrecorded {
  private static final String QUERY =
      """
      with found as (
        select 'pg_class'::regclass as catalogue, oid
        from pg_class where relnamespace = $1 and relkind = 'f'
        union all
        select 'pg_type'::regclass, oid
        from pg_type
        where typnamespace = $1 and typtype in ('b', 'p') and typinput <> 'array_in'::regproc
        union all
        select 'pg_opclass'::regclass, oid from pg_opclass where opcnamespace = $1
        union all
        select 'pg_opfamily'::regclass, oid from pg_opfamily where opfnamespace = $1
        union all
        select 'pg_conversion'::regclass, oid from pg_conversion where connamespace = $1
        union all
        select 'pg_ts_parser'::regclass, oid from pg_ts_parser where prsnamespace = $1
        union all
        select 'pg_ts_template'::regclass, oid from pg_ts_template where tmplnamespace = $1
      )
      select pg_describe_object(f.catalogue, f.oid, 0)
      from found f
      where not exists (select from pg_depend e
                        where e.classid = f.catalogue and e.objid = f.oid and e.deptype = 'e')
      order by 1
      """
          .replace("$1", "?::regnamespace");

  private Unrecorded() {}

  /** Foreign tables, base types, operator classes and the like, in words, sorted. */
  public static List<String> of(Session session, String schema) throws SQLException {
    String name = Names.quoted(schema);
    return session.query(QUERY, row -> row.getString(1), name, name, name, name, name, name, name);
  }
}
