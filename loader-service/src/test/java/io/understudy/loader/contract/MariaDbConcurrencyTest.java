package io.understudy.loader.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.files.ValueType;
import io.understudy.loader.Rows;
import io.understudy.loader.TestRun;
import io.understudy.loader.database.TargetException;
import io.understudy.loader.load.MaskedFile;
import io.understudy.loader.swap.LoadedTable;
import io.understudy.loader.table.Destination;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What others do in MariaDB while a run loads, and what they have there already. */
class MariaDbConcurrencyTest {
  private static final Runnable HELD = () -> {};

  private ContractDatabase database;

  @BeforeEach
  void makeDatabase() throws Exception {
    database = ContractDatabase.mariaDb();
  }

  @Test
  void filesOfOneTableAreLoadedAtTheSameTime() throws Exception {
    TestRun run = database.replacing(7, "t");
    Rows rows = Rows.ids(1, 1).before(0, () -> run.load("t", "s3://b/g", Rows.ids(2, 1)));
    run.load("t", "s3://b/f", rows);
    run.swap(new LoadedTable("t", 2, 2));
    assertThat(database.rows("select id from t order by id")).containsExactly("1", "2");
  }

  @Test
  void aReaderOfANewTableDoesNotFailTheRun() throws Exception {
    database.execute(
        "create table a (id int primary key)",
        "create table b (id int primary key, a int,"
            + " constraint of_a foreign key (a) references a (id))");
    String keys =
        "select constraint_name from information_schema.referential_constraints"
            + " where constraint_schema = database()";
    LoadedTable[] tables = {new LoadedTable("a", 1, 1), new LoadedTable("b", 1, 1)};
    TestRun run = loaded(7);
    try (Connection reader = database.connections().open()) {
      reader.setAutoCommit(false);
      Runnable read =
          () -> {
            try (Statement statement = reader.createStatement()) {
              statement.executeQuery("select * from b").close();
            } catch (SQLException e) {
              throw new IllegalStateException(e);
            }
            if (database.rows("select id from b").isEmpty()) {
              rollback(reader); // not in place yet: such a reader would be in the way
            }
          };
      run.swap(read, tables);
    }
    assertThat(database.rows("select a from b")).containsExactly("7");
    assertThat(database.rows(keys)).containsExactly("of_a__run7");
    loaded(8).swap(tables);
    assertThat(database.rows("select a from b")).containsExactly("8");
    assertThat(database.rows(keys)).containsExactly("of_a");
    assertThat(database.tableNames()).containsExactly("a", "b");
  }

  private static void rollback(Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private TestRun loaded(int id) throws InterruptedException {
    TestRun run = database.replacing(id, "a", "b");
    run.load("a", "s3://x/a", Rows.ids(id, 1));
    Rows rows = Rows.of().column("id", ValueType.BIGINT).column("a", ValueType.BIGINT);
    run.load("b", "s3://x/b", rows.row(1L, (long) id));
    return run;
  }

  @Test
  void filesOfAStagingTableThatWasDroppedAreLoadedAgain() throws Exception {
    TestRun run = database.replacing(7, "t");
    run.load("t", "s3://b/f", Rows.ids(1, 1));
    database.execute("drop table t__run7");
    run.load("t", "s3://b/g", Rows.ids(2, 1));
    run.load("t", "s3://b/f", Rows.ids(1, 1));
    run.swap(new LoadedTable("t", 2, 2));
    assertThat(database.rows("select id from t order by id")).containsExactly("1", "2");
  }

  @Test
  void aTableOfOthersWithTheNameOfAnOldOneIsKept() throws Exception {
    database.execute("create table t__old7 (id int)", "insert into t__old7 values (3)");
    TestRun run = database.replacing(7, "t");
    run.load("t", "s3://b/f", Rows.ids(1, 1));
    LoadedTable[] tables = {new LoadedTable("t", 1, 1)};
    assertThatThrownBy(() -> run.swap(tables))
        .isInstanceOf(TargetException.Terminal.class)
        .hasMessageContaining(
            "nothing is changed: there is a table `t__old7` that is not of this run, but has the"
                + " name that `t` gets; drop or rename it");
    run.discard();
    assertThat(database.rows("select id from t__old7")).containsExactly("3");
    assertThat(database.tableNames()).containsExactly("t__old7");
  }

  @Test
  void anUpsertOfATableWithPartitionsIsRefusedBeforeTheFirstRow() {
    database.execute("create table t (id int primary key) partition by hash (id) partitions 2");
    TestRun run = database.appending(7, "t");
    Destination destination =
        new Destination(run.key(), true, Optional.of(List.of()), "t", Optional.empty());
    Rows rows = Rows.ids(1, 1);
    MaskedFile file = new MaskedFile("s3://b/f", "e1", 100, 1L);
    assertThatThrownBy(() -> run.load(destination, file, rows.columns(), rows, HELD))
        .isInstanceOf(TargetException.Terminal.class)
        .hasMessageContaining(
            "it has partitions, rows cannot be merged into such; use mode append or replace, or"
                + " alter it with remove partitioning");
    assertThat(rows.opened()).isZero();
  }
}
