package io.understudy.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.loader.database.Target;
import io.understudy.loader.database.TargetException;
import io.understudy.loader.ledger.Ledger;
import io.understudy.loader.load.FileLoad;
import io.understudy.loader.load.MaskedFile;
import io.understudy.loader.swap.LoadedTable;
import io.understudy.loader.table.Destination;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A target that fails in the middle of a COPY, with no time to end anything, and comes back. */
class RestartedTargetTest {
  private static final int ROWS = 60_000;
  private static final String COPIES = "select tuples_processed > 0 from pg_stat_progress_copy";
  private static final String TABLES =
      "select tablename from pg_tables where schemaname = 'public' order by 1";

  private static MortalPostgres postgres;

  @BeforeAll
  static void start(@TempDir Path data) throws IOException {
    postgres = new MortalPostgres(data);
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  private static MaskedFile file(String name) {
    return new MaskedFile("s3://x/" + name, "e1", ROWS, (long) ROWS);
  }

  /** The first file is in; the target fails while the second one is on its way. */
  private static void failInTheSecondFile(Target target, TestRun run) throws Exception {
    assertThat(run.load("a", file("1"), Rows.ids(0, ROWS), () -> {})).isEqualTo(ROWS);
    Rows rows = Rows.ids(ROWS, ROWS);
    boolean[] failed = {false};
    assertThatThrownBy(
            () ->
                new FileLoad(target, new Destination(run.key(), false, "a"), rows.columns())
                    .load(
                        file("2"),
                        rows,
                        () -> {},
                        bytes -> {
                          if (!failed[0] && bytes > ROWS / 2) {
                            failed[0] = true;
                            failAndComeBack();
                          }
                        },
                        "test"))
        .isInstanceOf(TargetException.Retryable.class)
        .hasMessageContaining("cannot load s3://x/2")
        .hasMessageContaining("it cannot be reached, or broke the connection (SQLState 08");
    assertThat(failed[0]).isTrue();
  }

  private static void failAndComeBack() {
    try {
      while (!postgres.rows(COPIES).equals(List.of("t"))) {
        Thread.sleep(10);
      }
      postgres.stopImmediately();
      postgres.startAgain();
    } catch (IOException e) {
      throw new CompletionException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void theRunGoesOnWithTheFileThatWasCutOff() throws Exception {
    postgres.execute("create table a (id bigint primary key); insert into a values (1), (2)");
    Target target = postgres.target();
    TestRun run = TestRun.replacing(target, 1, "a");
    failInTheSecondFile(target, run);
    assertThat(postgres.rows("select id from a order by 1")).containsExactly("1", "2");
    Rows again = Rows.ids(0, ROWS);
    assertThat(run.load("a", file("1"), again, () -> {})).isEqualTo(ROWS);
    assertThat(again.opened()).isZero();
    assertThat(run.load("a", file("2"), Rows.ids(ROWS, ROWS), () -> {})).isEqualTo(ROWS);
    assertThat(run.swap(new LoadedTable("a", 2, 2 * ROWS)))
        .isEqualTo(new Ledger.Total(2, 2 * ROWS));
    assertThat(postgres.rows("select count(*), count(distinct id) from a"))
        .containsExactly(2 * ROWS + "|" + 2 * ROWS);
    assertThat(postgres.rows(TABLES)).containsExactly("a");
    postgres.execute("drop table a");
  }

  @Test
  void whatTheFailureEmptiedIsNotPutInPlaceAndTheRunLeavesNothing() throws Exception {
    postgres.execute(
        "create table a (id bigint primary key); insert into a values (1), (2);"
            + " create unlogged table u (id bigint primary key)");
    Target target = postgres.target();
    TestRun run = TestRun.replacing(target, 2, "a", "u");
    assertThat(run.load("u", file("u"), Rows.ids(0, ROWS), () -> {})).isEqualTo(ROWS);
    failInTheSecondFile(target, run);
    assertThat(run.load("a", file("2"), Rows.ids(ROWS, ROWS), () -> {})).isEqualTo(ROWS);
    assertThatThrownBy(
            () -> run.swap(new LoadedTable("a", 2, 2 * ROWS), new LoadedTable("u", 1, ROWS)))
        .isInstanceOf(TargetException.Terminal.class)
        .hasMessage(
            "target \"demo\": the tables of run 2 cannot be put in place, nothing is changed:"
                + " \"public\".\"u__run2\" has 0 rows, the ledger 60000 of 1 files, the transforms"
                + " wrote 60000 in 1 files; see who else writes to it and retry the run");
    assertThat(postgres.rows("select id from a order by 1")).containsExactly("1", "2");
    run.discard();
    assertThat(postgres.rows("select id from a order by 1")).containsExactly("1", "2");
    assertThat(postgres.rows(TABLES)).containsExactly("a", "u");
    assertThat(postgres.rows("select location from understudy.load_ledger")).isEmpty();
    postgres.execute("drop table a, u");
  }
}
