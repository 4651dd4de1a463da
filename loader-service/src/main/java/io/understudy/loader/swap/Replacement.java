package io.understudy.loader.swap;

import io.understudy.loader.database.Names;
import io.understudy.loader.database.Session;
import io.understudy.loader.table.TargetTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One table taking the place of another, within the caller's transaction. What {@code CREATE TABLE
 * LIKE} does not copy moves over here: foreign keys, owner, grants, the comment, owned sequences
 * and the names of indexes.
 */
final class Replacement {
  // With an empty search path, so that every name in it is qualified.
  private static final String FOREIGN_KEYS =
      """
      select conname, pg_get_constraintdef(oid)
      from pg_catalog.pg_constraint
      where conrelid = ?::oid and contype = 'f'
      order by conname
      """;

  private static final String INDEXES =
      """
      select c.relname,
             i.indisprimary || ' ' || i.indisunique || ' ' || i.indisreplident
               || substr(pg_get_indexdef(i.indexrelid),
                         position(' USING ' in pg_get_indexdef(i.indexrelid)))
      from pg_catalog.pg_index i
      join pg_catalog.pg_class c on c.oid = i.indexrelid
      where i.indrelid = ?::oid
      order by i.indexrelid
      """;

  private static final String SEQUENCES =
      """
      select format('%I.%I', n.nspname, s.relname), a.attname
      from pg_catalog.pg_depend d
      join pg_catalog.pg_class s on s.oid = d.objid and s.relkind = 'S'
      join pg_catalog.pg_namespace n on n.oid = s.relnamespace
      join pg_catalog.pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
      where d.classid = 'pg_catalog.pg_class'::regclass
        and d.refclassid = 'pg_catalog.pg_class'::regclass
        and d.refobjid = ?::oid and d.deptype = 'a'
      """;

  private static final String OWNER =
      """
      select quote_ident(r.rolname)
      from pg_catalog.pg_class c
      join pg_catalog.pg_roles r on r.oid = c.relowner
      where c.oid = ?::oid and r.rolname <> current_user
      """;

  private static final String GRANTS =
      """
      with given as (
        select '' as columns, a.*
        from pg_catalog.pg_class c, aclexplode(c.relacl) a
        where c.oid = ?::oid
        union all
        select format('(%I)', c.attname), a.*
        from pg_catalog.pg_attribute c, aclexplode(c.attacl) a
        where c.attrelid = ?::oid and not c.attisdropped
      )
      select format('grant %s %s on table ', privilege_type, columns),
             format(' to %s%s', case grantee when 0 then 'public' else grantee::regrole::text end,
                    case when is_grantable then ' with grant option' else '' end)
      from given
      where grantee = 0 or grantee in (select oid from pg_catalog.pg_roles)
      """;

  private final Session session;
  private final String name;
  private final TargetTable old;
  private final String staging;
  private final String schema;
  private final Map<String, String> foreignKeys = new LinkedHashMap<>();
  private final List<String[]> indexes;
  private final List<String[]> grants;
  private final List<String> owner;

  /** Reads what is to be kept of the old table; changes nothing. */
  Replacement(Session session, String schema, TargetTable old, String staging) throws SQLException {
    this.session = session;
    this.schema = schema;
    this.name = Names.qualified(schema, old.name());
    this.old = old;
    this.staging = staging;
    pairs(FOREIGN_KEYS, old.oid()).forEach(key -> foreignKeys.put(key[0], key[1]));
    this.indexes = pairs(INDEXES, old.oid());
    this.grants = pairs(GRANTS, old.oid(), old.oid());
    this.owner = session.query(OWNER, row -> row.getString(1), old.oid());
  }

  /**
   * Drops the old table's foreign keys, so that the tables of a run can be dropped in any order.
   */
  void dropForeignKeys() throws SQLException {
    for (String key : foreignKeys.keySet()) {
      session.execute("alter table " + name + " drop constraint " + Names.quoted(key));
    }
  }

  /** Drops the old table and gives its name, and what it had, to the new one. */
  void replace() throws SQLException {
    String next = Names.qualified(schema, staging);
    List<String[]> nextIndexes =
        new ArrayList<>(pairs(INDEXES, session.number("select ?::regclass::oid::bigint", next)));
    for (String[] sequence : pairs(SEQUENCES, old.oid())) {
      session.execute(
          "alter sequence " + sequence[0] + " owned by " + next + "." + Names.quoted(sequence[1]));
    }
    session.execute("drop table " + name);
    session.execute("alter table " + next + " rename to " + Names.quoted(old.name()));
    session.execute(
        "comment on table "
            + name
            + " is "
            + (old.comment().isEmpty()
                ? "null"
                : session
                    .query("select quote_literal(?)", row -> row.getString(1), old.comment())
                    .getFirst()));
    for (String[] index : indexes) {
      rename(index, nextIndexes);
    }
    for (String role : owner) {
      session.execute("alter table " + name + " owner to " + role);
    }
    for (String[] grant : grants) {
      session.execute(grant[0] + name + grant[1]);
    }
  }

  /** Makes the old table's foreign keys for the new one; the database checks that they hold. */
  void makeForeignKeys() throws SQLException {
    for (Map.Entry<String, String> key : foreignKeys.entrySet()) {
      session.execute(
          "alter table "
              + name
              + " add constraint "
              + Names.quoted(key.getKey())
              + " "
              + key.getValue());
    }
  }

  private void rename(String[] index, List<String[]> nextIndexes) throws SQLException {
    for (String[] next : nextIndexes) {
      if (next[1].equals(index[1])) {
        session.execute(
            "alter index "
                + Names.qualified(schema, next[0])
                + " rename to "
                + Names.quoted(index[0]));
        nextIndexes.remove(next);
        return;
      }
    }
  }

  private List<String[]> pairs(String sql, Object... parameters) throws SQLException {
    return session.query(sql, row -> new String[] {row.getString(1), row.getString(2)}, parameters);
  }
}
