package io.understudy.engine.plan;

import static io.understudy.engine.Tables.KEYS;
import static io.understudy.engine.Tables.batch;
import static io.understudy.engine.Tables.row;
import static io.understudy.engine.Tables.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.engine.Batch;
import io.understudy.engine.CellException;
import io.understudy.engine.PlanExecution;
import io.understudy.engine.TableSchema;
import io.understudy.engine.TransformConfig;
import io.understudy.engine.ValueExecution;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that pass through the rules of their column apart from their rows. */
class ValuesAloneTest {
  private static final TableSchema PEOPLE = schema("id INTEGER", "email", "name", "note");
  private static final String CONFIG =
      """
      globals: { coverage: %s, classify: { enable: false } }
      steps:
        - rows: { %s }
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "email ; update: [ { name: email, value: this | hash } ]",
        "email ; update: [ { name: email, value: this | upper, condition: this ~ '' != '' } ]",
        "email ; update: [ { name: email, value: this | hash }, { name: name, value: row.id ~ 'x' } ]",
      })
  void aColumnOfWhichNothingElseDependsStandsAlone(String column, String rows) {
    assertThat(start("open", rows).byValue(PEOPLE.indexOf(column))).isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "name  ; update: [ { name: name, value: row.id ~ 'x' } ]",
        "id    ; update: [ { name: name, value: row.id ~ 'x' } ]",
        "email ; update: [ { name: email, value: index ~ 'x' } ]",
        "email ; update: [ { name: email, value: this or 'nobody' } ]",
        "email ; update: [ { name: email, value: \"'nobody'\", condition: this is none } ]",
        "email ; update: [ { name: email, value: this | hash } ], drop: [ { condition: row.id > 3 } ]",
        "note  ; update: [ { name: email, value: this | hash } ]",
      })
  void oneThatDependsOnItsRowOrThatOthersDependOnDoesNot(String column, String rows) {
    assertThat(start("open", rows).byValue(PEOPLE.indexOf(column))).isNull();
  }

  @Test
  void outcomesAndCountsAreThoseOfRows() {
    String rows =
        "update: [ { name: email, value: \"fake.email()\", condition: this ~ '' != 'x' } ]";
    List<@Nullable Object> cells = row("a@b.c", "a@b.c", null, "x", "d@e.f");
    PlanExecution byRow = start("open", rows);
    Batch batch =
        batch(PEOPLE, cells.stream().map(cell -> row(1L, cell, "n", "o")).toArray(List[]::new));
    byRow.transform(batch);

    PlanExecution byValue = start("open", rows);
    ValueExecution values = Objects.requireNonNull(byValue.byValue(1));
    @Nullable Object[] entries = {"d@e.f", "a@b.c", "unused", "x"};
    values.transform(entries, 4);
    values.count(new long[] {1, 2, 0, 1});
    values.nulls(1);
    byValue.pass(5);

    assertThat(Stream.of(batch.column(1)).limit(5).toList())
        .containsExactly(entries[1], entries[1], null, "x", entries[0]);
    assertThat(byValue.report().get(1).changed()).isEqualTo(3);
    assertThat(byValue.report().get(1).nulls()).isEqualTo(1);
    assertThat(byValue.report().get(1).left()).isEqualTo(1);
    assertThat(byValue.report().get(3)).isEqualTo(byRow.report().get(3));
    assertThat(byRow.report().get(1).changed()).isEqualTo(3);
  }

  @Test
  void whatWasNotCountedIsProvedWhenItComesAgain() {
    PlanExecution execution =
        start(
            "open",
            "update: [ { name: email, value: \"1 / (this != 'no')\", condition: this == 'no' }, {"
                + " name: email, value: this ~ '' } ]");
    ValueExecution values = Objects.requireNonNull(execution.byValue(1));
    assertThatThrownBy(() -> values.transform(row("a@b.c", "no").toArray(), 2))
        .isInstanceOf(CellException.class);

    values.transform(row("a@b.c").toArray(), 1);
    values.count(null);

    assertThat(execution.report().get(1).survival().originals()).isEqualTo(1);
    assertThat(execution.report().get(1).survival().stayed()).isEqualTo(1);
  }

  @Test
  void otherColumnsOfABatchAreStillTransformed() {
    PlanExecution execution =
        start(
            "open",
            "update: [ { name: email, value: this | upper }, { name: name, value: row.id ~ 'x' } ]");
    ValueExecution values = Objects.requireNonNull(execution.byValue(1));
    @Nullable Object[] emails = {"a"};
    values.transform(emails, 1);
    values.count(null);
    Batch batch = batch(PEOPLE, row(7L, "left", "n", "o"));

    execution.transform(batch);

    assertThat(emails).containsExactly("A");
    assertThat(batch.column(1)[0]).isEqualTo("left");
    assertThat(batch.column(2)[0]).isEqualTo("7x");
    assertThat(execution.report().get(1).changed()).isEqualTo(1);
  }

  @Test
  void aValueThatMayNotPassIsToldByItsPlace() {
    PlanExecution execution = start("detected", "update: [ { name: email, value: this | hash } ]");
    ValueExecution notes = Objects.requireNonNull(execution.byValue(3));

    assertThatThrownBy(() -> notes.transform(row("fine", "noah@example.com").toArray(), 2))
        .isInstanceOf(CellException.class)
        .hasMessageContaining("column \"note\": looks like email");
    assertThatThrownBy(() -> notes.transform(row("fine", "noah@example.com").toArray(), 2))
        .extracting(e -> ((CellException) e).at(41).getMessage())
        .asString()
        .startsWith("row 42, column \"note\": looks like email");
  }

  private static PlanExecution start(String coverage, String rows) {
    return TransformConfig.parse("test", CONFIG.formatted(coverage, rows))
        .compile(PEOPLE, KEYS)
        .start();
  }
}
