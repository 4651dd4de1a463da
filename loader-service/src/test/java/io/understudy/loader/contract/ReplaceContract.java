package io.understudy.loader.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.files.ValueType;
import io.understudy.loader.Rows;
import io.understudy.loader.TestRun;
import io.understudy.loader.database.TargetException;
import io.understudy.loader.ledger.Ledger;
import io.understudy.loader.swap.LoadedTable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every target keeps its word about where tables are replaced, whatever database it is. */
abstract class ReplaceContract {
  static final Runnable HELD = () -> {};

  private ContractDatabase database;

  /** An empty one. */
  abstract ContractDatabase make() throws Exception;

  @BeforeEach
  void makeDatabase() throws Exception {
    database = make();
  }

  ContractDatabase database() {
    return database;
  }

  static Rows people() {
    return Rows.of().column("id", ValueType.BIGINT).column("name", ValueType.TEXT);
  }

  private void old() {
    database.execute(
        "create table a (id integer primary key, name varchar(5) not null)",
        "create table b (id integer primary key, a integer,"
            + " constraint of_a foreign key (a) references a (id))",
        "insert into a values (1, 'old')",
        "insert into b values (1, 1)");
  }

  private TestRun loaded(long run) throws InterruptedException {
    TestRun replacing = database.replacing(run, "a", "b", "c");
    replacing.load("b", "s3://x/b", twoColumns().row(5L, 3L).row(6L, 4L));
    replacing.load("a", "s3://x/a1", people().row(3L, "new"));
    replacing.load("a", "s3://x/a2", people().row(4L, "new"));
    replacing.load("c", "s3://x/c", Rows.ids(0, 3));
    return replacing;
  }

  private static Rows twoColumns() {
    return Rows.of().column("id", ValueType.BIGINT).column("a", ValueType.BIGINT);
  }

  private static LoadedTable[] tables() {
    return new LoadedTable[] {
      new LoadedTable("a", 2, 2), new LoadedTable("b", 1, 2), new LoadedTable("c", 1, 3)
    };
  }

  @Test
  void allTablesOfARunAreReplacedWithTheirKeys() throws Exception {
    old();
    TestRun run = loaded(7);
    assertThat(database.rows("select name from a")).containsExactly("old");
    assertThat(run.swap(tables())).isEqualTo(new Ledger.Total(4, 7));
    assertThat(database.rows("select b.id, name from a join b on b.a = a.id order by 1"))
        .containsExactly("5|new", "6|new");
    assertThat(database.rows("select count(*) from c")).containsExactly("3");
    assertThat(database.tableNames()).containsExactly("a", "b", "c");
    assertThatThrownBy(() -> database.execute("insert into a values (3, 'x')"));
    assertThatThrownBy(() -> database.execute("insert into a values (9, null)"));
    assertThatThrownBy(() -> database.execute("insert into b values (9, 99)"))
        .hasMessageContaining("of_a");
    database.execute("insert into a values (9, 'x')");
    assertThat(run.swap(tables())).isEqualTo(new Ledger.Total(4, 7));
    assertThat(database.rows("select count(*) from a")).containsExactly("3");
    TestRun next = loaded(8);
    assertThat(next.swap(tables())).isEqualTo(new Ledger.Total(4, 7));
    assertThat(database.rows("select count(*) from a")).containsExactly("2");
    assertThat(database.tableNames()).containsExactly("a", "b", "c");
  }

  @Test
  void aRunThatFailsLeavesTheOldDataAndNoStaging() throws Exception {
    old();
    TestRun run = loaded(7);
    assertThatThrownBy(() -> run.swap(new LoadedTable("a", 3, 9)))
        .isInstanceOf(TargetException.Terminal.class)
        .hasMessageContaining("nothing is changed");
    run.discard();
    run.discard();
    assertThat(database.rows("select id, name from a")).containsExactly("1|old");
    assertThat(database.rows("select id, a from b")).containsExactly("1|1");
    assertThat(database.tableNames()).containsExactly("a", "b");
    loaded(7).swap(tables());
    assertThat(database.rows("select count(*) from a")).containsExactly("2");
  }

  @Test
  void aKeyThatDoesNotHoldFailsTheSwapAndChangesNothing() throws Exception {
    old();
    TestRun run = database.replacing(7, "a", "b");
    run.load("a", "s3://x/a", people().row(3L, "new"));
    run.load("b", "s3://x/b", twoColumns().row(5L, 99L));
    assertThatThrownBy(() -> run.swap(new LoadedTable("a", 1, 1), new LoadedTable("b", 1, 1)))
        .isInstanceOf(TargetException.Terminal.class);
    run.discard();
    assertThat(database.rows("select name, b.id from a join b on b.a = a.id"))
        .containsExactly("old|1");
    assertThat(database.tableNames()).containsExactly("a", "b");
  }

