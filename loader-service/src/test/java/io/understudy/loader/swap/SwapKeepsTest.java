package io.understudy.loader.swap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.understudy.files.ValueType;
import io.understudy.loader.Rows;
import io.understudy.loader.TestDatabase;
import io.understudy.loader.TestRun;
import io.understudy.loader.database.TargetException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What belongs to a table, and what refers to it, is as it was after a swap. */
class SwapKeepsTest {
  private final TestDatabase database = new TestDatabase();
  private final TwoTables two = new TwoTables(database);

  @Test
  void whatRefersToATableIsMadeToReferToTheNewOne() throws Exception {
    database.execute("create table a (id bigint primary key, note text)");
    database.execute("create table b (id bigint primary key)");
    database.execute("insert into b values (1)");
    database.execute("create schema other");
    database.execute("create view other.\"v; \"\"\" as select a.id from a join b using (id)");
    database.execute(
        "create view checked with (security_barrier) as select id, note from a where id > 4"
            + " with local check option");
    database.execute("comment on view checked is 'kept'");
    database.execute("create view above as select max(id) as most from checked");
    database.execute(
        "create table outside (b bigint constraint out_fk references b on delete cascade)");
    database.execute("comment on constraint out_fk on outside is 'kept, too'");
    database.execute("insert into outside values (1)");
    database.execute(
        "create function g() returns trigger language plpgsql as"
            + " 'begin new.note = ''touched''; return new; end'");
    database.execute(
        "create trigger tr before insert on a for each row when (new.id > 100) execute function g()");
    database.execute(
        "create trigger off before update of note on a for each row execute function g()");
    database.execute("alter table a disable trigger off");
    database.execute("alter table a enable row level security");
    database.execute(
        "create policy p on a as restrictive for update to public using (id > 0) with check (id > 1)");
    String definitions =
        "select pg_get_viewdef('above'::regclass) || pg_get_viewdef('checked'::regclass)"
            + " || (select string_agg(reloptions::text, ' ') from pg_class where relname = 'checked')"
            + " || (select string_agg(pg_get_triggerdef(oid) || tgenabled::text, ' ' order by tgname)"
            + " from pg_trigger where tgrelid = 'a'::regclass and not tgisinternal)"
            + " || (select string_agg(p::text, ' ') from pg_policies p)"
            + " || (select relrowsecurity from pg_class where oid = 'a'::regclass)"
            + " || obj_description('checked'::regclass) || (select string_agg(pg_get_constraintdef(oid)"
            + " || obj_description(oid, 'pg_constraint'), ' ') from pg_constraint where conname = 'out_fk')";
    String before = database.row(definitions);

    two.loaded(1, 10).swap(TwoTables.tables(10));

    assertThat(database.row(definitions)).isEqualTo(before).contains("kept");
    assertThat(database.row("select most, (select count(*) from other.\"v; \"\"\") from above"))
        .isEqualTo("19|10");
    database.execute("insert into a values (101)");
    assertThat(database.row("select note from a where id = 101")).isEqualTo("touched");
    assertThat(database.tables("public")).containsExactly("a", "b", "outside");
    assertThat(
            database.rows(
                "select relname from pg_class where relname like '%\\_run%' or relname like '%\\_old%'"))
        .isEmpty();
    database.execute("delete from b where id = 1");
    assertThat(database.row("select count(*) from outside")).isEqualTo("0");
  }

  @Test
  void aForeignKeyFromOutsideThatWouldNotHoldLeavesEverythingAsItWas() throws Exception {
    database.execute("create table b (id bigint primary key)");
    database.execute("insert into b values (77)");
    database.execute("create table outside (b bigint constraint out_fk references b)");
    database.execute("insert into outside values (77)");
    TestRun run = two.loaded(1, 10);
    assertThatThrownBy(() -> run.swap(TwoTables.tables(10)))
        .isInstanceOf(TargetException.Terminal.class)
        .hasMessageContaining("the foreign key \"out_fk\" does not hold (SQLState 23503)");
    assertThat(database.rows("select id from b")).containsExactly("77");
  }

  @Test
  void aForeignKeyOfPeriodsIsKept() throws Exception {
    assumeTrue(database.version() >= 18, "periods are of PostgreSQL 18");
    database.execute("create extension btree_gist");
    database.execute(
        "create table b (id bigint, d daterange, primary key (id, d without overlaps))");
    database.execute(
        "create table a (id bigint, d daterange, constraint a_b foreign key (id, period d)"
            + " references b (id, period d))");
    TestRun run = two.run(1);
    for (String table : List.of("a", "b")) {
      run.load(
          table,
          "s3://x/" + table,
          Rows.of()
              .column("id", ValueType.BIGINT)
              .column("d", ValueType.TEXT)
              .row(1L, "[2026-01-01,2027-01-01)"));
    }
    run.swap(new LoadedTable("a", 1, 1), new LoadedTable("b", 1, 1));
    assertThat(
            database.row(
                "select pg_get_constraintdef(oid) from pg_constraint where conname = 'a_b'"))
        .isEqualTo("FOREIGN KEY (id, PERIOD d) REFERENCES b(id, PERIOD d)");
  }

