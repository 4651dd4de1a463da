package io.understudy.loader.swap;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.loader.Rows;
import io.understudy.loader.TestRun;
import io.understudy.loader.contract.ContractDatabase;
import io.understudy.loader.database.TargetException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * What the files of a run were loaded into before is there when the loader begins that is killed.
 */
class MariaDbKilledLoaderTest extends KilledLoaderContract {
  private static final String VICTIM = "victim";

  private final List<Connection> holders = new CopyOnWriteArrayList<>();

  static List<String> phases() {
    return List.of("staging", "loading", "foreign keys", "renaming", "dropping", "noting");
  }

  @Override
  ContractDatabase make() throws Exception {
    ContractDatabase database = ContractDatabase.mariaDb();
    database.execute(
        "create table a (id bigint primary key)",
        "create table b (id bigint, constraint of_a foreign key (id) references a (id))",
        "insert into a values (1), (2), (3)",
        "insert into b values (1), (2)");
    return database;
  }

  @Override
  List<String> login() {
    return List.of(VICTIM, "");
  }

  @Override
  String waits() {
    return "select (select count(*) from information_schema.processlist where state ="
        + " 'Waiting for table metadata lock') + (select variable_value from"
        + " information_schema.global_status where variable_name ="
        + " 'INNODB_ROW_LOCK_CURRENT_WAITS')";
  }

  @Override
  String lives() {
    return "select count(*) from information_schema.processlist where user = '" + VICTIM + "'";
  }

  @Override
  AutoCloseable hold(String phase) throws Exception {
    if (phase.equals("loading")) {
      two().run(2).load("a", "s3://x/a1", Rows.ids(0, 20));
    } else if (!phase.equals("staging")) {
      two().loaded(2, 20);
    }
    holdBy(
        switch (phase) {
          case "staging" -> "lock tables a write";
          case "loading" -> "insert into a__run2 values (30)";
          case "foreign keys" -> "select * from b__run2";
          case "renaming", "dropping" -> "select * from b";
          default -> "select * from understudy_load_ledger for update";
        });
    return this::release;
  }

  private void holdBy(String sql) throws SQLException {
    Connection holder = database().connections().open();
    holders.add(holder);
    holder.setAutoCommit(false);
    holder.createStatement().execute(sql);
  }

  private void release() throws SQLException {
    for (Connection holder : holders) {
      holder.close();
    }
  }

  /** Who has asked for the name that the old table gets has it as soon as it is renamed. */
  @Override
  void whenItWaits(String phase) throws Exception {
    if (!phase.equals("dropping")) {
      return;
    }
    try (ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> reader =
          thread.submit(
              () -> {
                holdBy("select * from a__old2");
                return true;
              });
      await(waits(), "2", () -> true);
      holders.getFirst().rollback();
      reader.get();
    }
    await(waits(), "1", () -> true);
  }

  /** The server sees only after a while that nobody waits for a statement any more. */
  @Test
  void aRunIsNotDiscardedWhileItsStagingIsBeingMade() throws Exception {
    killIn("staging", () -> discard(two().run(2)));
    assertThat(leftovers()).isEmpty();
  }

  private static void discard(TestRun run) throws InterruptedException {
    boolean discarded = false;
    while (!discarded) {
      try {
        run.discard();
        discarded = true;
      } catch (TargetException.Retryable e) {
        assertThat(e).hasMessageContaining("a lock was not free within");
      }
    }
  }

  @Override
  String rowsAfter(String phase) {
    // the server does not see that the one is dead who has told it to rename
    return List.of("renaming", "dropping", "noting").contains(phase) ? NEW : OLD;
  }
}
