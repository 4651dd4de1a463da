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
  // To lock a view, and to make it read the tables that have the names then.
  private static final String VIEWS =
      """
      select format('alter view %I.%I owner to %s', n.nspname, v.relname, v.relowner::regrole),
             format('create or replace view %I.%I', n.nspname, v.relname)
               || coalesce(' with (' || array_to_string(v.reloptions, ', ') || ')', '')
               || ' as ' || pg_get_viewdef(v.oid)
      from pg_catalog.pg_class v
      join pg_catalog.pg_namespace n on n.oid = v.relnamespace
      where v.relkind = 'v' and v.oid in (
        select r.ev_class
        from pg_catalog.pg_depend d
        join pg_catalog.pg_rewrite r
          on d.classid = 'pg_catalog.pg_rewrite'::regclass and r.oid = d.objid
            and r.rulename = '_RETURN'
        where d.refclassid = 'pg_catalog.pg_class'::regclass and d.refobjid = any (?::oid[]))
      order by v.oid
      """;

  // To drop it, and to make it again with its comment.
  private static final String FOREIGN_KEYS =
      """
      select format('alter table %s drop constraint %I', conrelid::regclass, conname),
             format('alter table %s add constraint %I %s', conrelid::regclass, conname,
                    pg_get_constraintdef(oid))
               || coalesce(format('; comment on constraint %I on %s is ', conname,
                                  conrelid::regclass)
                             || quote_literal(obj_description(oid, 'pg_constraint')), '')
      from pg_catalog.pg_constraint
      where contype = 'f' and confrelid = any (?::oid[]) and conrelid <> all (?::oid[])
        and conparentid = 0
      order by 1
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
    for (String[] view : session.pairs(VIEWS, oids)) {
      session.execute(view[0]);
    }
  }

  /** Reads the definitions, and drops the foreign keys. */
  void detach() throws SQLException {
    views = session.pairs(VIEWS, oids);
    foreignKeys = session.pairs(FOREIGN_KEYS, oids, oids);
    for (String[] key : foreignKeys) {
      session.execute(key[0]);
    }
  }

  /** The views read the new tables, which have the names of the old ones now. */
  void attachViews() throws SQLException {
    for (String[] view : views) {
      session.execute(view[1]);
    }
  }

  /** Makes the foreign keys again; the database verifies that they hold. */
  void attachForeignKeys() throws SQLException {
    for (String[] key : foreignKeys) {
      session.execute(key[1]);
    }
  }
}