  @Test
  void sequencesGoOnBehindTheLargestValue() throws Exception {
    database.execute("create table a (id bigint generated by default as identity (start 3))");
    database.execute("create table b (id bigserial, other int generated always as identity)");
    for (int id = 1; id <= 2; id++) {
      two.loaded(id, id * 10).swap(TwoTables.tables(id * 10));
      database.execute("insert into a default values");
      database.execute("insert into b default values");
      assertThat(database.row("select (select max(id) from a), (select max(id) from b)"))
          .isEqualTo(id == 1 ? "20|10" : "40|20");
    }
    assertThat(
            database.rows(
                "select relname from pg_class where relkind = 'S' and relnamespace ="
                    + " 'public'::regnamespace order by 1"))
        .containsExactly("a_id_seq", "b_id_seq", "b_other_seq");
  }

  @Test
  void whatTheTableWasMadeWithAndWhoMayReadItIsKept() throws Exception {
    String reporting = "reporting_" + System.nanoTime();
    database.execute("create role " + reporting);
    database.execute("alter default privileges grant select on tables to " + reporting);
    database.execute("create unlogged table a (id bigint) with (fillfactor = 70)");
    database.execute("revoke all on a from " + reporting);
    database.execute("alter table a alter column id set statistics 7");
    database.execute("alter table a replica identity full");
    database.execute("create table parent (id bigint primary key) partition by range (id)");
    database.execute("create table parent_1 partition of parent for values from (0) to (5)");
    database.execute("create table parent_2 partition of parent for values from (5) to (99)");
    database.execute("insert into parent select generate_series(0, 19)");
    database.execute("create table b (id bigint references parent)");
    database.execute("create view v as select id from a where id > (select min(id) from parent)");
    String properties =
        "select relpersistence, reloptions, relreplident, relacl, (select attstattarget from"
            + " pg_attribute where attrelid = c.oid and attname = 'id'), (select count(*) from"
            + " pg_constraint where conrelid = 'b'::regclass and contype = 'f') from pg_class c where"
            + " oid = 'a'::regclass";
    String before = database.row(properties);
    two.loaded(1, 10).swap(TwoTables.tables(10));
    assertThat(database.row(properties)).isEqualTo(before);
    assertThat(database.row("select has_table_privilege('%s', 'a', 'select')".formatted(reporting)))
        .isEqualTo("f");
    assertThat(database.row("select count(*) from v")).isEqualTo("19");
  }

  @Test
  void whatBelongsToATableIsKept() throws Exception {
    String reader = "reader_" + System.nanoTime();
    database.execute("create role " + reader);
    database.execute(
        "create table b (id bigserial primary key, name text default 'x' check (name <> 'y'))");
    database.execute("create table other (id bigint primary key)");
    database.execute("insert into other select generate_series(0, 99)");
    database.execute(
        "create table a (id bigint constraint a_pk primary key constraint a_b references b,"
            + " constraint a_other foreign key (id) references other (id))");
    database.execute("alter table b add constraint b_a foreign key (id) references a");
    database.execute("create index b_name on b (lower(name)) where name is not null");
    database.execute("comment on table b is 'it''s kept'");
    database.execute("grant select on b to " + reader);
    database.execute("grant update (name) on b to " + reader + " with grant option");
    TestRun run = two.run(3);
    run.load("a", "s3://x/a", Rows.ids(0, 10));
    run.load("b", "s3://x/b", Rows.ids(0, 10));
    run.swap(new LoadedTable("a", 1, 10), new LoadedTable("b", 1, 10));

    assertThat(database.tables("public")).containsExactly("a", "b", "other");
    assertThat(
            database.rows(
                "select conrelid::regclass, conname, pg_get_constraintdef(oid) from pg_constraint"
                    + " where conrelid in ('a'::regclass, 'b'::regclass) and contype <> 'n'"
                    + " order by 1, 2"))
        .containsExactly(
            "a|a_b|FOREIGN KEY (id) REFERENCES b(id)",
            "a|a_other|FOREIGN KEY (id) REFERENCES other(id)",
            "a|a_pk|PRIMARY KEY (id)",
            "b|b_a|FOREIGN KEY (id) REFERENCES a(id)",
            "b|b_name_check|CHECK ((name <> 'y'::text))",
            "b|b_pkey|PRIMARY KEY (id)");
    assertThat(
            database.rows(
                "select indexname from pg_indexes where schemaname = 'public' order by 1"))
        .containsExactly("a_pk", "b_name", "b_pkey", "other_pkey");
    assertThat(database.row("select obj_description('b'::regclass, 'pg_class')"))
        .isEqualTo("it's kept");
    assertThat(database.row("select pg_get_serial_sequence('b', 'id')"))
        .isEqualTo("public.b_id_seq");
    assertThat(
            database.row(
                "select has_table_privilege('%1$s', 'b', 'select'), has_table_privilege('%1$s',"
                        .formatted(reader)
                    + " 'b', 'insert'), has_column_privilege('%1$s', 'b', 'name', 'update with grant option')"
                        .formatted(reader)))
        .isEqualTo("t|f|t");
    assertThat(database.row("select name from b where id = 1")).isEqualTo("x");
  }
}
