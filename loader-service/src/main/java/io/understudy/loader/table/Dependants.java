package io.understudy.loader.table;

import io.understudy.loader.database.Session;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands in the way of replacing a table by another: things that would be lost with it. In
 * words, each with its name. What a swap keeps does not: indexes, constraints, triggers, row-level
 * security, views and the foreign keys of other tables, if the role owns these.
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
            and (t.oid = c.oid or pg_has_role(t.relowner, 'USAGE')))
        and not exists (
          select from pg_catalog.pg_rewrite r
          join pg_catalog.pg_class v on v.oid = r.ev_class
          where d.classid = 'pg_catalog.pg_rewrite'::regclass and r.oid = d.objid
            and d.refclassid = 'pg_catalog.pg_class'::regclass
            and v.relkind = 'v' and r.rulename = '_RETURN' and pg_has_role(v.relowner, 'USAGE'))
        and not exists (
          select from pg_catalog.pg_trigger g
          where d.classid = 'pg_catalog.pg_trigger'::regclass and g.oid = d.objid
            and g.tgrelid = c.oid)
        and not exists (
          select from pg_catalog.pg_policy p
          where d.classid = 'pg_catalog.pg_policy'::regclass and p.oid = d.objid
            and p.polrelid = c.oid)
        and not exists (
          select from pg_catalog.pg_attrdef a
          where d.classid = 'pg_catalog.pg_attrdef'::regclass and a.oid = d.objid
            and a.adrelid = c.oid)
      order by 1
      """;

  private static final String OWN =
      """
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

  /** Sorted, by kind. */
  public static List<String> of(Session session, TargetTable table) throws SQLException {
    long oid = table.oid();
    List<String> found = new ArrayList<>();
    found.addAll(session.query(DEPENDENT, row -> row.getString(1), oid));
    found.addAll(session.query(OWN, row -> row.getString(1), oid, oid, oid));
    return found;
  }
}