  @Test
  void aLoaderThatLostItsClaimChangesNothing() throws Exception {
    old();
    Runnable lost =
        () -> {
          throw new IllegalStateException("lost");
        };
    TestRun run = loaded(7);
    assertThatThrownBy(() -> run.swap(lost, tables())).hasMessage("lost");
    assertThatThrownBy(() -> run.load("c", "s3://x/c2", Rows.ids(3, 3), lost)).hasMessage("lost");
    assertThat(database.rows("select name from a")).containsExactly("old");
    run.swap(tables());
    assertThat(database.rows("select count(*) from a")).containsExactly("2");
    assertThat(database.tableNames()).containsExactly("a", "b", "c");
  }

  @Test
  void filesOfAnAbsentTableAreLoadedSideBySide() throws Exception {
    TestRun run = database.replacing(7, "t");
    List<Future<Long>> loads = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 8; i++) {
        String file = "s3://x/" + i;
        Rows rows = Rows.ids(10 * i, 10);
        loads.add(threads.submit(() -> untilTaken(() -> run.load("t", file, rows))));
      }
    }
    for (Future<Long> load : loads) {
      assertThat(load.get()).isEqualTo(10);
    }
    run.swap(new LoadedTable("t", 8, 80));
    assertThat(database.rows("select count(*), count(distinct id) from t"))
        .containsExactly("80|80");
  }

  /** As jobs are: one that another was in the way of is tried again. */
  private static long untilTaken(Callable<Long> load) throws Exception {
    while (true) {
      try {
        return load.call();
      } catch (TargetException.Retryable e) {
        Thread.sleep(10);
      }
    }
  }

  @Test
  void anyNameIsQuoted() throws Exception {
    for (String name : List.of("a\"b`c'd", "x; drop table t", "é_%\\ß", "n".repeat(60))) {
      database.execute("create table " + database.quoted(name) + " (old integer)");
      database.execute("drop table " + database.quoted(name));
      Rows rows = Rows.of().column(name, ValueType.TEXT).row(name);
      TestRun run = database.replacing(7, name);
      run.load(name, "s3://b/" + name, rows);
      run.swap(new LoadedTable(name, 1, 1));
      TestRun again = database.replacing(8, name);
      again.load(name, "s3://b/" + name, rows);
      again.swap(new LoadedTable(name, 1, 1));
      assertThat(
              database.rows("select " + database.quoted(name) + " from " + database.quoted(name)))
          .containsExactly(name);
      database.execute("drop table " + database.quoted(name));
    }
    assertThat(database.tableNames()).isEmpty();
    assertThatThrownBy(
            () -> database.appending(9, "t").load("n".repeat(300), "s3://b/f", Rows.ids(1, 1)))
        .hasMessageContaining(" long, a name may have ");
  }

  @Test
  void readersSeeAllOldOrAllNewTables() throws Exception {
    database.execute(
        "create table a (id integer)",
        "create table b (id integer)",
        "insert into a values (1)",
        "insert into b values (1)");
    AtomicBoolean stop = new AtomicBoolean();
    Set<String> seen = new TreeSet<>();
    CompletableFuture<Integer> reads = CompletableFuture.supplyAsync(() -> read(stop, seen));
    for (int run = 2; run <= 5; run++) {
      TestRun replacing = database.replacing(run, "a", "b");
      replacing.load("a", "s3://x/a", Rows.ids(run, 1));
      replacing.load("b", "s3://x/b", Rows.ids(run, 1));
      replacing.swap(new LoadedTable("a", 1, 1), new LoadedTable("b", 1, 1));
    }
    stop.set(true);
    assertThat(reads.get()).isGreaterThan(20);
    assertThat(seen).hasSizeGreaterThan(2).isSubsetOf("1|1", "2|2", "3|3", "4|4", "5|5");
  }

  private int read(AtomicBoolean stop, Set<String> seen) {
    int count = 0;
    try (Connection connection = database.connections().open();
        Statement statement = connection.createStatement()) {
      while (!stop.get()) {
        try (ResultSet row =
            statement.executeQuery("select a.id, b.id from a left join b on a.id = b.id")) {
          row.next();
          seen.add(row.getString(1) + "|" + row.getString(2));
          count++;
        }
      }
      return count;
    } catch (SQLException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }
}
