package io.understudy.loader.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.files.ValueType;
import io.understudy.loader.Rows;
import io.understudy.loader.TestDatabase;
import io.understudy.loader.TestRun;
import io.understudy.loader.database.Target;
import io.understudy.loader.database.TargetException;
import io.understudy.loader.load.MaskedFile;
import io.understudy.loader.schema.SchemaRecord;
import io.understudy.loader.schema.SchemaRecord.Statement;
import io.understudy.loader.swap.LoadedTable;
import io.understudy.loader.table.Destination;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tables that runs make in a MariaDB in the form of another: a run that fails drops its own. */
class MadeTablesTest {
  private static final Runnable HELD = () -> {};
  private static final String T = "create table t (id bigint primary key)";
  private static final String U =
      "create table u (id bigint primary key, t bigint, constraint of_t foreign key (t) references"
          + " t (id))";

  private ContractDatabase database;

  @BeforeEach
  void makeDatabase() throws Exception {
    database = ContractDatabase.mariaDb();
  }

  private static SchemaRecord record(Map<String, String> tables) {
    List<Statement> own =
        new TreeMap<>(tables)
            .entrySet().stream()
                .map(table -> new Statement(table.getKey(), table.getValue(), null, false))
                .toList();
    return new SchemaRecord(own.stream().map(Statement::table).toList(), List.of(), List.of(), own);
  }

  private static void load(TestRun run, String table, Rows rows, Map<String, String> tables)
      throws InterruptedException {
    Destination destination =
        new Destination(
            run.key(), false, Optional.empty(), table, Optional.of(() -> record(tables)));
    MaskedFile file = new MaskedFile("s3://x/" + table, "e1", 100, (long) rows.count());
    run.load(destination, file, rows.columns(), rows, HELD);
  }

  private TestRun loaded(long id, int rows) throws InterruptedException {
    return loaded(database.target(), id, rows);
  }

  private static TestRun loaded(Target target, long id, int rows) throws InterruptedException {
    TestRun run = TestRun.replacing(target, id, "t", "u");
    Map<String, String> both = Map.of("t", T, "u", U);
    load(run, "t", Rows.ids(1, rows), both);
    Rows second = Rows.of().column("id", ValueType.BIGINT).column("t", ValueType.BIGINT);
    for (long row = 1; row <= rows; row++) {
      second.row(row, row);
    }
    load(run, "u", second, both);
    return run;
  }

  private static LoadedTable[] tables(int rows) {
    return new LoadedTable[] {new LoadedTable("t", 1, rows), new LoadedTable("u", 1, rows)};
  }

  private List<String> keys() {
    return database.rows(
        "select constraint_name from information_schema.referential_constraints"
            + " where constraint_schema = database()");
  }

  @Test
  void whatAnotherRunHasPutInTheirPlaceStaysThoughItIsEmpty() throws Exception {
    TestRun first = loaded(1, 3);
    loaded(2, 0).swap(tables(0));
    first.discard();
    assertThat(database.tableNames()).containsExactly("t", "u");
  }

  @Test
  void whatALoaderHadPutInTheirPlaceWhenItWasKilledStaysThoughItIsEmpty() throws Exception {
    TestRun first = loaded(1, 3);
    TestRun second = loaded(2, 0);
    boolean[] asked = {false};
    Runnable lostWhenRenamed =
        () -> {
          if (asked[0]) {
            throw new IllegalStateException("lost");
          }
          asked[0] = true;
        };
    assertThatThrownBy(() -> second.swap(lostWhenRenamed, tables(0))).hasMessage("lost");
    second.discard();
    first.discard();
    assertThat(database.tableNames()).containsExactly("t", "u");
  }

  @Test
  void whatAnotherRunIsLoadedForKeepsItsKeys() throws Exception {
    TestRun first = loaded(1, 3);
    TestRun second = loaded(2, 2);
    first.discard();
    assertThat(database.tableNames()).containsExactly("t", "t__run2", "u", "u__run2");
    second.swap(tables(2));
    assertThat(keys()).containsExactly("of_t");
    assertThat(database.tableNames()).containsExactly("t", "u");
  }

