package io.understudy.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.loader.database.Target;
import io.understudy.loader.database.TargetException;
import io.understudy.loader.ledger.Ledger;
import io.understudy.loader.swap.LoadedTable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a target does to a load in the middle of it: it is full, or cut off. */
class LostConnectionTest {
  private static final int ROWS = 30_000;

  private final TestDatabase database = new TestDatabase();

  private static TestRun run(Target target) {
    return TestRun.replacing(target, 1, "a");
  }

  private void old() {
    database.execute("create table a (id bigint primary key); insert into a values (1), (2)");
  }

  /** The server may still be at the commit that nobody waits for any more. */
  private void awaitRows(String table) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    String count = "select count(*) from " + table;
    while (!database.row(count).equals("" + ROWS) && System.nanoTime() < end) {
      Thread.sleep(20);
    }
    assertThat(database.row(count)).isEqualTo("" + ROWS);
  }

  /** Readers have the old rows, and the run is loaded in a second attempt, once. */
  private void endsRight(TestRun run) throws InterruptedException {
    assertThat(database.row("select count(*) from a")).isEqualTo("2");
    assertThat(run.load("a", "s3://x/a", Rows.ids(0, ROWS))).isEqualTo(ROWS);
    assertThat(run.swap(new LoadedTable("a", 1, ROWS))).isEqualTo(new Ledger.Total(1, ROWS));
    assertThat(database.row("select count(*), count(distinct id) from a"))
        .isEqualTo(ROWS + "|" + ROWS);
    assertThat(database.tables("public")).containsExactly("a");
  }

  @Test
  void aConnectionThatIsCutInTheMiddleOfCopyIsTriedAgain() throws Exception {
    old();
    try (Cut cut = new Cut(URI.create(database.jdbcUrl().substring("jdbc:".length())).getPort())) {
      TestRun run = run(cut.target(database));
      cut.afterBytes(100_000);
      assertThatThrownBy(() -> run.load("a", "s3://x/a", Rows.ids(0, ROWS)))
          .isInstanceOf(TargetException.Retryable.class)
          .hasMessageContaining("it cannot be reached, or broke the connection (SQLState 08");
      cut.never();
      endsRight(run);
    }
  }

  @Test
  void aCommitWhoseAnswerIsLostIsNotDoneTwice() throws Exception {
    old();
    try (Cut cut = new Cut(URI.create(database.jdbcUrl().substring("jdbc:".length())).getPort())) {
      TestRun run = run(cut.target(database));
      Rows rows = Rows.ids(0, ROWS);
      cut.afterCommitOf("insert into understudy.load_ledger");
      assertThatThrownBy(() -> run.load("a", "s3://x/a", rows))
          .isInstanceOf(TargetException.Retryable.class);
      cut.never();
      awaitRows("a__run1");
      endsRight(run);
    }
  }

  @Test
  void aSwapWhoseAnswerIsLostIsNotDoneTwice() throws Exception {
    old();
    try (Cut cut = new Cut(URI.create(database.jdbcUrl().substring("jdbc:".length())).getPort())) {
      TestRun run = run(cut.target(database));
      run.load("a", "s3://x/a", Rows.ids(0, ROWS));
      cut.afterCommitOf("insert into understudy.load_swap");
      assertThatThrownBy(() -> run.swap(new LoadedTable("a", 1, ROWS)))
          .isInstanceOf(TargetException.Retryable.class);
      cut.never();
      awaitRows("a");
      String before = database.row("select 'a'::regclass::oid");
      assertThat(run.swap(new LoadedTable("a", 1, ROWS))).isEqualTo(new Ledger.Total(1, ROWS));
      assertThat(database.row("select 'a'::regclass::oid")).isEqualTo(before);
    }
  }

  @Test
  void aTargetWhoseDiskIsFullKeepsWhatItHad(@TempDir Path disk) throws Exception {
    Assumptions.assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString()),
        "no file system can be mounted here (that takes root)");
    try {
      database.execute("create tablespace small location '" + disk + "'");
      database.execute("create table a (id bigint) tablespace small");
      database.execute("insert into a values (1), (2)");
      TestRun run = run(database.target());
      assertThatThrownBy(() -> run.load("a", "s3://x/a", Rows.ids(0, ROWS)))
          .isInstanceOf(TargetException.Retryable.class)
          .hasMessageContaining(
              "it is out of resources (SQLState 53100); see its log: disk, memory or files");
      run.discard();
      assertThat(database.tables("public")).containsExactly("a");
      assertThat(database.row("select count(*) from a")).isEqualTo("2");
      assertThat(run("mount", "-o", "remount,size=16m", disk.toString())).isTrue();
      endsRight(run);
      database.execute("drop table a");
      database.execute("drop tablespace small");
    } finally {
      run("umount", "-l", disk.toString());
    }
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }
}
