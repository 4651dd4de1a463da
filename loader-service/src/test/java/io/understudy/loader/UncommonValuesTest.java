package io.understudy.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.loader.database.TargetException;
import org.junit.jupiter.api.Test;

/** Values that a column may have, though hardly any has, from one database to another. */
class UncommonValuesTest {
  private final TestDatabase source = new TestDatabase();
  private final TestDatabase target = new TestDatabase();

  private void copy() throws Exception {
    try (DatabaseCopy copies = new DatabaseCopy()) {
      copies.replace(source.target(), target.target(), 1);
    }
  }

  @Test
  void nullsThatWereThereBeforeTheyWereForbiddenArrive() throws Exception {
    source.execute(
        "create table t (id int, x int); insert into t values (1, null), (2, 5);"
            + " alter table t add constraint later not null x not valid");
    copy();
    assertThat(target.rows("select id, x from t order by id")).containsExactly("1|null", "2|5");
    assertThat(
            target.row(
                "select conname, convalidated from pg_constraint where conrelid = 't'::regclass"))
        .isEqualTo("later|f");
  }

  @Test
  void theEndOfADayIsToldWhereItIsRead() {
    source.execute("create table t (id int, closes time); insert into t values (1, '24:00')");
    assertThatThrownBy(this::copy)
        .isInstanceOf(TargetException.Terminal.class)
        .hasMessage(
            "target \"demo\": \"public\".\"t\", pages 0 to the last, column \"closes\": a row holds"
                + " the end of a day (24:00), which parquet has no value for; leave such rows out"
                + " with where: in the pipeline (tables.t.where), or change them");
  }
}
