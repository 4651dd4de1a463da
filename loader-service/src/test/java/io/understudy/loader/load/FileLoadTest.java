package io.understudy.loader.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.understudy.files.FileException;
import io.understudy.files.ValueType;
import io.understudy.loader.Rows;
import io.understudy.loader.TestDatabase;
import io.understudy.loader.TestRun;
import io.understudy.loader.database.TargetException;
import io.understudy.loader.ledger.RunKey;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class FileLoadTest {
  private static final Runnable HELD = () -> {};

  private final TestDatabase database = new TestDatabase();
  private final TestRun append = TestRun.appending(database.target(), 7, "t");
  private final TestRun replace = TestRun.replacing(database.target(), 7, "t");

  /** What the end of a process right after the commit looks like to this test. */
  private static final class KilledException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void aFileIsLoadedWithItsLineInTheLedger() throws Exception {
    assertThat(replace.load("t", "s3://b/a.csv", Rows.ids(0, 2000))).isEqualTo(2000);
    assertThat(database.tables("public")).containsExactly("t__run7");
    assertThat(database.row("select count(*), sum(id) from t__run7")).isEqualTo("2000|1999000");
    assertThat(
            database.rows(
                "select run_id, run_created_at at time zone 'UTC', target_schema, target_table,"
                    + " location, etag, rows from understudy.load_ledger"))
        .containsExactly("7|2026-01-31 10:00:00.123456|public|t|s3://b/a.csv|e1|2000");
  }

  @Test
  void aRepeatLoadsNothingAndReportsTheSameRows() throws Exception {
    for (TestRun run : List.of(append, replace)) {
      Rows rows = Rows.ids(0, 10);
      assertThat(run.load("t", "s3://b/a.csv", rows)).isEqualTo(10);
      assertThat(run.load("t", "s3://b/a.csv", rows)).isEqualTo(10);
      assertThat(rows.opened()).isEqualTo(1);
      database.execute("truncate understudy.load_ledger");
    }
    assertThat(database.row("select count(*) from t")).isEqualTo("10");
    assertThat(database.row("select count(*) from t__run7")).isEqualTo("10");
  }

  @Test
  void otherRunsAppendTheSameFileAgain() throws Exception {
    TestRun sameNumber =
        new TestRun(
            database.target(),
            new RunKey(7, Instant.parse("2026-02-01T00:00:00Z")),
            true,
            Set.of("t"));
    append.load("t", "s3://b/a.csv", Rows.ids(0, 10));
    TestRun.appending(database.target(), 8, "t").load("t", "s3://b/a.csv", Rows.ids(0, 10));
    sameNumber.load("t", "s3://b/a.csv", Rows.ids(0, 10));
    assertThat(database.row("select count(*) from t")).isEqualTo("30");
  }

  @Test
  void aFileThatChangedAfterItWasLoadedIsRefused() throws Exception {
    append.load("t", "s3://b/a.csv", Rows.ids(0, 10));
    assertThatThrownBy(
            () ->
                append.load(
                    "t", new MaskedFile("s3://b/a.csv", "e2", 1, 10L), Rows.ids(0, 10), HELD))
        .isInstanceOf(TargetException.Terminal.class)
        .hasMessage(
            "target \"demo\": s3://b/a.csv is loaded already with other content (version e1, now"
                + " e2); start a new run");
  }

  @Test
  void nothingIsLoadedIfTheRowsAreNotAsManyAsTheTransformWrote() {
    assertThatThrownBy(
            () ->
                append.load(
                    "t", new MaskedFile("s3://b/a.csv", "e1", 1, 11L), Rows.ids(0, 10), HELD))
        .isInstanceOf(TargetException.Terminal.class)
        .hasMessage(
            "target \"demo\": s3://b/a.csv has 10 rows, the transform wrote 11; nothing of it is"
                + " loaded; start a new run");
    assertThat(database.row("select count(*) from t")).isEqualTo("0");
    assertThat(database.row("select count(*) from understudy.load_ledger")).isEqualTo("0");
  }

  @Test
  void nothingIsLoadedIfTheClaimIsLostBeforeTheCommit() {
    int[] asked = {0};
    Runnable lostAtTheEnd =
        () -> {
          if (++asked[0] == 2) {
            throw new KilledException();
          }
        };
    assertThatThrownBy(() -> append.load("t", "s3://b/a.csv", Rows.ids(0, 10), lostAtTheEnd))
        .isInstanceOf(KilledException.class);
    assertThat(database.row("select count(*) from t")).isEqualTo("0");
  }

  @Test
  void aReaderThatFailsLeavesNothing() {
    Rows rows = Rows.ids(0, 10);
    FileLoad load =
        new FileLoad(
            database.target(),
            new io.understudy.loader.table.Destination(append.key(), true, "t"),
            rows.columns());
    assertThatThrownBy(
            () ->
                load.load(
                    new MaskedFile("s3://b/a.csv", "e1", 1, 10L),
                    () -> {
                      throw new FileException.Terminal("s3://b/a.csv: truncated");
                    },
                    HELD,
                    bytes -> {},
                    "test"))
        .isInstanceOf(FileException.Terminal.class)
        .hasMessage("s3://b/a.csv: truncated");
    assertThat(database.row("select count(*) from t")).isEqualTo("0");
  }

  @Test
  void loadersAtWorkAtOnceMakeOneTableAndLoadEachFileOnce() throws Exception {
    List<Future<Long>> loads = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 24; i++) {
        int file = i % 12;
        loads.add(
            threads.submit(() -> append.load("t", "s3://b/" + file, Rows.ids(file * 1000, 1000))));
      }
    }
    for (Future<Long> load : loads) {
      assertThat(load.get()).isEqualTo(1000);
    }
    assertThat(database.row("select count(*), count(distinct id) from t")).isEqualTo("12000|12000");
  }

  @Test
  void anInterruptEndsTheCopy() {
    Rows rows = Rows.ids(0, 10_000);
    Thread.currentThread().interrupt();
    assertThat(catchThrowable(() -> append.load("t", "s3://b/a", rows)))
        .isInstanceOf(InterruptedException.class);
    int[] asked = {0};
    Runnable interruptedOnceHeld =
        () -> {
          if (++asked[0] == 1) {
            Thread.currentThread().interrupt();
          }
        };
    assertThat(catchThrowable(() -> append.load("t", "s3://b/a", rows, interruptedOnceHeld)))
        .isInstanceOf(InterruptedException.class);
    assertThat(database.row("select count(*) from t")).isEqualTo("0");
  }

  @Test
  void anyNameThatPostgresAllowsIsATableAndAColumn() throws Exception {
    String longest = "é".repeat(31) + "x";
    String longer = "é".repeat(30) + "xyz";
    List<String> names =
        List.of(
            "a\"; drop table t; --",
            "漢字 😀",
            "Select",
            "x.y",
            "'",
            longest,
            longer,
            "é".repeat(31));
    TestRun run = TestRun.replacing(database.target(), 1_234_567, names.toArray(String[]::new));
    for (String name : names) {
      Rows rows = Rows.of().column(name, ValueType.TEXT).column("\\", ValueType.TEXT);
      assertThat(run.load(name, "s3://b/k", rows.row("v", "w"))).isEqualTo(1);
    }
    assertThat(database.tables("public"))
        .hasSize(names.size())
        .allMatch(name -> name.endsWith("__run1234567"))
        .allMatch(name -> name.getBytes(java.nio.charset.StandardCharsets.UTF_8).length <= 63);
    assertThat(
            database.rows(
                "select attname from pg_attribute where attrelid ="
                    + " '\"a\"\"; drop table t; --__run1234567\"'::regclass and attnum > 0"))
        .containsExactly("a\"; drop table t; --", "\\");
  }

  @Test
  void aNameThatPostgresWouldCutOffIsRefused() {
    String tooLong = "é".repeat(32);
    assertThatThrownBy(() -> append.load(tooLong, "s3://b/k", Rows.ids(0, 1)))
        .isInstanceOf(TargetException.Terminal.class)
        .hasMessage(
            "target \"demo\": table \"public\".\""
                + tooLong
                + "\" cannot be loaded: the table's name is 64 bytes long, a name may have 63; set"
                + " another target for it");
    Rows rows = Rows.of().column(tooLong, ValueType.TEXT).column("", ValueType.TEXT).row("a", "b");
    assertThatThrownBy(() -> append.load("t", "s3://b/k", rows))
        .isInstanceOf(TargetException.Terminal.class)
        .hasMessage(
            "target \"demo\": table \"public\".\"t\" cannot be loaded: the files' column \""
                + tooLong
                + "\" is 64 bytes long, a name may have 63; rename it in the source or drop it in"
                + " the transform; and the files' column \"\" is an empty name; rename it in the"
                + " source or drop it in the transform");
  }

  @Test
  void aValueThatCannotBeStoredIsNamedByItsPlace() {
    for (String value : List.of("SECRETVALUE\0", "SECRETVALUE\uD800", "\uDC00SECRETVALUE")) {
      Rows rows = Rows.of().column("a", ValueType.TEXT).row("x").row(value);
      assertThat(catchThrowable(() -> append.load("t", "s3://b/k", rows)))
          .isInstanceOf(TargetException.Terminal.class)
          .message()
          .startsWith("target \"demo\": s3://b/k, row 2, column \"a\": holds ")
          .endsWith("; mask or drop the column in the transform")
          .doesNotContain("SECRETVALUE");
    }
    assertThat(database.row("select count(*) from t")).isEqualTo("0");
  }

  @Test
  void errorsOfTheDatabaseNameThePlaceButNeverTheValue() throws Exception {
    database.execute(
        "create table t (id bigint primary key, a varchar(5), d date, n int not null,"
            + " u uuid, c text check (c <> 'SECRETVALUE'), r text unique)");
    database.execute("insert into t values (1, 'x', null, 1, null, null, 'SECRETVALUE')");
    assertThat(failure(2L, "SECRETVALUE", null, 1L, null, null, null))
        .isEqualTo(
            "target \"demo\": cannot load s3://b/k into \"public\".\"t\", row 2, column \"a\": a"
                + " value is too long for the column (SQLState 22001); change the value in the"
                + " transform, or the column there");
    assertThat(failure(2L, null, "SECRETVALUE", 1L, null, null, null))
        .contains("row 2, column \"d\": a date or time is not one of the column's type");
    assertThat(failure(2L, null, null, null, null, "SECRETVALUE", null))
        .contains("row 2: a null is not allowed in column \"n\" (SQLState 23502)");
    assertThat(failure(2L, null, null, 1L, "SECRETVALUE", null, null))
        .contains("row 2, column \"u\": a value is not one of the column's type");
    assertThat(failure(2L, null, null, 1L, null, "SECRETVALUE", null))
        .contains("row 2: the check constraint \"t_c_check\" does not hold");
    assertThat(failure(2L, null, null, 1L, null, null, "SECRETVALUE"))
        .contains("row 2: two rows are equal in the unique constraint \"t_r_key\"");
    assertThat(failure(2L, null, null, 99_999_999_999L, null, null, null))
        .contains("row 2, column \"n\": a number is out of the range of the column's type");
  }

  private String failure(Object... second) {
    Rows rows =
        Rows.of()
            .column("id", ValueType.BIGINT)
            .column("a", ValueType.TEXT)
            .column("d", ValueType.DATE)
            .column("n", ValueType.BIGINT)
            .column("u", ValueType.UUID)
            .column("c", ValueType.TEXT)
            .column("r", ValueType.TEXT)
            .row(10L, "y", null, 1L, null, null, null)
            .row(second);
    Throwable thrown = catchThrowable(() -> append.load("t", "s3://b/k", rows));
    assertThat(thrown).isInstanceOf(TargetException.Terminal.class);
    assertThat(thrown.getMessage()).doesNotContain("SECRETVALUE");
    assertThat(database.row("select count(*) from t")).isEqualTo("1");
    return thrown.getMessage();
  }

  @Test
  void aLockedTableIsTriedAgainLater() throws Exception {
    database.execute("create table t (id bigint)");
    try (Connection other = database.connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("lock table t in access exclusive mode");
      assertThatThrownBy(() -> append.load("t", "s3://b/k", Rows.ids(0, 1)))
          .isInstanceOf(TargetException.Retryable.class)
          .hasMessage(
              "target \"demo\": cannot load s3://b/k into \"public\".\"t\": a lock was not free"
                  + " within understudy.targets.\"demo\".lock-timeout (SQLState 55P03); see which"
                  + " session holds it (pg_locks)");
    }
  }

  @Test
  void aTriggerThatDropsRowsFailsTheLoad() {
    database.execute("create table t (id bigint)");
    database.execute(
        "create function odd() returns trigger language plpgsql as"
            + " 'begin if new.id % 2 = 0 then return null; end if; return new; end'");
    database.execute("create trigger odd before insert on t for each row execute function odd()");
    assertThatThrownBy(() -> append.load("t", "s3://b/k", Rows.ids(0, 10)))
        .isInstanceOf(TargetException.Terminal.class)
        .hasMessage(
            "target \"demo\": s3://b/k: the database stored 5 of 10 rows; see the triggers of the"
                + " table");
    assertThat(database.row("select count(*) from t")).isEqualTo("0");
  }
}