  @Test
  void theLastOfTheRunsThatFailLeavesNone() throws Exception {
    TestRun first = loaded(1, 3);
    TestRun second = loaded(2, 2);
    first.discard();
    second.discard();
    assertThat(database.tableNames()).isEmpty();
  }

  @Test
  void oneThatAnotherRunsTableRefersToStays() throws Exception {
    TestRun first = loaded(1, 3);
    TestRun second = database.replacing(2, "u");
    Rows none = Rows.of().column("id", ValueType.BIGINT).column("t", ValueType.BIGINT);
    load(second, "u", none, Map.of("u", U));
    first.discard();
    second.swap(new LoadedTable("u", 1, 0));
    assertThat(keys()).containsExactly("of_t");
    assertThat(database.tableNames()).containsExactly("t", "u");
  }

  @Test
  void oneThatIsAppendedToStaysThoughItIsEmpty() throws Exception {
    TestRun first = loaded(1, 3);
    database.appending(2, "t").load("t", "s3://x/none", Rows.ids(1, 0));
    first.discard();
    assertThat(database.tableNames()).containsExactly("t");
  }

  @Test
  void oneThatSomebodyIsAboutToStoreARowInStays() throws Exception {
    Target patient = TestDatabase.target(database.url(), "root", "", "", Duration.ofMinutes(1));
    TestRun run = loaded(patient, 1, 3);
    try (ExecutorService threads = Executors.newSingleThreadExecutor();
        Connection writer = database.connections().open()) {
      writer.setAutoCommit(false);
      writer.createStatement().execute("insert into t values (7)");
      Future<?> discarded =
          threads.submit(
              () -> {
                run.discard();
                return true;
              });
      while (!discarded.isDone() && !isLockWaitedFor()) {
        Thread.sleep(10);
      }
      writer.commit();
      discarded.get();
    }
    assertThat(database.tableNames()).containsExactly("t");
    assertThat(database.rows("select id from t")).containsExactly("7");
  }

  private boolean isLockWaitedFor() {
    return !database
        .rows(
            "select id from information_schema.processlist where db = database() and state like"
                + " 'Waiting for table metadata lock%'")
        .isEmpty();
  }

  @Test
  void aViewInThePlaceOfOneStays() throws Exception {
    TestRun run = loaded(1, 3);
    database.execute("drop table u", "create view u as select id from t where false");
    run.discard();
    assertThat(database.tableNames()).containsExactly("u");
  }

  @Test
  void oneThatATableOfAnotherDatabaseRefersToStays() throws Exception {
    String other = ContractDatabase.mariaDb().rows("select database()").getFirst();
    TestRun run = loaded(1, 3);
    String name = database.rows("select database()").getFirst();
    database.execute(
        "create table " + other + ".u (t bigint, foreign key (t) references " + name + ".t (id))");
    run.discard();
    assertThat(database.tableNames()).containsExactly("t");
  }

  @Test
  void oneThatATableOfAnotherDatabaseRefersToIsNotReplaced() throws Exception {
    String other = ContractDatabase.mariaDb().rows("select database()").getFirst();
    String name = database.rows("select database()").getFirst();
    database.execute(
        T,
        U,
        "create table " + other + ".u (t bigint, foreign key (t) references " + name + ".t (id))");
    assertThatThrownBy(() -> loaded(1, 3))
        .isInstanceOf(TargetException.Terminal.class)
        .hasMessageContaining("foreign keys of tables that the run does not replace refer to it");
  }

  @Test
  void oneThatWasRefusedIsNotTheRunsWhenSomebodyMakesIt() throws Exception {
    Map<String, String> refused = Map.of("t", T, "u", "create table u (id nonsense)");
    TestRun run = database.replacing(1, "t", "u");
    assertThatThrownBy(() -> load(run, "t", Rows.ids(1, 3), refused))
        .isInstanceOf(TargetException.Terminal.class)
        .hasMessageContaining("it does not take \"create table u\" of the source's schema");
    assertThat(database.tableNames()).containsExactly("t");
    database.execute("create table u (id bigint)");
    load(run, "t", Rows.ids(1, 3), refused);
    run.discard();
    assertThat(database.tableNames()).containsExactly("u");
  }
}
