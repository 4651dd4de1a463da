package io.understudy.loader.swap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.understudy.files.ValueType;
import io.understudy.loader.Rows;
import io.understudy.loader.TestDatabase;
import io.understudy.loader.TestRun;
import io.understudy.loader.database.TargetException;
import io.understudy.loader.ledger.Ledger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class RunSwapTest {
  private final TestDatabase database = new TestDatabase();

  private TestRun run(long id) {
    return TestRun.replacing(database.target(), id, "a", "b");
  }

  private TestRun loaded(long id, int rows) throws InterruptedException {
    TestRun run = run(id);
    run.load("a", "s3://x/a1", Rows.ids(0, rows));
    run.load("a", "s3://x/a2", Rows.ids(rows, rows));
    run.load("b", "s3://x/b", Rows.ids(0, rows));
    return run;
  }

  private static LoadedTable[] tables(int rows) {
    return new LoadedTable[] {new LoadedTable("a", 2, 2L * rows), new LoadedTable("b", 1, rows)};
  }

  @Test
  void newTablesAndThenTheirReplacementsArePutInPlace() throws Exception {
    assertThat(loaded(1, 10).swap(tables(10))).isEqualTo(new Ledger.Total(3, 30));
    assertThat(database.tables("public")).containsExactly("a", "b");
    assertThat(loaded(2, 20).swap(tables(20))).isEqualTo(new Ledger.Total(3, 60));
    assertThat(database.tables("public")).containsExactly("a", "b");
    assertThat(database.row("select (select count(*) from a), (select count(*) from b)"))
        .isEqualTo("40|20");
    assertThat(database.row("select count(*) from understudy.load_ledger")).isEqualTo("0");
    assertThat(
            database.rows(
                "select run_id, target_table, files, rows from understudy.load_swap order by 1, 2"))
        .containsExactly("1|a|2|20", "1|b|1|10", "2|a|2|40", "2|b|1|20");
    assertThat(database.row("select obj_description('a'::regclass, 'pg_class')")).isEqualTo("null");
  }

  @Test
  void aRepeatAfterTheCommitChangesNothing() throws Exception {
    TestRun run = loaded(1, 10);
    run.swap(tables(10));
    String before = database.row("select 'a'::regclass::oid, 'b'::regclass::oid");
    assertThat(run.swap(tables(10))).isEqualTo(new Ledger.Total(3, 30));
    assertThat(database.row("select 'a'::regclass::oid, 'b'::regclass::oid")).isEqualTo(before);
  }

  @Test
  void aLoadAndASwapAfterADiscardBeginAnew() throws Exception {
    loaded(1, 10).discard();
    assertThat(database.tables("public")).isEmpty();
    assertThat(database.row("select count(*) from understudy.load_ledger")).isEqualTo("0");
    assertThat(loaded(1, 10).swap(tables(10))).isEqualTo(new Ledger.Total(3, 30));
    assertThat(database.tables("public")).containsExactly("a", "b");
  }

  @Test
  void aDiscardLeavesWhatIsNotOfTheRun() throws Exception {
    database.execute("create table a__run9 (id bigint)");
    run(9).discard();
    run(9).discard();
    assertThat(database.tables("public")).containsExactly("a__run9");
  }

  @Test
  void nothingIsChangedIfACountDiffers() throws Exception {
    loaded(1, 10).swap(tables(10));
    TestRun run = loaded(2, 20);
    database.execute("delete from b__run2 where id = 3");
    assertThatThrownBy(() -> run.swap(tables(20)))
        .isInstanceOf(TargetException.Terminal.class)
        .hasMessage(
            "target \"demo\": the tables of run 2 cannot be put in place, nothing is changed:"
                + " \"public\".\"b__run2\" has 19 rows, the ledger 20 of 1 files, the transforms"
                + " wrote 20 in 1 files; see who else writes to it and retry the run");
    database.execute("drop table a__run2");
    assertThat(catchThrowable(() -> run.swap(tables(20))))
        .hasMessageContaining(
            "the staging table \"public\".\"a__run2\" of this run is not there; see who dropped it"
                + " and retry the run; and \"public\".\"b__run2\" has 19 rows");
    assertThat(database.row("select (select count(*) from a), (select count(*) from b)"))
        .isEqualTo("20|10");
  }

  @Test
  void nothingIsChangedIfTheClaimIsLost() throws Exception {
    TestRun run = loaded(1, 10);
    assertThat(
            catchThrowable(
                () ->
                    run.swap(
                        () -> {
                          throw new IllegalStateException("lost");
                        },
                        tables(10))))
        .isInstanceOf(IllegalStateException.class);
    assertThat(database.tables("public")).containsExactly("a__run1", "b__run1");
  }

  @Test
  void aReaderNeverSeesHalfARun() throws Exception {
    loaded(1, 10).swap(tables(10));
    AtomicBoolean end = new AtomicBoolean();
    CountDownLatch reading = new CountDownLatch(1);
    Callable<Set<String>> reader =
        () -> {
          Set<String> seen = new TreeSet<>();
          try (Connection connection = database.connect();
              Statement statement = connection.createStatement()) {
            while (!end.get()) {
              try (ResultSet rows =
                  statement.executeQuery(
                      "select (select count(*) from a) || '/' || (select count(*) from b)")) {
                rows.next();
                seen.add(rows.getString(1));
              }
              reading.countDown();
            }
          }
          return seen;
        };
    try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
      Future<Set<String>> seen = threads.submit(reader);
      reading.await();
      for (int id = 2; id <= 6; id++) {
        loaded(id, id * 10).swap(tables(id * 10));
      }
      end.set(true);
      assertThat(seen.get()).isSubsetOf("20/10", "40/20", "60/30", "80/40", "100/50", "120/60");
    }
  }

  @Test
  void whatDependsOnATableIsListedAndNothingIsDropped() throws Exception {
    loaded(1, 10).swap(tables(10));
    TestRun run = loaded(2, 20);
    database.execute("create materialized view m as select count(*) from b");
    database.execute("create function f() returns setof b language sql as 'select * from b'");
    database.execute("create view w as select 1 as id");
    database.execute("create rule r as on insert to w do instead insert into a values (1)");
    database.execute("create publication pub for table a");
    database.execute("create table heir () inherits (a)");
    assertThatThrownBy(() -> run.swap(tables(20)))
        .isInstanceOf(TargetException.Terminal.class)
        .hasMessage(
            "target \"demo\": the tables of run 2 cannot be put in place, nothing is changed:"
                + " \"public\".\"a\": it cannot be replaced without losing table public.heir,"
                + " view public.w, publication pub; drop these (and make them again after the run), or use mode"
                + " append; and \"public\".\"b\": it cannot be replaced without losing function"
                + " public.f(), materialized view public.m; drop these (and make them again after"
                + " the run), or use mode append");
    assertThat(database.row("select (select count(*) from a), (select count(*) from b)"))
        .isEqualTo("20|10");
  }

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

    loaded(1, 10).swap(tables(10));

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
    TestRun run = loaded(1, 10);
    assertThatThrownBy(() -> run.swap(tables(10)))
        .isInstanceOf(TargetException.Terminal.class)
        .hasMessageContaining("the foreign key \"out_fk\" does not hold (SQLState 23503)");
    assertThat(database.rows("select id from b")).containsExactly("77");
  }

  @Test
  void sequencesGoOnBehindTheLargestValue() throws Exception {
    database.execute("create table a (id bigint generated by default as identity (start 3))");
    database.execute("create table b (id bigserial, other int generated always as identity)");
    for (int id = 1; id <= 2; id++) {
      loaded(id, id * 10).swap(tables(id * 10));
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
  void aSwapThatWasCutOffGoesOnWhereItEnded() throws Exception {
    database.execute("create table a (id bigint primary key)");
    database.execute("create table b (id bigint primary key references a)");
    TestRun run = loaded(1, 10);
    catchThrowable(
        () ->
            run.swap(
                () -> {
                  throw new IllegalStateException("lost");
                },
                tables(10)));
    assertThat(database.rows("select indexname from pg_indexes where tablename like '%run1'"))
        .hasSize(2);
    assertThat(run.swap(tables(10))).isEqualTo(new Ledger.Total(3, 30));
    assertThat(
            database.rows(
                "select indexname from pg_indexes where schemaname = 'public' order by 1"))
        .containsExactly("a_pkey", "b_pkey");
  }

  @Test
  void stagingTablesThatReferToEachOtherAreDiscarded() throws Exception {
    database.execute("create table a (id bigint primary key)");
    database.execute("create table b (id bigint primary key references a)");
    database.execute("alter table a add foreign key (id) references b");
    TestRun run = TestRun.replacing(database.target(), 1, "a", "b");
    run.load("a", "s3://x/a", Rows.ids(0, 10));
    run.load("b", "s3://x/b", Rows.ids(0, 10));
    catchThrowable(
        () ->
            run.swap(
                () -> {
                  throw new IllegalStateException("lost");
                },
                new LoadedTable("a", 1, 10),
                new LoadedTable("b", 1, 10)));
    assertThat(database.tables("public")).contains("a__run1", "b__run1");
    run.discard();
    assertThat(database.tables("public")).containsExactly("a", "b");
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
    loaded(1, 10).swap(tables(10));
    assertThat(database.row(properties)).isEqualTo(before);
    assertThat(database.row("select has_table_privilege('%s', 'a', 'select')".formatted(reporting)))
        .isEqualTo("f");
    assertThat(database.row("select count(*) from v")).isEqualTo("19");
  }

  @Test
  void aTableThatChangedSinceTheLoadBeganIsNotReplaced() throws Exception {
    database.execute("create table a (id bigint)");
    TestRun run = loaded(1, 10);
    database.execute("alter table a add column late text");
    assertThatThrownBy(() -> run.swap(tables(10)))
        .isInstanceOf(TargetException.Terminal.class)
        .hasMessageContaining(
            "\"public\".\"a\": its columns have changed since the load began; start a new run");
    database.execute("alter table a drop column late");
    database.execute("create index later on a (id)");
    assertThat(run.swap(tables(10))).isEqualTo(new Ledger.Total(3, 30));
    assertThat(database.row("select indexdef from pg_indexes where tablename = 'a'"))
        .isEqualTo("CREATE INDEX later ON public.a USING btree (id)");
  }

  @Test
  void rowsThatAreEqualInAKeyFailTheSwap() throws Exception {
    database.execute("create table a (id bigint)");
    database.execute("create unique index a_id on a (id)");
    TestRun run = TestRun.replacing(database.target(), 1, "a");
    run.load("a", "s3://x/a1", Rows.ids(0, 10));
    run.load("a", "s3://x/a2", Rows.ids(5, 10));
    assertThatThrownBy(() -> run.swap(new LoadedTable("a", 2, 20)))
        .isInstanceOf(TargetException.Terminal.class)
        .hasMessageContaining("two rows are equal in the unique constraint \"a_id__run1\"");
    run.discard();
    assertThat(database.tables("public")).containsExactly("a");
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
    TestRun run = run(3);
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

  @Test
  void aForeignKeyThatDoesNotHoldLeavesEverythingAsItWas() throws Exception {
    database.execute("create table a (id bigint primary key)");
    database.execute("insert into a values (77)");
    database.execute("create table b (id bigint constraint b_a references a)");
    TestRun run = run(4);
    run.load("a", "s3://x/a", Rows.ids(0, 10));
    run.load("b", "s3://x/b", Rows.ids(5, 10));
    assertThatThrownBy(() -> run.swap(new LoadedTable("a", 1, 10), new LoadedTable("b", 1, 10)))
        .isInstanceOf(TargetException.Terminal.class)
        .hasMessage(
            "target \"demo\": cannot put the tables of run 4 in place: the foreign key \"b_a\" does"
                + " not hold (SQLState 23503); change the transform so that it holds, or drop it"
                + " there");
    assertThat(database.rows("select id from a")).containsExactly("77");
  }

  @Test
  void tablesOfAnyNameAreSwapped() throws Exception {
    String name = "é".repeat(20) + "\"; drop table x; -- " + "w";
    TestRun run = TestRun.replacing(database.target(), 5, name);
    for (int i = 0; i < 2; i++) {
      Rows rows = Rows.of().column("\"", ValueType.TEXT).row("v" + i);
      TestRun next = TestRun.replacing(database.target(), 5 + i, name);
      next.load(name, "s3://x/k", rows);
      next.swap(new LoadedTable(name, 1, 1));
    }
    assertThat(database.tables("public")).containsExactly(name);
    run.discard();
    assertThat(database.tables("public")).containsExactly(name);
  }

  @Test
  void aTableInUseIsTriedAgainLater() throws Exception {
    loaded(1, 10).swap(tables(10));
    TestRun run = loaded(2, 20);
    try (Connection other = database.connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("select * from a");
      assertThat(catchThrowable(() -> run.swap(tables(20))))
          .isInstanceOf(TargetException.Retryable.class)
          .hasMessageContaining("SQLState 55P03");
    }
    assertThat(run.swap(tables(20))).isEqualTo(new Ledger.Total(3, 60));
  }
}
