package io.understudy.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A schema of 60 tables out of a database, masked, and into another schema. */
@ExtendWith(SharedInstallation.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseIT {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  /** The tables that a schema has, and what it says of each, for which the search path is set. */
  private static final String TABLES =
      "select relname from pg_class where relnamespace = '%s'::regnamespace and relkind in ('r',"
          + " 'p') and not relispartition and relname like 'many\\_%%' order by 1";

  private Installation system;
  private JsonNode run;

  @BeforeAll
  void runs(Installation installation) throws Exception {
    system = installation;
    try (Connection database = system.database("target")) {
      rows(database, script());
    }
    long id =
        system.startRun(
            """
            pipeline: many
            source: { database: target, schema: many, parts: "s3://%s/extracted/" }
            sink: s3://%s/many/
            transform:
              globals: { locales: [en_US], key: default, classify: { enable: false } }
              steps: []
              table_specific_configs:
                many_people:
                  steps:
                    - rows: { update: [ { name: email, value: fake.email() } ] }
                many_logins:
                  steps:
                    - rows: { update: [ { name: email, value: fake.email() } ] }
            load: { target: target }
            parallelism: 2
            """
                .formatted(system.sourceBucket(), system.sinkBucket()));
    run = system.awaitEnd(id, LIMIT);
    assertThat(run.get("state").asText()).as(run.toPrettyString()).isEqualTo("SUCCEEDED");
  }

  private static String script() throws Exception {
    return new String(
        DatabaseIT.class.getResourceAsStream("/many-tables.sql").readAllBytes(),
        StandardCharsets.UTF_8);
  }

  @Test
  void rowsAreEqualButForWhatIsMasked() throws Exception {
    try (Connection database = system.database("target")) {
      List<String> tables = rows(database, TABLES.formatted("many"));
      assertThat(tables).hasSize(60);
      assertThat(rows(database, TABLES.formatted("public"))).isEqualTo(tables);
      Map<String, List<String>> expected = new TreeMap<>();
      Map<String, List<String>> found = new TreeMap<>();
      for (String table : tables) {
        String masked = List.of("many_people", "many_logins").contains(table) ? " - 'email'" : "";
        String sql =
            "select count(*) || ' ' || coalesce(sum(hashtext((to_jsonb(t)%s)::text)), 0) from %%s.%s t"
                .formatted(masked, table);
        expected.put(table, rows(database, sql.formatted("many")));
        found.put(table, rows(database, sql.formatted("public")));
      }
      assertThat(found).isEqualTo(expected);
    }
  }

  @Test
  void noOriginalIsLeftAndTheMaskedKeyStillJoins() throws Exception {
    try (Connection database = system.database("target")) {
      String join = "select count(*) from %1$s.many_people join %1$s.many_logins using (email)";
      assertThat(rows(database, join.formatted("public")))
          .isEqualTo(rows(database, join.formatted("many")))
          .isNotEqualTo(List.of("0"));
      assertThat(
              rows(
                  database,
                  "select count(*) from public.many_people m where exists (select from"
                      + " many.many_people p where p.email = m.email)"))
          .containsExactly("0");
    }
  }

  @Test
  void theSchemaIsTheSame() throws Exception {
    try (Connection database = system.database("target")) {
      List<String> expected = form(database, "many");
      assertThat(form(database, "public")).isEqualTo(expected).hasSizeGreaterThan(400);
    }
  }

  @Test
  void newRowsGetNumbersThatWereNotGiven() throws Exception {
    try (Connection database = system.database("target")) {
      assertThat(
              rows(
                  database,
                  "insert into public.many_people (email) values ('new@example.org') returning id >"
                      + " (select max(id) from many.many_people)"))
          .containsExactly("t");
      assertThat(rows(database, "select kind from public.many_events_view limit 1")).hasSize(1);
    }
  }

  /** Lines that say what the schema is made of. */
  private static List<String> form(Connection database, String schema) throws SQLException {
    rows(database, "set search_path = " + schema);
    String mine = "relnamespace = '" + schema + "'::regnamespace and relname like 'many\\_%'";
    return rows(
        database,
        """
        with mine as (select * from pg_class where %s)
        select line from (
          select concat_ws(' ', 'column', c.relname, c.relkind, a.attname, format_type(a.atttypid, a.atttypmod),
                   a.attnotnull, a.attidentity, a.attgenerated, pg_get_expr(d.adbin, d.adrelid),
                   col_description(c.oid, a.attnum)) as line
          from mine c
          join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
          left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
          where c.relkind in ('r', 'p', 'v')
          union all
          select concat_ws(' ', 'constraint', c.relname, k.conname, pg_get_constraintdef(k.oid))
          from mine c join pg_constraint k on k.conrelid = c.oid where k.conparentid = 0
          union all
          select concat_ws(' ', 'index', pg_get_indexdef(i.indexrelid, 0, true))
          from mine c join pg_index i on i.indrelid = c.oid
          union all
          select concat_ws(' ', 'trigger', pg_get_triggerdef(t.oid, true))
          from mine c join pg_trigger t on t.tgrelid = c.oid where not t.tgisinternal
          union all
          select concat_ws(' ', 'view', relname, pg_get_viewdef(oid)) from mine where relkind = 'v'
          union all
          select concat_ws(' ', 'relation', relname, relkind, pg_get_partkeydef(oid),
                   pg_get_expr(relpartbound, oid), obj_description(oid, 'pg_class')) from mine) lines
        order by line
        """
            .formatted(mine));
  }

  /** First column of what the last statement gives. */
  private static List<String> rows(Connection database, String sql) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Statement statement = database.createStatement()) {
      boolean isResult = statement.execute(sql);
      while (isResult || statement.getUpdateCount() >= 0) {
        if (isResult) {
          found.clear();
          try (ResultSet rows = statement.getResultSet()) {
            while (rows.next()) {
              found.add(rows.getString(1));
            }
          }
        }
        isResult = statement.getMoreResults();
      }
    }
    return found;
  }
}
