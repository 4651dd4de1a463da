package io.understudy.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.loader.contract.ContractDatabase;
import io.understudy.loader.database.TargetException;
import io.understudy.loader.ledger.Ledger;
import io.understudy.loader.load.MaskedFile;
import io.understudy.loader.swap.LoadedTable;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A target that fails in the middle of a file, with no time to end anything, and comes back. */
abstract class RestartedTargetContract {
  static final int ROWS = 60_000;

  private static final int PAUSE = 150; // MariaDB shows the same to whoever asks sooner

  abstract ContractDatabase database();

  /** Query for whether rows have arrived that are not committed, and what it says then. */
  abstract String arriving();

  abstract String yes();

  abstract void failAndComeBack() throws Exception;

  static long load(TestRun run, String table, String file, Rows rows) throws InterruptedException {
    return run.load(
        table, new MaskedFile("s3://x/" + file, "e1", ROWS, (long) ROWS), rows, () -> {});
  }

  /** The first file is in; the target fails while the second one is on its way. */
  void failInTheSecondFile(TestRun run) throws Exception {
    assertThat(load(run, "a", "1", Rows.ids(0, ROWS))).isEqualTo(ROWS);
    boolean[] failed = {false};
    Rows rows =
        Rows.ids(ROWS, ROWS)
            .before(
                ROWS * 3 / 4,
                () -> {
                  while (!database().rows(arriving()).equals(List.of(yes()))) {
                    Thread.sleep(PAUSE);
                  }
                  failAndComeBack();
                  failed[0] = true;
                  return true;
                });
    assertThatThrownBy(() -> load(run, "a", "2", rows))
        .isInstanceOf(TargetException.Retryable.class)
        .hasMessageContaining("cannot load s3://x/2")
        .hasMessageContaining("it cannot be reached, or broke the connection (SQLState 08");
    assertThat(failed[0]).isTrue();
  }

  @Test
  void theRunGoesOnWithTheFileThatWasCutOff() throws Exception {
    database().execute("create table a (id bigint primary key)", "insert into a values (1), (2)");
    TestRun run = database().replacing(1, "a");
    failInTheSecondFile(run);
    assertThat(database().rows("select id from a order by 1")).containsExactly("1", "2");
    Rows again = Rows.ids(0, ROWS);
    assertThat(load(run, "a", "1", again)).isEqualTo(ROWS);
    assertThat(again.opened()).isZero();
    assertThat(load(run, "a", "2", Rows.ids(ROWS, ROWS))).isEqualTo(ROWS);
    assertThat(run.swap(new LoadedTable("a", 2, 2 * ROWS)))
        .isEqualTo(new Ledger.Total(2, 2 * ROWS));
    assertThat(database().rows("select count(*), count(distinct id) from a"))
        .containsExactly(2 * ROWS + "|" + 2 * ROWS);
    assertThat(database().tableNames()).containsExactly("a");
    database().execute("drop table a");
  }
}
