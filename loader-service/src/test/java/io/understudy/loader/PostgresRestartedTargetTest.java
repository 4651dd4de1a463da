package io.understudy.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.loader.contract.ContractDatabase;
import io.understudy.loader.database.TargetException;
import io.understudy.loader.swap.LoadedTable;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresRestartedTargetTest extends RestartedTargetContract {
  private static MortalPostgres server;
  private static ContractDatabase database;

  @BeforeAll
  static void start(@TempDir Path data) throws IOException {
    server = new MortalPostgres(data);
    database = server.database();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @Override
  ContractDatabase database() {
    return database;
  }

  @Override
  String arriving() {
    return "select tuples_processed > 0 from pg_stat_progress_copy";
  }

  @Override
  String yes() {
    return "t";
  }

  @Override
  void failAndComeBack() throws Exception {
    server.failAndComeBack();
  }

  @Test
  void whatTheFailureEmptiedIsNotPutInPlaceAndTheRunLeavesNothing() throws Exception {
    database()
        .execute(
            "create table a (id bigint primary key); insert into a values (1), (2);"
                + " create unlogged table u (id bigint primary key)");
    TestRun run = database().replacing(2, "a", "u");
    assertThat(load(run, "u", "u", Rows.ids(0, ROWS))).isEqualTo(ROWS);
    failInTheSecondFile(run);
    assertThat(load(run, "a", "2", Rows.ids(ROWS, ROWS))).isEqualTo(ROWS);
    assertThatThrownBy(
            () -> run.swap(new LoadedTable("a", 2, 2 * ROWS), new LoadedTable("u", 1, ROWS)))
        .isInstanceOf(TargetException.Terminal.class)
        .hasMessage(
            "target \"demo\": the tables of run 2 cannot be put in place, nothing is changed:"
                + " \"public\".\"u__run2\" has 0 rows, the ledger 60000 of 1 files, the transforms"
                + " wrote 60000 in 1 files; see who else writes to it and retry the run");
    assertThat(database().rows("select id from a order by 1")).containsExactly("1", "2");
    run.discard();
    assertThat(database().rows("select id from a order by 1")).containsExactly("1", "2");
    assertThat(database().tableNames()).containsExactly("a", "u");
    assertThat(database().rows("select location from understudy.load_ledger")).isEmpty();
    database().execute("drop table a, u");
  }
}
