package io.understudy.loader.swap;

import io.understudy.loader.database.Session;
import java.sql.SQLException;
import java.util.List;

/**
 * What refers to replaced tables from outside, and is made to refer to those that take their
 * places: views, and foreign keys of tables that are not replaced. Within the caller's transaction,
 * with an empty search path.
 */
final class Outsiders {
  private static final String VIEWS =
      """
      select distinct v.oid::bigint, format('%I.%I', n.nspname, v.relname),
             v.relowner::regrole::text
      from pg_catalog.pg_depend d
      join pg_catalog.pg_rewrite r
        on d.classid = 'pg_catalog.pg_rewrite'::regclass and r.oid = d.objid
          and r.rulename = '_RETURN'
      join pg_catalog.pg_class v on v.oid = r.ev_class and v.relkind = 'v'
      join pg_catalog.pg_namespace n on n.oid = v.relnamespace
      where d.refclassid = 'pg_catalog.pg_class'::regclass and d.refobjid = any (?::oid[])
      order by 1
      """;

  private static final String DEFINITION =
      """
      select coalesce(' with (' || array_to_string(reloptions, ', ') || ')', '') || ' as '
               || pg_get_viewdef(oid),
             ''
      from pg_catalog.pg_class
      where oid = ?::oid
      """;

  private static final String FOREIGN_KEYS =
      """
      select conrelid::regclass::text, format('%I', conname), pg_get_constraintdef(oid),
             obj_description(oid, 'pg_constraint')
      from pg_catalog.pg_constraint
      where contype = 'f' and confrelid = any (?::oid[]) and conrelid <> all (?::oid[])
        and conparentid = 0
      order by 1, 2
      """;

  private final Session session;
  private final Object oids;
  private List<String[]> views = List.of();
  private List<String[]> foreignKeys = List.of();

  /**
   * @param oids of the tables that are replaced
   */
  Outsiders(Session session, List<Long> oids) {
    this.session = session;
    this.oids = oids.toArray(Long[]::new);
  }

  /**
   * Waits for the readers of the views. To be called before the tables are locked: a reader locks a
   * view first, and then its tables. ({@code LOCK TABLE} would lock all other tables of the view as
   * well; to give it to its owner again changes nothing and locks the view alone.)
   */
  void lockViews() throws SQLException {
    for (String change :
        session.query(
            VIEWS,
            row -> "alter view " + row.getString(2) + " owner to " + row.getString(3),
            oids)) {
      session.execute(change);
    }
  }

  /** Reads the definitions, and drops the foreign keys. */
  void detach() throws SQLException {
    views = session.pairs(VIEWS, oids);
    for (String[] view : views) {
      view[0] = session.pairs(DEFINITION, Long.parseLong(view[0])).getFirst()[0];
    }
    foreignKeys =
        session.query(
            FOREIGN_KEYS,
            row ->
                new String[] {
                  row.getString(1), row.getString(2), row.getString(3), row.getString(4)
                },
            oids,
            oids);
    for (String[] key : foreignKeys) {
      session.execute("alter table " + key[0] + " drop constraint " + key[1]);
    }
  }

  /** The views read the new tables, which have the names of the old ones now. */
  void attachViews() throws SQLException {
    for (String[] view : views) {
      session.execute("create or replace view " + view[1] + view[0]);
    }
  }

  /** Makes the foreign keys again; the database verifies that they hold. */
  void attachForeignKeys() throws SQLException {
    for (String[] key : foreignKeys) {
      session.execute("alter table " + key[0] + " add constraint " + key[1] + " " + key[2]);
      if (key[3] != null) {
        session.execute(
            "comment on constraint " + key[1] + " on " + key[0] + " is " + session.literal(key[3]));
      }
    }
  }
}
