package io.understudy.loader.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.understudy.files.ValueType;
import io.understudy.loader.Rows;
import io.understudy.loader.TestDatabase;
import io.understudy.loader.TestRun;
import io.understudy.loader.database.TargetException;
import org.junit.jupiter.api.Test;

class PreparationTest {
  private final TestDatabase database = new TestDatabase();
  private final TestRun append = TestRun.appending(database.target(), 7, "t");
  private final TestRun replace = TestRun.replacing(database.target(), 7, "t");

  @Test
  void stagingIsLikeTheTableThatIsThereAndColumnsAreMatchedByName() throws Exception {
    database.execute(
        "create domain price as numeric(10, 2); create table t (made_at timestamptz default now(),"
            + " total price not null, id int primary key, name varchar(20), twice int generated"
            + " always as (id * 2) stored, note text)");
    Rows rows =
        Rows.of()
            .column("id", ValueType.BIGINT)
            .column("name", ValueType.NONE)
            .column("total", ValueType.BIGINT)
            .row(1L, null, 5L);
    assertThat(replace.load("t", "s3://b/k", rows)).isEqualTo(1);
    assertThat(
            database.row("select id, name, total, twice, note, made_at is not null from t__run7"))
        .isEqualTo("1|null|5.00|2|null|t");
    assertThat(
            database.row(
                "select string_agg(format_type(atttypid, atttypmod), ', ' order by attnum)"
                    + " from pg_attribute where attrelid = 't__run7'::regclass and attnum > 0"))
        .isEqualTo(
            "timestamp with time zone, price, integer, character varying(20), integer, text");
    assertThat(database.row("select count(*) from t")).isEqualTo("0");
  }

  @Test
  void everythingThatDoesNotFitIsToldAtOnce() {
    database.execute(
        "create table t (id integer, born date, twice int generated always as (id * 2) stored,"
            + " must text not null)");
    Rows rows =
        Rows.of()
            .column("id", ValueType.TEXT)
            .column("born", ValueType.TIMESTAMP)
            .column("extra", ValueType.NUMERIC)
            .column("twice", ValueType.BIGINT)
            .row("SECRETVALUE", null, null, 1L);
    for (TestRun run : new TestRun[] {append, replace}) {
      assertThatThrownBy(() -> run.load("t", "s3://b/k", rows))
          .isInstanceOf(TargetException.Terminal.class)
          .hasMessage(
              "target \"demo\": table \"public\".\"t\" cannot be loaded: its column \"id\" is"
                  + " integer, the files hold TEXT; alter it to text; and its column \"born\" is"
                  + " date, the files hold TIMESTAMP; alter it to timestamp; and it has no column"
                  + " \"extra\", the files do; add it as numeric, or drop it in the transform; and"
                  + " its column \"twice\" is computed by the database; drop it in the transform;"
                  + " and its column \"must\" is not null without a default, the files do not have"
                  + " it; give it a default");
    }
    assertThat(database.tables("public")).containsExactly("t");
    assertThat(rows.opened()).isZero();
  }

  @Test
  void filesWithoutColumnsAreRefused() {
    assertThatThrownBy(() -> replace.load("t", "s3://b/k", Rows.of().row()))
        .hasMessage(
            "target \"demo\": table \"public\".\"t__run7\" cannot be loaded: the files have no"
                + " columns");
  }

  @Test
  void aTableWhoseReplacementWouldLoseSomethingIsRefusedBeforeAnyRowIsCopied() {
    database.execute("create table t (id bigint primary key)");
    database.execute("create materialized view v as select * from t");
    assertThatThrownBy(() -> replace.load("t", "s3://b/k", Rows.ids(0, 1)))
        .isInstanceOf(TargetException.Terminal.class)
        .hasMessage(
            "target \"demo\": table \"public\".\"t\" cannot be loaded: it cannot be replaced"
                + " without losing materialized view public.v; drop these (and make them again after the run),"
                + " or use mode append");
    assertThat(database.tables("public")).containsExactly("t");
  }

  @Test
  void aViewIsNoTable() {
    database.execute("create view t as select 1::bigint as id");
    assertThat(catchThrowable(() -> append.load("t", "s3://b/k", Rows.ids(0, 1))))
        .hasMessageContaining("it is not a table; name another target table");
    assertThat(catchThrowable(() -> replace.load("t", "s3://b/k", Rows.ids(0, 1))))
        .hasMessageContaining("it is not a plain table, so it cannot be replaced; use mode append");
  }

  @Test
  void aTableThatHasTheNameOfTheStagingIsLeftAlone() {
    database.execute("create table t__run7 (id bigint)");
    assertThatThrownBy(() -> replace.load("t", "s3://b/k", Rows.ids(0, 1)))
        .isInstanceOf(TargetException.Terminal.class)
        .hasMessage(
            "target \"demo\": table \"public\".\"t__run7\" cannot be loaded: it is not of this"
                + " run, but has the name of its staging; drop or rename it");
    assertThat(database.row("select count(*) from t__run7")).isEqualTo("0");
  }

  @Test
  void stagingThatWasDroppedIsLoadedAnew() throws Exception {
    replace.load("t", "s3://b/k", Rows.ids(0, 5));
    database.execute("drop table t__run7");
    Rows rows = Rows.ids(0, 5);
    assertThat(replace.load("t", "s3://b/k", rows)).isEqualTo(5);
    assertThat(rows.opened()).isEqualTo(1);
    assertThat(database.row("select count(*) from t__run7")).isEqualTo("5");
  }

  @Test
  void aTableOfAnotherOwnerIsNotReplaced() throws Exception {
    database.execute("create table t (id bigint)");
    database.execute("create role writer login");
    database.execute("grant create on schema public to writer");
    database.execute("create schema understudy authorization writer");
    TestRun run = TestRun.replacing(database.target("writer", "x", "public"), 7, "t");
    assertThatThrownBy(() -> run.load("t", "s3://b/k", Rows.ids(0, 1)))
        .isInstanceOf(TargetException.Terminal.class)
        .hasMessage(
            "target \"demo\": table \"public\".\"t\" cannot be loaded: the role does not own it,"
                + " so it cannot be replaced; make the role its owner or use mode append");
  }
}
