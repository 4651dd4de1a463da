package io.understudy.engine.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.engine.Batch;
import io.understudy.engine.Column;
import io.understudy.engine.ColumnReport;
import io.understudy.engine.ColumnType;
import io.understudy.engine.Plan;
import io.understudy.engine.PlanExecution;
import io.understudy.engine.Survival;
import io.understudy.engine.TableSchema;
import io.understudy.engine.Tables;
import io.understudy.engine.TransformConfig;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurvivalCheckTest {
  private static final int ROWS = 5_000;

  private Plan plan = plan("email", "this | hash", "");
  private PlanExecution execution = plan.start();

  private static Plan plan(String column, String value, String condition) {
    String yaml =
        """
        globals: { coverage: open }
        steps:
          - rows:
              update:
                - name: %s
                  value: "%s"
        """
            .formatted(column, value.replace("\"", "\\\""));
    return TransformConfig.parse("test", condition.isEmpty() ? yaml : yaml + condition)
        .compile(new TableSchema("t", List.of(new Column(column, ColumnType.TEXT))), Tables.KEYS);
  }

  private Survival run(String column, String value, String condition, IntFunction<String> cells) {
    plan = plan(column, value, condition);
    execution = plan.start();
    Batch batch = new Batch(1, 1000);
    for (int first = 0; first < ROWS; first += 1000) {
      batch.reset(first, 1000);
      for (int row = 0; row < 1000; row++) {
        batch.column(0)[row] = cells.apply(first + row);
      }
      execution.transform(batch);
    }
    return execution.report().getFirst().survival();
  }

  private void check() {
    SurvivalCheck.check(plan.columns(), execution.report());
  }

  @ParameterizedTest
  @CsvSource({
    "email, fake.email(), person%d@corp.com",
    "ssn, '\"ssn\" | fake', %1$03d-45-6%1$03d",
    "phone_number, fake.phone_number(), 617-248-%04d",
    "phone_number, fake.phone_number(), 555-%04d",
    "credit_debit_card, this | hash, 41112222333%05d",
    "customer_id, this | hash, %d",
  })
  void aRuleThatReplacesEverythingPasses(String column, String value, String form) {
    Survival survival = run(column, value, "", row -> form.formatted(row % 900));
    assertThat(survival.stayed()).isZero();
    assertThat(survival.originals()).isEqualTo(900);
    assertThatCode(this::check).doesNotThrowAnyException();
  }

  @Test
  void aRuleThatLetsSomeOfItsValuesThroughFailsTheFile() {
    String value = "this if this | length > 16 else this | hash";
    Survival survival = run("email", value, "", row -> "person" + row + "@corp.com");
    assertThat(survival.unchanged()).isEqualTo(4_990);
    assertThatThrownBy(this::check)
        .isInstanceOf(SurvivalException.class)
        .hasMessage(
            "column \"email\" (email): 4990 of 5000 distinct originals are still where they were in"
                + " cells that steps[0].rows.update[0] masks; let the rule replace every value, or"
                + " say with its condition which cells keep theirs");
  }

  @Test
  void cellsThatTheConditionSparesDoNotCount() {
    Survival survival =
        run(
            "email",
            "this | hash",
            "          condition: this | length > 16\n",
            row -> "person" + row + "@corp.com");
    assertThat(survival).isEqualTo(new Survival(0, 5_000, 4_990, 0, 0, 1));
    assertThatCode(this::check).doesNotThrowAnyException();
  }

  @Test
  void originalsInOtherRowsFailTheFile() {
    run("email", "'p' + this[1:]", "", row -> (row % 2 == 0 ? "p" : "q") + row / 2 + "@a.com");
    Survival survival = execution.report().getFirst().survival();
    assertThat(survival.overlap()).isEqualTo(2_500);
    assertThatThrownBy(this::check).isInstanceOf(SurvivalException.class);
  }

  @Test
  void stretchesOfAFilePassWhereTheWholeCannotFail() {
    run("email", "this | hash", "", row -> "person" + row + "@corp.com");
    List<ColumnReport> clean = execution.report();
    run("email", "this if this | length < 4 else this | hash", "", row -> "a" + row % 4);
    List<ColumnReport> four = execution.report();
    assertThat(four.getFirst().survival().stayed()).isEqualTo(4);
    assertThat(SurvivalCheck.passes(plan.columns(), List.of(clean, clean))).isTrue();
    assertThat(SurvivalCheck.passes(plan.columns(), List.of(clean, four, four))).isTrue();
    assertThat(SurvivalCheck.passes(plan.columns(), List.of(clean, four, four, four))).isFalse();
  }

  @Test
  void originalsInOtherRowsAreAddedUpOverStretchesThatAreTooShortToBeJudged() {
    String value = "'long-' ~ this if this | length < 4 else this | hash";
    Survival survival =
        run(
            "email",
            value,
            "",
            row -> row % 60 == 0 ? "x1" : row % 60 == 1 ? "long-x1" : "person" + row % 60);
    assertThat(survival)
        .extracting(Survival::originals, Survival::overlap)
        .containsExactly(60L, 1L);
    assertThat(survival.stayed()).isZero();
    List<ColumnReport> one = execution.report();
    assertThat(SurvivalCheck.passes(plan.columns(), Collections.nCopies(10, one))).isTrue();
    assertThat(SurvivalCheck.passes(plan.columns(), Collections.nCopies(60, one))).isFalse();
  }

  @Test
  void aStretchThatFailsIsNotPassed() {
    run("email", "'p' + this[1:]", "", row -> (row % 2 == 0 ? "p" : "q") + row / 2 + "@a.com");
    List<ColumnReport> bad = execution.report();
    run("email", "this | hash", "", row -> "person" + row + "@corp.com");
    assertThat(SurvivalCheck.passes(plan.columns(), List.of(execution.report(), bad))).isFalse();
  }

  @Test
  void fewPlaceholdersMayStay() {
    String value = "this if this | length < 4 else this | hash";
    run("email", value, "", row -> row % 2 == 0 ? "n/a" : row % 3 == 0 ? "--" : row + "@corp.com");
    assertThatCode(this::check).doesNotThrowAnyException();
  }

  @Test
  void overlapIsNoFaultWhereFakesAreOfTheSameFewValues() {
    Survival survival =
        run(
            "state",
            "fake.state()",
            "",
            row -> Objects.requireNonNull(List.of("CA", "NY", "TX", "WA").get(row % 4)));
    assertThat(survival.originals()).isEqualTo(4);
    assertThatCode(this::check).doesNotThrowAnyException();
  }

  @Test
  void nothingIsClaimedOfAColumnThatNoRuleChanges() {
    plan =
        TransformConfig.parse("test", "globals: { coverage: open }\nsteps: []\n")
            .compile(new TableSchema("t", List.of(new Column("a", ColumnType.TEXT))), Tables.KEYS);
    assertThat(plan.start().report().getFirst().survival()).isEqualTo(Survival.NONE);
  }
}
