package io.understudy.loader.swap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.loader.TestRun;
import io.understudy.loader.contract.ContractDatabase;
import io.understudy.loader.ledger.Ledger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * kill -9 of a loader in each phase: readers have the old rows, or all new ones, and the next
 * loader goes on to a right end or leaves nothing of the run. The database itself says when a phase
 * is reached: it waits there for a lock that the test holds.
 */
abstract class KilledLoaderContract {
  static final String OLD = "3|2";
  static final String NEW = "40|20";

  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String LEFTOVERS = ".*(__(run|old)).*";

  private ContractDatabase database;
  private TwoTables two;

  @TempDir Path folder;

  /** One with tables a and b as the test needs them, with 3 and 2 rows; b refers to a. */
  abstract ContractDatabase make() throws Exception;

  /** User that only the loader that is killed has, and the schema. */
  abstract List<String> login();

  /** Query for what waits, and for the sessions that the loader has. */
  abstract String waits();

  abstract String lives();

  /** What keeps a loader of run 2 from going on when it is in that phase, until it is closed. */
  abstract AutoCloseable hold(String phase) throws Exception;

  /** Which rows readers have when that is over. */
  abstract String rowsAfter(String phase);

  @BeforeEach
  void makeDatabase() throws Exception {
    database = make();
    two = new TwoTables(database::target);
  }

  ContractDatabase database() {
    return database;
  }

  TwoTables two() {
    return two;
  }

  @ParameterizedTest
  @MethodSource("phases")
  void whoeverIsKilledTheRunEndsRightOrLeavesNothing(String phase) throws Exception {
    killIn(phase, () -> {});
    assertThat(rows()).isEqualTo(rowsAfter(phase));

    two.run(2).discard();
    assertThat(leftovers()).isEmpty();
    assertThat(rows()).isEqualTo(rowsAfter(phase));

    endsRight();
  }

  @ParameterizedTest
  @MethodSource("phases")
  void theNextLoaderGoesOnWithWhatOneThatWasKilledHasCommitted(String phase) throws Exception {
    killIn(phase, () -> {});
    endsRight();
  }

  private void endsRight() throws Exception {
    TestRun again = two.loaded(2, 20);
    assertThat(again.swap(TwoTables.tables(20))).isEqualTo(new Ledger.Total(3, 60));
    assertThat(rows()).isEqualTo(NEW);
    assertThat(leftovers()).isEmpty();
    assertThatThrownBy(() -> database.execute("insert into b values (-1)"))
        .as("its foreign key is there")
        .isInstanceOf(IllegalStateException.class);
  }

  /** What may be done while the database still waits with the last statement of the dead. */
  @FunctionalInterface
  interface Meanwhile {
    void run() throws Exception;
  }

  void killIn(String phase, Meanwhile meanwhile) throws Exception {
    try (AutoCloseable holder = hold(phase)) {
      Process victim =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "-cp",
                  System.getProperty("java.class.path"),
                  LoaderProcess.class.getName(),
                  database.url(),
                  login().getFirst(),
                  login().getLast())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("victim.log").toFile())
              .start();
      try {
        await(waits(), "1", victim::isAlive);
        whenItWaits(phase);
      } finally {
        victim.destroyForcibly().waitFor();
      }
      meanwhile.run();
    }
    await(lives(), "0", () -> true);
  }

  /** May let it go on to what it waits for next. */
  void whenItWaits(String phase) throws Exception {}

  void await(String sql, String value, BooleanSupplier possible) throws InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!row(sql).equals(value)) {
      assertThat(System.nanoTime()).as(sql).isLessThan(deadline);
      assertThat(possible.getAsBoolean()).as(sql).isTrue();
      Thread.sleep(20);
    }
  }

  String row(String sql) {
    return database.rows(sql).getFirst();
  }

  private String rows() {
    return row("select (select count(*) from a), (select count(*) from b)");
  }

  List<String> leftovers() {
    return database.tableNames().stream().filter(name -> name.matches(LEFTOVERS)).toList();
  }
}
