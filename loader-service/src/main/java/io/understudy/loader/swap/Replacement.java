package io.understudy.loader.swap;

import io.understudy.loader.database.Names;
import io.understudy.loader.database.Session;
import io.understudy.loader.table.TargetTable;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/**
 * One staging table taking the place of a table: names, and what belongs to the old table and is
 * not made before ({@link StagingKeys}). All within the caller's transaction, with an empty search
 * path, so that every name in the catalogue's texts is qualified.
 */
final class Replacement {
  private static final String SERIALS =
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

  // Of the same column: its name now, and what makes it that of the old table, whose type a table
  // that is made like it does not take over.
  private static final String IDENTITIES =
      """
      select pg_get_serial_sequence(?, a.attname), c.change
      from pg_catalog.pg_depend d
      join pg_catalog.pg_class s on s.oid = d.objid and s.relkind = 'S'
      join pg_catalog.pg_sequence q on q.seqrelid = s.oid
      cross join lateral (
        select 'as ' || format_type(q.seqtypid, null) as change
        union all
        select format('rename to %I', s.relname)) c
      join pg_catalog.pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
      where d.classid = 'pg_catalog.pg_class'::regclass
        and d.refclassid = 'pg_catalog.pg_class'::regclass
        and d.refobjid = ?::oid and d.deptype = 'i'
      order by s.oid, c.change
      """;

