package io.understudy.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.loader.contract.ContractDatabase;
import io.understudy.loader.database.Target;
import io.understudy.loader.database.TargetException;
import io.understudy.loader.ledger.Ledger;
import io.understudy.loader.swap.LoadedTable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a target does to a load in the middle of it: it is full, or cut off. */
abstract class LostConnectionContract {
  private static final int ROWS = 30_000;

  private ContractDatabase database;

  abstract ContractDatabase make() throws Exception;

  abstract Target through(Cut cut);

  /**
   * Where a file system is mounted for it.
   *
   * @param folder an empty one
   */
  abstract Path disk(Path folder);

  /** With one column, id, on that disk. */
  abstract void makeTableOn(Path disk);

  /** Drops what was made for it. */
  abstract void leave(Path disk);

  @BeforeEach
  void makeDatabase() throws Exception {
    database = make();
  }

  ContractDatabase database() {
    return database;
  }

  private static TestRun run(Target target) {
    return TestRun.replacing(target, 1, "a");
  }

  private void old() {
    database.execute("create table a (id bigint primary key)", "insert into a values (1), (2)");
  }

  private Cut cut() throws IOException {
    return new Cut(URI.create(database.url().substring("jdbc:".length())).getPort());
  }

  private String row(String sql) {
    return database.rows(sql).getFirst();
  }

  /** The server may still be at the commit that nobody waits for any more. */
  private void awaitRows(String table) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    String count = "select count(*) from " + table;
    while (!row(count).equals("" + ROWS) && System.nanoTime() < end) {
      Thread.sleep(20);
    }
    assertThat(row(count)).isEqualTo("" + ROWS);
  }

  /** Readers have the old rows, and the run is loaded in a second attempt, once. */
  private void endsRight(TestRun run) throws InterruptedException {
    assertThat(row("select count(*) from a")).isEqualTo("2");
    assertThat(run.load("a", "s3://x/a", Rows.ids(0, ROWS))).isEqualTo(ROWS);
    isPutInPlace(run);
  }

  private void isPutInPlace(TestRun run) throws InterruptedException {
    assertThat(run.swap(new LoadedTable("a", 1, ROWS))).isEqualTo(new Ledger.Total(1, ROWS));
    assertThat(row("select count(*), count(distinct id) from a")).isEqualTo(ROWS + "|" + ROWS);
    assertThat(database.tableNames()).containsExactly("a");
  }

  @Test
  void aConnectionThatIsCutInTheMiddleOfAFileIsTriedAgain() throws Exception {
    old();
    try (Cut cut = cut()) {
      TestRun run = run(through(cut));
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
    try (Cut cut = cut()) {
      TestRun run = run(through(cut));
      Rows rows = Rows.ids(0, ROWS);
      cut.afterCommitOf("insert into .{0,20}load_ledger");
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
    try (Cut cut = cut()) {
      TestRun run = run(through(cut));
      run.load("a", "s3://x/a", Rows.ids(0, ROWS));
      cut.afterCommitOf("insert into .{0,20}load_swap\\W");
      assertThatThrownBy(() -> run.swap(new LoadedTable("a", 1, ROWS)))
          .isInstanceOf(TargetException.Retryable.class);
      cut.never();
      awaitRows("a");
      database.execute("update a set id = -1 where id = 1");
      isPutInPlace(run);
      assertThat(row("select min(id) from a")).isEqualTo("-1");
    }
  }

  @Test
  void tablesThatAreRenamedWhenTheConnectionIsCutAreInPlaceInTheEnd() throws Exception {
    old();
    try (Cut cut = cut()) {
      TestRun run = run(through(cut));
      run.load("a", "s3://x/a", Rows.ids(0, ROWS));
      cut.after("rename t(o|able) ");
      assertThatThrownBy(() -> run.swap(new LoadedTable("a", 1, ROWS)))
          .isInstanceOf(TargetException.Retryable.class);
      cut.never();
      isPutInPlace(run);
    }
  }

  @Test
  void aTargetWhoseDiskIsFullKeepsWhatItHad(@TempDir Path folder) throws Exception {
    Path disk = disk(folder);
    Assumptions.assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString()),
        "no file system can be mounted here (that takes root)");
    try {
      makeTableOn(disk);
      database.execute("insert into a values (1), (2)");
      TestRun run = run(database.target());
      assertThatThrownBy(() -> run.load("a", "s3://x/a", Rows.ids(0, ROWS)))
          .isInstanceOf(TargetException.Retryable.class)
          .hasMessageContaining("it is out of resources (SQLState ")
          .hasMessageContaining("); see its log: disk, memory or files");
      run.discard();
      assertThat(database.tableNames()).containsExactly("a");
      assertThat(row("select count(*) from a")).isEqualTo("2");
      assertThat(run("mount", "-o", "remount,size=16m", disk.toString())).isTrue();
      endsRight(run);
      database.execute("drop table a");
      leave(disk);
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
