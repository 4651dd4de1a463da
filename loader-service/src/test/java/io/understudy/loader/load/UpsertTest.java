package io.understudy.loader.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.files.LocalFile;
import io.understudy.files.ValueType;
import io.understudy.loader.Rows;
import io.understudy.loader.TestDatabase;
import io.understudy.loader.database.TargetException;
import io.understudy.loader.ledger.RunKey;
import io.understudy.loader.table.Destination;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpsertTest {
  private static final String CANNOT = "target \"demo\": table \"public\".\"t\" cannot be loaded: ";

  private final TestDatabase database = new TestDatabase();

  @TempDir Path sink;

  private Loaded load(int run, String file, Rows rows, String... key) throws InterruptedException {
    Destination destination =
        new Destination(
            new RunKey(run, Instant.EPOCH), true, Optional.of(List.of(key)), "t", Optional.empty());
    Rejects rejects = new Rejects(1, () -> LocalFile.create(sink.resolve("rejects")));
    return new FileLoad(database.target(), destination, rows.columns(), rejects)
        .load(
            new MaskedFile("s3://b/" + file, "e1", 1, (long) rows.count()),
            rows,
            () -> {},
            bytes -> {},
            "test");
  }

  private static Rows people() {
    return Rows.of().column("id", ValueType.BIGINT).column("name", ValueType.TEXT);
  }

  @Test
  void aRowTakesThePlaceOfTheOneWithItsKeyAndOthersAreAdded() throws Exception {
    database.execute(
        "create table t (at timestamptz not null default '2026-01-01Z', name text,"
            + " id int primary key, note text, twice int generated always as (id * 2) stored)");
    database.execute("insert into t (id, name, note) values (1, 'a', 'n1'), (2, 'b', 'n2')");
    assertThat(load(7, "f", people().row(2L, "B").row(3L, "C"))).isEqualTo(new Loaded(2, 0));
    assertThat(database.rows("select id, name, note, twice, at is null from t order by id"))
        .containsExactly("1|a|n1|2|f", "2|B|n2|4|f", "3|C|null|6|f");
  }

  @Test
  void aRepeatIsANoOpAndAnotherRunIsNot() throws Exception {
    database.execute("create table t (id int primary key, name text)");
    Rows rows = people().row(1L, "a");
    load(7, "f", rows);
    database.execute("update t set name = 'changed'");
    assertThat(load(7, "f", rows)).isEqualTo(new Loaded(1, 0));
    assertThat(rows.opened()).isEqualTo(1);
    assertThat(database.row("select name from t")).isEqualTo("changed");
    load(8, "f", rows);
    assertThat(database.row("select name from t")).isEqualTo("a");
  }

  @Test
  void theSameKeyTwiceInOneFileIsToldWithoutItsValue() {
    database.execute("create table t (id int, name text unique not null, primary key (id, name))");
    assertThatThrownBy(() -> load(7, "f", people().row(1L, "SECRETVALUE").row(1L, "SECRETVALUE")))
        .isInstanceOf(TargetException.Terminal.class)
        .hasMessage(
            "target \"demo\": s3://b/f: more than one row has the same key (\"id\", \"name\"); drop"
                + " the others in the transform, or set load.key to columns that tell its rows"
                + " apart");
    assertThatThrownBy(
            () -> load(7, "f", people().row(1L, "SECRETVALUE").row(2L, "SECRETVALUE"), "name"))
        .hasMessageContaining("same key (\"name\")")
        .hasMessageNotContaining("SECRETVALUE");
    assertThat(database.row("select count(*) from t")).isEqualTo("0");
    assertThat(database.row("select count(*) from understudy.load_ledger")).isEqualTo("0");
  }

  @Test
  void aTableWithNothingButItsKeyKeepsItsRows() throws Exception {
    database.execute("create table t (b text, id int, primary key (id, b))");
    database.execute("insert into t (id, b) values (1, 'x')");
    Rows rows = Rows.of().column("id", ValueType.BIGINT).column("b", ValueType.TEXT);
    assertThat(load(7, "f", rows.row(1L, "x").row(1L, "y"))).isEqualTo(new Loaded(2, 0));
    assertThat(database.rows("select id, b from t order by b")).containsExactly("1|x", "1|y");
  }

  @Test
  void aNumberThatTheDatabaseGivesStaysWithTheRowThatIsThere() throws Exception {
    database.execute(
        "create table t (name text primary key, id int generated always as identity, note text)");
    Rows rows = people().column("note", ValueType.TEXT);
    load(7, "f", rows.row(5L, "a", "n"));
    load(8, "f", people().row(6L, "a").row(7L, "b"));
    assertThat(database.rows("select id, name, note from t order by name"))
        .containsExactly("5|a|n", "7|b|null");
  }

  @Test
  void filesWithTheSameKeysTakeTurnsHoweverLongThatTakes() throws Exception {
    database.execute(
        "create table t (id int primary key, name text);"
            + "create function slow() returns trigger language plpgsql as"
            + " 'begin perform pg_sleep(1.2); return null; end';"
            + "create trigger slow before insert on t execute function slow()");
    Rows up = people();
    Rows down = people();
    for (long id = 0; id < 10_000; id++) {
      up.row(id, "up");
      down.row(9_999 - id, "down");
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<Loaded> first = threads.submit(() -> load(7, "f", up));
      Future<Loaded> second = threads.submit(() -> load(7, "g", down));
      assertThat(first.get()).isEqualTo(new Loaded(10_000, 0));
      assertThat(second.get()).isEqualTo(new Loaded(10_000, 0));
    }
    assertThat(database.row("select count(*), count(distinct name) from t")).isEqualTo("10000|1");
  }

  @Test
  void identitiesPartitionsAndDomainsAreNoObstacle() throws Exception {
    database.execute(
        "create domain label as text check (value <> 'bad');"
            + "create table t (id int generated always as identity primary key, name label)"
            + " partition by range (id);"
            + "create table t1 partition of t for values from (0) to (100)");
    load(7, "f", people().row(5L, "a"));
    load(8, "f", people().row(5L, "b"));
    assertThat(database.rows("select id, name from t1")).containsExactly("5|b");
  }

  @Test
  void aRowThatBreaksACheckIsRejectedWithItsNumber() throws Exception {
    database.execute(
        "create table t (id int primary key, name varchar(3) not null, other int,"
            + " check (name <> 'bad'), check (other > id))");
    assertThat(load(7, "f", people().row(1L, "a").row(2L, "bad").row(3L, "c")))
        .isEqualTo(new Loaded(2, 1));
    assertThat(Files.readString(sink.resolve("rejects")))
        .startsWith("{\"file\":\"s3://b/f\",\"row\":2,");
    assertThatThrownBy(() -> load(8, "f", people().row(1L, null).row(2L, "long")))
        .hasMessageContaining("s3://b/f, row 2, column \"name\": a value is too long");
    assertThat(database.rows("select id, name from t order by id")).containsExactly("1|a", "3|c");
  }

  @Test
  void aRefusedFileIsToldWithTheTableThatItWasFor() {
    database.execute("create table t (id int primary key, name varchar(3))");
    Rows rows = people().row(1L, "a").row(2L, "SECRETVALUE").row(3L, "SECRETVALUE");
    FileLoad load =
        new FileLoad(
            database.target(),
            new Destination(
                new RunKey(7, Instant.EPOCH), true, Optional.of(List.of()), "t", Optional.empty()),
            rows.columns());
    assertThatThrownBy(
            () ->
                load.load(
                    new MaskedFile("s3://b/f", "e1", 1, 3L), rows, () -> {}, bytes -> {}, "test"))
        .hasMessage(
            "target \"demo\": cannot load s3://b/f into \"public\".\"t\", row 2, column \"name\": a"
                + " value is too long for the column (SQLState 22001); change the value in the"
                + " transform, or the column there");
  }

  @Test
  void whatDoesNotTellRowsApartIsRefusedBeforeTheFirst() {
    database.execute(
        "create table t (id int, name text, a int not null default 0, b int,"
            + " unique (a) deferrable, unique (b), unique (a, b))");
    database.execute("create unique index on t (name) where id > 0");
    Rows rows = people().row(1L, "a");
    assertThatThrownBy(() -> load(7, "f", rows))
        .isInstanceOf(TargetException.Terminal.class)
        .hasMessage(
            CANNOT
                + "it has no primary key by which rows could be told apart; set load.key to the"
                + " columns of a unique index, or make one");
    for (String key : List.of("a", "name")) {
      assertThatThrownBy(() -> load(7, "f", rows, key))
          .hasMessage(
              CANNOT
                  + "it has no unique index of \""
                  + key
                  + "\" (whole, not deferrable); make one, or set load.key to the columns of one"
                  + " that it has");
    }
    assertThatThrownBy(() -> load(7, "f", rows, "b", "a"))
        .hasMessageContaining(
            "the files do not have \"a\", \"b\" of the key; keep it in the transform, or set another"
                + " load.key; and rows without a value in \"b\" could not be told apart; set it not"
                + " null");
    assertThat(rows.opened()).isZero();
  }

  @Test
  void anAbsentTableIsMadeWithTheKeyThatIsNamed() throws Exception {
    assertThatThrownBy(() -> load(7, "f", people().row(1L, "a")))
        .hasMessage(CANNOT + "it is not there, and there is no key to make it with; set load.key");
    assertThatThrownBy(() -> load(7, "f", people().row(1L, "a"), "no"))
        .hasMessageContaining("the files do not have \"no\" of the key");
    load(7, "f", people().row(1L, "a"), "id");
    load(7, "g", people().row(1L, "b").row(2L, "c"), "id");
    assertThat(database.rows("select id, name from t order by id")).containsExactly("1|b", "2|c");
  }
}