  // With the largest value of the column, or the smallest where the sequence counts down.
  private static final String SEQUENCES =
      """
      select d.objid::bigint::text,
             case when q.seqincrement > 0 then 'max' else 'min' end || format('(%I)', a.attname)
      from pg_catalog.pg_depend d
      join pg_catalog.pg_sequence q on q.seqrelid = d.objid
      join pg_catalog.pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
      where d.classid = 'pg_catalog.pg_class'::regclass
        and d.refclassid = 'pg_catalog.pg_class'::regclass
        and d.refobjid = ?::regclass and d.deptype in ('a', 'i')
        and a.atttypid in ('int2'::regtype, 'int4'::regtype, 'int8'::regtype)
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

  // What default privileges gave, and the owner's own rights where these were not all of them.
  private static final String GRANTEES =
      """
      select distinct case a.grantee when 0 then 'public' else a.grantee::regrole::text end
      from pg_catalog.pg_class c,
           aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) a
      where c.oid = ?::regclass and (a.grantee <> c.relowner or ?)
      """;

  // Statements that make again what is named like the old table.
  private static final String MADE_AGAIN =
      """
      select 1, oid::bigint, pg_get_triggerdef(oid)
      from pg_catalog.pg_trigger
      where tgrelid = ?::oid and not tgisinternal
      union all
      select 2, t.oid::bigint,
             format('alter table %s %s trigger %I', ?::text,
                    case tgenabled when 'D' then 'disable' when 'R' then 'enable replica'
                                   else 'enable always' end,
                    tgname)
      from pg_catalog.pg_trigger t
      where tgrelid = ?::oid and not tgisinternal and tgenabled <> 'O'
      union all
      select 3, p.oid::bigint,
             format('create policy %I on %s as %s for %s to %s%s%s', polname, ?::text,
                    case when polpermissive then 'permissive' else 'restrictive' end,
                    case polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update'
                                when 'd' then 'delete' else 'all' end,
                    (select string_agg(case role when 0 then 'public'
                                                 else role::regrole::text end, ', ')
                     from unnest(polroles) role),
                    ' using (' || pg_get_expr(polqual, polrelid) || ')',
                    ' with check (' || pg_get_expr(polwithcheck, polrelid) || ')')
      from pg_catalog.pg_policy p
      where polrelid = ?::oid
      union all
      select 4, 1, format('alter table %s enable row level security', ?::text)
      from pg_catalog.pg_class where oid = ?::oid and relrowsecurity
      union all
      select 4, 2, format('alter table %s force row level security', ?::text)
      from pg_catalog.pg_class where oid = ?::oid and relforcerowsecurity
      union all
      select 5, 1, format('alter table %s replica identity %s', ?::text,
                          case relreplident when 'f' then 'full' else 'nothing' end)
      from pg_catalog.pg_class where oid = ?::oid and relreplident in ('f', 'n')
      union all
      select 6, attnum, format('alter table %s alter column %I set statistics %s', ?::text, attname,
                               attstattarget)
      from pg_catalog.pg_attribute
      where attrelid = ?::oid and attnum > 0 and not attisdropped and attstattarget >= 0
      union all
      select 6, attnum, format('alter table %s alter column %I set (%s)', ?::text, attname,
                               array_to_string(attoptions, ', '))
      from pg_catalog.pg_attribute
      where attrelid = ?::oid and attnum > 0 and not attisdropped and attoptions is not null
      union all
      select 7, oid::bigint, format('comment on trigger %I on %s is %L', tgname, ?::text,
                                    obj_description(oid, 'pg_trigger'))
      from pg_catalog.pg_trigger
      where tgrelid = ?::oid and not tgisinternal and obj_description(oid, 'pg_trigger') is not null
      union all
      select 8, oid::bigint, format('comment on policy %I on %s is %L', polname, ?::text,
                                    obj_description(oid, 'pg_policy'))
      from pg_catalog.pg_policy
      where polrelid = ?::oid and obj_description(oid, 'pg_policy') is not null
      order by 1, 2
      """;

  private final Session session;
  private final String schema;
  private final TargetTable old;
  private final String staging;
  private final String aside;
  private final String name;
  private final List<String[]> serials;
  private final List<String[]> grants;
  private final List<String> owner;
  private final boolean restricted;
  private final List<String> madeAgain;
  private final List<String[]> identities;
  private final StagingKeys keys;

  /**
   * Reads what is to be kept of the old table; changes nothing.
   *
   * @param aside name that the old table has until it is dropped
   */
  Replacement(
      Session session,
      String schema,
      TargetTable old,
      String staging,
      String aside,
      StagingKeys keys)
      throws SQLException {
    this.session = session;
    this.schema = schema;
    this.name = Names.qualified(schema, old.name());
    this.old = old;
    this.staging = staging;
    this.aside = aside;
    this.keys = keys;
    this.serials = session.pairs(SERIALS, old.oid());
    this.grants = session.pairs(GRANTS, old.oid(), old.oid());
    this.owner = session.query(OWNER, row -> row.getString(1), old.oid());
    this.identities = session.pairs(IDENTITIES, Names.qualified(schema, staging), old.oid());
    long oid = old.oid();
    this.madeAgain =
        session.query(
            MADE_AGAIN,
            row -> row.getString(3),
            Stream.concat(
                    Stream.of(oid), // of the triggers, whose text has the name
                    Stream.generate(() -> List.<Object>of(name, oid))
                        .limit(9)
                        .flatMap(List::stream))
                .toArray());
    this.restricted =
        session.is("select relacl is not null from pg_catalog.pg_class where oid = ?::oid", oid);
  }

  /** Gives the old table's name to the new one. */
  void changeNames() throws SQLException {
    String next = Names.qualified(schema, staging);
    for (String role : owner) {
      session.execute("alter table " + next + " owner to " + role);
    }
    for (String[] serial : serials) {
      session.execute(
          "alter sequence " + serial[0] + " owned by " + next + "." + Names.quoted(serial[1]));
    }
    session.execute("alter table " + name + " rename to " + Names.quoted(aside));
    session.execute("alter table " + next + " rename to " + Names.quoted(old.name()));
  }

  StagingKeys keys() {
    return keys;
  }

  /** The old table, that now stands aside. */
  String aside() {
    return Names.qualified(schema, aside);
  }

  /** Gives to the new table what the old one had, once that is dropped. */
  void complete() throws SQLException {
    keys.rename();
    for (String[] identity : identities) {
      session.execute("alter sequence " + identity[0] + " " + identity[1]);
    }
    advance();
    session.execute(
        "comment on table "
            + name
            + " is "
            + (old.comment().isEmpty() ? "null" : session.literal(old.comment())));
    for (String statement : madeAgain) {
      session.execute(statement);
    }
    for (String role : session.query(GRANTEES, row -> row.getString(1), name, restricted)) {
      session.execute("revoke all on table " + name + " from " + role + " cascade");
    }
    for (String[] grant : grants) {
      session.execute(grant[0] + name + grant[1]);
    }
  }

  /** Sets each sequence past the values that were loaded. */
  private void advance() throws SQLException {
    for (String[] sequence : session.pairs(SEQUENCES, name)) {
      session.query(
          "select setval(seqrelid, value) from (select "
              + sequence[1]
              + "::bigint as value from "
              + name
              + ") loaded join pg_catalog.pg_sequence on seqrelid = ?::oid where sign(seqincrement)"
              + " * (value - coalesce(pg_sequence_last_value(seqrelid), seqstart - seqincrement))"
              + " > 0 and value between seqmin and seqmax",
          row -> true,
          Long.parseLong(sequence[0]));
    }
  }
}
