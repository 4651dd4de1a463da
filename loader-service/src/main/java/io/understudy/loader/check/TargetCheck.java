package io.understudy.loader.check;

import io.understudy.loader.database.Dialect;
import io.understudy.loader.database.Session;
import io.understudy.loader.database.Target;
import io.understudy.loader.database.TargetException;
import io.understudy.loader.dialect.DialectCheck;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a target can be loaded; writes nothing to it. */
final class TargetCheck {
  private static final int OLDEST = 13;

  private static final String MAY_KEEP_LEDGER =
      """
      select case
        when to_regnamespace('understudy') is null
          then has_database_privilege(current_database(), 'create')
        when not has_schema_privilege('understudy', 'usage') then false
        else (
          select bool_and(
            case
              when to_regclass(name) is null then has_schema_privilege('understudy', 'create')
              else has_table_privilege(name, 'select') and has_table_privilege(name, 'insert')
                   and has_table_privilege(name, 'delete')
            end)
          from unnest(array['understudy.load_ledger', 'understudy.load_swap',
                            'understudy.load_made', 'understudy.load_rejected']) as kept (name))
      end
      """;

  private TargetCheck() {}

  /** Everything in the way of a load, with remedies; empty if nothing is. */
  static List<CheckReport.Finding> of(Target target) throws InterruptedException {
    try {
      return target.ask("check it", "understudy loader check", s -> findings(target, s));
    } catch (TargetException e) {
      return List.of(new CheckReport.Finding(e.code(), String.valueOf(e.getMessage())));
    }
  }

  private static List<CheckReport.Finding> findings(Target target, Session session)
      throws SQLException {
    List<CheckReport.Finding> findings = new ArrayList<>();
    Optional<Dialect> dialect = target.dialect();
    if (dialect.isPresent()) {
      DialectCheck.problems(session, target, dialect.get())
          .forEach(p -> findings.add(new CheckReport.Finding(p.code(), p.message())));
      return findings;
    }
    long version = session.number("select current_setting('server_version_num')::integer / 10000");
    if (version < OLDEST) {
      findings.add(
          finding(
              target,
              "target-version",
              "it is PostgreSQL " + version + "; " + OLDEST + " or later is needed"));
    }
    if (session.is("select current_setting('transaction_read_only') = 'on'")) {
      findings.add(
          finding(
              target,
              "target-permission",
              "it is read-only; name the primary, or turn off default_transaction_read_only for"
                  + " the role"));
    }
    String schema = '"' + target.schema() + '"';
    if (!session.is(
        "select exists (select from pg_namespace where nspname = ?)", target.schema())) {
      findings.add(
          finding(
              target,
              "target-table",
              "there is no schema " + schema + "; create it or set another"));
    } else if (!session.is(
        """
        select has_schema_privilege(oid, 'create') and has_schema_privilege(oid, 'usage')
        from pg_namespace where nspname = ?
        """,
        target.schema())) {
      findings.add(
          finding(
              target,
              "target-permission",
              "the role may not create tables in the schema "
                  + schema
                  + "; grant it create and usage there"));
    }
    if (!session.is(MAY_KEEP_LEDGER)) {
      findings.add(
          finding(
              target,
              "target-permission",
              "the role may not keep its ledger in the schema \"understudy\"; create that schema"
                  + " with the role as its owner"));
    }
    return findings;
  }

  private static CheckReport.Finding finding(Target target, String code, String what) {
    return new CheckReport.Finding(code, target + ": " + what);
  }
}
