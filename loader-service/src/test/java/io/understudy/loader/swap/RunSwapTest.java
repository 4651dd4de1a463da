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
  private final TwoTables two = new TwoTables(database);

  @Test
  void newTablesAndThenTheirReplacementsArePutInPlace() throws Exception {
    assertThat(two.loaded(1, 10).swap(TwoTables.tables(10))).isEqualTo(new Ledger.Total(3, 30));
    assertThat(database.tables("public")).containsExactly("a", "b");
    assertThat(two.loaded(2, 20).swap(TwoTables.tables(20))).isEqualTo(new Ledger.Total(3, 60));
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
    TestRun run = two.loaded(1, 10);
    run.swap(TwoTables.tables(10));
    String before = database.row("select 'a'::regclass::oid, 'b'::regclass::oid");
    assertThat(run.swap(TwoTables.tables(10))).isEqualTo(new Ledger.Total(3, 30));
    assertThat(database.row("select 'a'::regclass::oid, 'b'::regclass::oid")).isEqualTo(before);
  }

  @Test
  void aLoadAndASwapAfterADiscardBeginAnew() throws Exception {
    two.loaded(1, 10).discard();
    assertThat(database.tables("public")).isEmpty();
    assertThat(database.row("select count(*) from understudy.load_ledger")).isEqualTo("0");
    assertThat(two.loaded(1, 10).swap(TwoTables.tables(10))).isEqualTo(new Ledger.Total(3, 30));
    assertThat(database.tables("public")).containsExactly("a", "b");
  }

  @Test
  void aDiscardLeavesWhatIsNotOfTheRun() throws Exception {
    database.execute("create table a__run9 (id bigint)");
    two.run(9).discard();
    two.run(9).discard();
    assertThat(database.tables("public")).containsExactly("a__run9");
  }

  @Test
  void nothingIsChangedIfACountDiffers() throws Exception {
    two.loaded(1, 10).swap(TwoTables.tables(10));
    TestRun run = two.loaded(2, 20);
    database.execute("delete from b__run2 where id = 3");
    assertThatThrownBy(() -> run.swap(TwoTables.tables(20)))
        .isInstanceOf(TargetException.Terminal.class)
        .hasMessage(
            "target \"demo\": the tables of run 2 cannot be put in place, nothing is changed:"
                + " \"public\".\"b__run2\" has 19 rows, the ledger 20 of 1 files, the transforms"
                + " wrote 20 in 1 files; see who else writes to it and retry the run");
    database.execute("drop table a__run2");
    assertThat(catchThrowable(() -> run.swap(TwoTables.tables(20))))
        .hasMessageContaining(
            "the staging table \"public\".\"a__run2\" of this run is not there; see who dropped it"
                + " and retry the run; and \"public\".\"b__run2\" has 19 rows");
    assertThat(database.row("select (select count(*) from a), (select count(*) from b)"))
        .isEqualTo("20|10");
  }

  @Test
  void nothingIsChangedIfTheClaimIsLost() throws Exception {
    TestRun run = two.loaded(1, 10);
    assertThat(
            catchThrowable(
                () ->
                    run.swap(
                        () -> {
                          throw new IllegalStateException("lost");
                        },
                        TwoTables.tables(10))))
        .isInstanceOf(IllegalStateException.class);
    assertThat(database.tables("public")).containsExactly("a__run1", "b__run1");
  }

  @Test
  void aReaderNeverSeesHalfARun() throws Exception {
    two.loaded(1, 10).swap(TwoTables.tables(10));
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
        two.loaded(id, id * 10).swap(TwoTables.tables(id * 10));
      }
      end.set(true);
      assertThat(seen.get()).isSubsetOf("20/10", "40/20", "60/30", "80/40", "100/50", "120/60");
    }
  }

  @Test
  void whatDependsOnATableIsListedAndNothingIsDropped() throws Exception {
    two.loaded(1, 10).swap(TwoTables.tables(10));
    TestRun run = two.loaded(2, 20);
    database.execute("create materialized view m as select count(*) from b");
    database.execute("create function f() returns setof b language sql as 'select * from b'");
    database.execute("create view w as select 1 as id");
    database.execute("create rule r as on insert to w do instead insert into a values (1)");
    database.execute("create publication pub for table a");
    database.execute("create table heir () inherits (a)");
    assertThatThrownBy(() -> run.swap(TwoTables.tables(20)))
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
  void aSwapThatWasCutOffGoesOnWhereItEnded() throws Exception {
    database.execute("create table a (id bigint primary key)");
    database.execute("create table b (id bigint primary key references a)");
    TestRun run = two.loaded(1, 10);
    catchThrowable(
        () ->
            run.swap(
                () -> {
                  throw new IllegalStateException("lost");
                },
                TwoTables.tables(10)));
    assertThat(database.rows("select indexname from pg_indexes where tablename like '%run1'"))
        .hasSize(2);
    assertThat(run.swap(TwoTables.tables(10))).isEqualTo(new Ledger.Total(3, 30));
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
  void aTableThatChangedSinceTheLoadBeganIsNotReplaced() throws Exception {
    database.execute("create table a (id bigint)");
    TestRun run = two.loaded(1, 10);
    database.execute("alter table a add column late text");
    assertThatThrownBy(() -> run.swap(TwoTables.tables(10)))
        .isInstanceOf(TargetException.Terminal.class)
        .hasMessageContaining(
            "\"public\".\"a\": its columns have changed since the load began; start a new run");
    database.execute("alter table a drop column late");
    database.execute("create index later on a (id)");
    assertThat(run.swap(TwoTables.tables(10))).isEqualTo(new Ledger.Total(3, 30));
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
  void aForeignKeyThatDoesNotHoldLeavesEverythingAsItWas() throws Exception {
    database.execute("create table a (id bigint primary key)");
    database.execute("insert into a values (77)");
    database.execute("create table b (id bigint constraint b_a references a)");
    TestRun run = two.run(4);
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
    two.loaded(1, 10).swap(TwoTables.tables(10));
    TestRun run = two.loaded(2, 20);
    try (Connection other = database.connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("select * from a");
      assertThat(catchThrowable(() -> run.swap(TwoTables.tables(20))))
          .isInstanceOf(TargetException.Retryable.class)
          .hasMessageContaining("SQLState 55P03");
    }
    assertThat(run.swap(TwoTables.tables(20))).isEqualTo(new Ledger.Total(3, 60));
  }
}
