package io.understudy.loader.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.engine.Batch;
import io.understudy.files.FileException;
import io.understudy.files.FileFormat;
import io.understudy.files.LocalFile;
import io.understudy.files.ParquetTableWriter;
import io.understudy.files.TableReader;
import io.understudy.files.ValueType;
import io.understudy.loader.Rows;
import io.understudy.loader.TestDatabase;
import io.understudy.loader.TestRun;
import io.understudy.loader.database.TargetException;
import io.understudy.loader.swap.LoadedTable;
import io.understudy.loader.table.Destination;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RejectsTest {
  private final TestDatabase database = new TestDatabase();
  private final TestRun append = TestRun.appending(database.target(), 7, "t");
  private final TestRun replace = TestRun.replacing(database.target(), 7, "t");

  @TempDir Path sink;

  private Path rejectsOf(String file) {
    return sink.resolve(file + ".jsonl");
  }

  private Loaded load(TestRun run, int most, String file, Rows rows, Supplier<TableReader> reader)
      throws InterruptedException {
    Rejects rejects = new Rejects(most, () -> LocalFile.create(rejectsOf(file)));
    return new FileLoad(
            run.target(), new Destination(run.key(), run.append(), "t"), rows.columns(), rejects)
        .load(
            new MaskedFile("s3://b/" + file, "e1", 1, (long) rows.count()),
            reader,
            () -> {},
            bytes -> {},
            "test");
  }

  private Loaded load(TestRun run, int most, String file, Rows rows) throws InterruptedException {
    return load(run, most, file, rows, rows);
  }

  /** Every third row is refused, in many ways; 10 of 30. */
  private static Rows mixed() {
    Rows rows =
        Rows.of()
            .column("id", ValueType.BIGINT)
            .column("a", ValueType.TEXT)
            .column("n", ValueType.BIGINT);
    for (long id = 1; id <= 30; id++) {
      if (id % 3 != 0) {
        rows.row(id, "ok", 1L);
      } else if (id % 2 == 0) {
        rows.row(id, "too long", 1L);
      } else {
        rows.row(id, "ok", id == 3 ? null : 99_999_999_999L);
      }
    }
    return rows;
  }

  @Test
  void aRefusedRowGoesToTheRejectsFileAndTheOthersAreLoaded() throws Exception {
    database.execute(
        "create domain small as text check (length(value) < 4);"
            + "create table t (id bigint unique, a varchar(5), d small, n int not null,"
            + " c date check (c > '2020-01-01'), check (n <> id))");
    Rows rows =
        Rows.of()
            .column("id", ValueType.BIGINT)
            .column("a", ValueType.TEXT)
            .column("d", ValueType.TEXT)
            .column("n", ValueType.BIGINT)
            .column("c", ValueType.DATE)
            .row(1L, "ok", "ok", 0L, null)
            .row(2L, "too long", null, 0L, null)
            .row(3L, null, "long", 0L, null)
            .row(4L, null, null, null, null)
            .row(5L, null, null, 99_999_999_999L, null)
            .row(6L, null, null, 0L, LocalDate.of(2019, 5, 1))
            .row(7L, null, null, 7L, null)
            .row(1L, null, null, 0L, null)
            .row(9L, "a\0b", null, 0L, null)
            .row(10L, "ok", "é\n\"", 0L, LocalDate.of(2026, 1, 2));
    assertThat(load(append, 8, "f", rows)).isEqualTo(new Loaded(2, 8));
    assertThat(database.rows("select id from t order by id")).containsExactly("1", "10");
    assertThat(Files.readAllLines(rejectsOf("f")))
        .containsExactly(
            line(2, "\"a\"", "a value is too long for the column (SQLState 22001)")
                + "\"id\":2,\"a\":\"too long\",\"d\":null,\"n\":0,\"c\":null}}",
            line(
                    3,
                    "\"d\"",
                    "the check constraint \\\"small_check\\\" does not hold (SQLState 23514)")
                + "\"id\":3,\"a\":null,\"d\":\"long\",\"n\":0,\"c\":null}}",
            line(4, "\"n\"", "a null is not allowed in column \\\"n\\\" (SQLState 23502)")
                + "\"id\":4,\"a\":null,\"d\":null,\"n\":null,\"c\":null}}",
            line(5, "\"n\"", "a number is out of the range of the column's type (SQLState 22003)")
                + "\"id\":5,\"a\":null,\"d\":null,\"n\":99999999999,\"c\":null}}",
            line(6, "null", "the check constraint \\\"t_c_check\\\" does not hold (SQLState 23514)")
                + "\"id\":6,\"a\":null,\"d\":null,\"n\":0,\"c\":\"2019-05-01\"}}",
            line(7, "null", "the check constraint \\\"t_check\\\" does not hold (SQLState 23514)")
                + "\"id\":7,\"a\":null,\"d\":null,\"n\":7,\"c\":null}}",
            line(
                    8,
                    "null",
                    "two rows are equal in the unique constraint \\\"t_id_key\\\" (SQLState 23505)")
                + "\"id\":1,\"a\":null,\"d\":null,\"n\":0,\"c\":null}}",
            line(9, "\"a\"", "holds the character U+0000, which PostgreSQL cannot store")
                + "\"id\":9,\"a\":\"a\\u0000b\",\"d\":null,\"n\":0,\"c\":null}}");
  }

  private static String line(int row, String column, String rule) {
    return "{\"file\":\"s3://b/f\",\"row\":%d,\"column\":%s,\"rule\":\"%s\",\"values\":{"
        .formatted(row, column, rule);
  }

  @Test
  void aRepeatLoadsNothingAndCountsTheSame() throws Exception {
    database.execute("create table t (id bigint, a varchar(5), n int not null)");
    Rows rows = mixed();
    assertThat(load(append, 10, "f", rows)).isEqualTo(new Loaded(20, 10));
    assertThat(load(append, 10, "f", rows)).isEqualTo(new Loaded(20, 10));
    assertThat(rows.opened()).isEqualTo(2); // once for all rows, once for those that are taken
    assertThat(database.row("select count(*) from t")).isEqualTo("20");
  }

  @Test
  void aFileWithNothingToRejectIsReadOnceAndHasNoRejectsFile() throws Exception {
    Rows rows = Rows.ids(0, 5000);
    assertThat(load(append, 3, "f", rows)).isEqualTo(new Loaded(5000, 0));
    assertThat(rows.opened()).isEqualTo(1);
    assertThat(rejectsOf("f")).doesNotExist();
  }

  @Test
  void oneRowMoreThanAllowedFailsTheTableAndNamesIt() {
    database.execute("create table t (id bigint, a varchar(5), n int not null)");
    assertThatThrownBy(() -> load(append, 9, "f", mixed()))
        .isInstanceOf(TargetException.Terminal.class)
        .hasMessage(
            "target \"demo\": s3://b/f, row 30, column \"a\": a value is too long for the column"
                + " (SQLState 22001); the table has more such rows than the 9 that load.reject"
                + " allows; change the transform or the column there, or allow more");
    assertThat(database.row("select count(*) from t")).isEqualTo("0");
    assertThat(rejectsOf("f")).doesNotExist();
  }

  @Test
  void theRowsOfAllFilesOfATableCount() throws Exception {
    database.execute("create table t (id bigint, a varchar(5), n int not null)");
    assertThat(load(append, 15, "f", mixed())).isEqualTo(new Loaded(20, 10));
    assertThatThrownBy(() -> load(append, 15, "g", mixed()))
        .hasMessageStartingWith("target \"demo\": s3://b/g, row 18, column \"a\": ");
    assertThat(load(append, 20, "g", mixed())).isEqualTo(new Loaded(20, 10));
  }

  @Test
  void aTableIsReplacedByTheRowsThatItTakes() throws Exception {
    database.execute("create table t (id bigint primary key, a varchar(5), n int not null)");
    load(replace, 10, "f", mixed());
    assertThat(replace.swap(new LoadedTable("t", 1, 20)).rows()).isEqualTo(20);
    assertThat(database.row("select count(*), count(a) from t")).isEqualTo("20|20");
    assertThat(database.row("select count(*) from understudy.load_rejected")).isEqualTo("0");
  }

  @Test
  void parquetIsSiftedToo() throws Exception {
    database.execute("create table t (id bigint, a varchar(5), n int not null)");
    Rows rows = mixed();
    Path file = parquet(rows);
    Supplier<TableReader> reader =
        () -> TableReader.open("t", LocalFile.open(file), new FileFormat.Parquet(), rows.columns());
    assertThat(load(append, 10, "f", rows, reader)).isEqualTo(new Loaded(20, 10));
    assertThat(Files.readAllLines(rejectsOf("f"))).hasSize(10);
  }

  private Path parquet(Rows rows) throws IOException {
    Path file = sink.resolve("rows.parquet");
    try (OutputStream out = Files.newOutputStream(file);
        ParquetTableWriter writer =
            new ParquetTableWriter(out, "t", rows.columns(), ParquetTableWriter.Codec.SNAPPY, 700);
        TableReader reader = rows.get()) {
      Batch batch = new Batch(rows.columns().size(), 500);
      while (reader.next(batch)) {
        writer.write(batch);
      }
    }
    return file;
  }

  @Test
  void manyRowsAreSiftedAndNoneIsLost() throws Exception {
    database.execute("create table t (id bigint check (id % 1000 <> 7))");
    assertThat(load(append, 10, "f", Rows.ids(0, 10_000))).isEqualTo(new Loaded(9990, 10));
    assertThat(database.row("select count(distinct id) from t")).isEqualTo("9990");
  }

  @Test
  void aDatabaseThatDoesNotTellTheRowHasItLookedFor() throws Exception {
    database.execute("create table t (id bigint)");
    database.execute(
        "create function seven() returns trigger language plpgsql as $$ begin"
            + " if exists (select from new_rows where id % 1000 = 7) then"
            + " raise sqlstate '23514'; end if; return null; end $$;"
            + "create trigger seven after insert on t referencing new table as new_rows"
            + " for each statement execute function seven()");
    assertThat(load(append, 3, "f", Rows.ids(0, 3000))).isEqualTo(new Loaded(2997, 3));
    assertThat(Files.readAllLines(rejectsOf("f")))
        .extracting(line -> line.substring(0, line.indexOf(",\"column")))
        .containsExactly(
            "{\"file\":\"s3://b/f\",\"row\":8",
            "{\"file\":\"s3://b/f\",\"row\":1008",
            "{\"file\":\"s3://b/f\",\"row\":2008");
  }

  @Test
  void aForeignKeyThatDoesNotHoldFailsTheTable() {
    database.execute(
        "create table p (id bigint primary key); create table t (id bigint references p)");
    assertThatThrownBy(() -> load(append, 10, "f", Rows.ids(0, 2)))
        .hasMessageContaining("the foreign key \"t_id_fkey\" does not hold (SQLState 23503)");
  }

  @Test
  void aRejectsFileThatCannotBeWrittenLoadsNothing() {
    database.execute("create table t (id bigint check (id <> 1))");
    Rejects rejects =
        new Rejects(
            10,
            () -> {
              throw new FileException.Terminal("s3://sink: denied");
            });
    FileLoad load =
        new FileLoad(
            append.target(),
            new Destination(append.key(), true, "t"),
            Rows.ids(0, 2).columns(),
            rejects);
    assertThatThrownBy(
            () ->
                load.load(
                    new MaskedFile("s3://b/f", "e1", 1, 2L),
                    Rows.ids(0, 2),
                    () -> {},
                    bytes -> {},
                    "test"))
        .hasMessage("s3://sink: denied");
    assertThat(database.row("select count(*) from t")).isEqualTo("0");
  }

  @Test
  void aLedgerOfAnEarlierVersionGetsWhatItLacks() throws Exception {
    append.load("t", "s3://b/a", Rows.ids(0, 1));
    database.execute("drop table understudy.load_rejected");
    replace.discard();
    load(append, 1, "f", Rows.ids(0, 1));
    assertThat(database.tables("understudy")).contains("load_rejected");
  }

  @Test
  void whatAnEarlierVersionLeftOfAFileThatItForgotDoesNotCount() throws Exception {
    database.execute("create table t (id bigint, a varchar(5), n int not null)");
    assertThat(load(append, 10, "f", mixed())).isEqualTo(new Loaded(20, 10));
    database.execute("delete from understudy.load_ledger");
    assertThat(load(append, 10, "f", mixed())).isEqualTo(new Loaded(20, 10));
    database.execute("delete from understudy.load_ledger");
    database.execute("alter table t alter a type text, alter n type bigint, alter n drop not null");
    assertThat(load(append, 10, "f", mixed())).isEqualTo(new Loaded(30, 0));
    assertThat(load(append, 10, "f", mixed())).isEqualTo(new Loaded(30, 0));
  }
}
