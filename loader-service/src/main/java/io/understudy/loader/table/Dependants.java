package io.understudy.loader.table;

import io.understudy.loader.database.Session;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What stands in the way of replacing a table by another: things that would be lost with it. In
 * words, each with its name. Foreign keys between tables that are replaced together do not.
 */
public final class Dependants {
  private static final String DEPENDENT =
      """
      select distinct coalesce(
               (select case v.relkind when 'v' then 'view ' when 'm' then 'materialized view '
                                      else 'a rule of ' end
                       || format('%I.%I', n.nspname, v.relname)
                from pg_catalog.pg_rewrite r
                join pg_catalog.pg_class v on v.oid = r.ev_class
                join pg_catalog.pg_namespace n on n.oid = v.relnamespace
                where d.classid = 'pg_catalog.pg_rewrite'::regclass and r.oid = d.objid),
               pg_describe_object(d.classid, d.objid, d.objsubid))
      from pg_catalog.pg_depend d
      join pg_catalog.pg_class c on c.oid = ?::oid
      left join pg_catalog.pg_type row_type on row_type.oid = c.reltype
      where d.deptype = 'n'
        and (d.refclassid = 'pg_catalog.pg_class'::regclass and d.refobjid = c.oid
             or d.refclassid = 'pg_catalog.pg_type'::regclass
                and d.refobjid in (row_type.oid, row_type.typarray))
        and not exists (
          select from pg_catalog.pg_constraint f
          join pg_catalog.pg_class t on t.oid = f.conrelid
          where d.classid = 'pg_catalog.pg_constraint'::regclass and f.oid = d.objid
            and (t.oid = c.oid
                 or t.relnamespace = c.relnamespace and t.relname = any (?::text[])))
        and not exists (
          select from pg_catalog.pg_attrdef a
          where d.classid = 'pg_catalog.pg_attrdef'::regclass and a.oid = d.objid
            and a.adrelid = c.oid)
      order by 1
      """;

  private static final String OWN =
      """
      select 'trigger ' || quote_ident(tgname) from pg_catalog.pg_trigger
      where tgrelid = ?::oid and not tgisinternal
      union all
      select 'row-level security policy ' || quote_ident(polname) from pg_catalog.pg_policy
      where polrelid = ?::oid
      union all
      select 'row-level security' from pg_catalog.pg_class where oid = ?::oid and relrowsecurity
      union all
      select 'rule ' || quote_ident(rulename) from pg_catalog.pg_rewrite where ev_class = ?::oid
      union all
      select 'publication ' || quote_ident(p.pubname)
      from pg_catalog.pg_publication_rel r join pg_catalog.pg_publication p on p.oid = r.prpubid
      where r.prrelid = ?::oid
      union all
      select 'inheritance from ' || inhparent::regclass
      from pg_catalog.pg_inherits
      where inhrelid = ?::oid
      order by 1
      """;

  private Dependants() {}

  /**
   * @param together names of the tables (of the same schema) that are replaced with it
   */
  public static List<String> of(Session session, TargetTable table, Set<String> together)
      throws SQLException {
    long oid = table.oid();
    List<String> found = new ArrayList<>();
    found.addAll(
        session.query(DEPENDENT, row -> row.getString(1), oid, together.toArray(String[]::new)));
    found.addAll(session.query(OWN, row -> row.getString(1), oid, oid, oid, oid, oid, oid));
    return found;
  }
}
