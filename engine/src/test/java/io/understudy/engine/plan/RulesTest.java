package io.understudy.engine.plan;

import static io.understudy.engine.Tables.problems;
import static io.understudy.engine.Tables.row;
import static io.understudy.engine.Tables.rule;
import static io.understudy.engine.Tables.run;
import static io.understudy.engine.Tables.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.engine.CellException;
import io.understudy.engine.ColumnPlan;
import io.understudy.engine.ColumnPlan.Decision;
import io.understudy.engine.ColumnReport;
import io.understudy.engine.Plan;
import io.understudy.engine.PlanExecution;
import io.understudy.engine.Survival;
import io.understudy.engine.TableSchema;
import io.understudy.engine.Tables;
import io.understudy.engine.TransformConfig;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which rules apply to which cells, in which order, and what fits. */
class RulesTest {
  private static final String OPEN = "globals: { coverage: open, classify: { enable: false } }\n";

  @Test
  void rulesApplyInOrderOnTopOfEachOther() {
    String yaml =
        OPEN
            + """
            steps:
              - rows:
                  update:
                    - { name: a, value: this + "1" }
                    - { name: [a, b], value: this + "2" }
              - vars: { end: three }
                rows:
                  update:
                    - { name: b, value: row.a + this + vars.end }
            """;
    assertThat(run(yaml, schema("a", "b"), row("x", "y")))
        .containsExactly(row("x12", "x12y2three"));
  }

  @Test
  void rulesOfAnEarlierColumnAreSeenByLaterColumnsOfTheSameRule() {
    String yaml =
        OPEN + "steps: [ { rows: { update: [ { name: [b, a], value: row.a + '!' } ] } } ]";
    assertThat(run(yaml, schema("a", "b"), row("x", "y"))).containsExactly(row("x!", "x!!"));
  }

  @Test
  void selectorsCombineWithAnd() {
    String yaml =
        """
        globals: { coverage: open }
        steps:
          - rows:
              update:
                - { name: [a, n], type: text, condition: row.n > 1, value: "'hit'" }
        """;
    assertThat(run(yaml, schema("a", "b", "n INTEGER"), row("x", "y", 1L), row("x", "y", 2L)))
        .containsExactly(row("x", "y", 1L), row("hit", "y", 2L));
  }

  @Test
  void aConditionThatIsNullDoesNotMatch() {
    String yaml =
        OPEN
            + "steps: [ { rows: { update: [ { name: a, condition: row.n > 1, value: \"'hit'\" } ] } } ]";
    assertThat(run(yaml, schema("a", "n INTEGER"), row("x", null))).containsExactly(row("x", null));
  }

  @Test
  void nullStaysNullUnlessTheRuleLooksAtIt() {
    assertThat(run(rule("a", "'text'"), schema("a", "b"), row(null, "y")))
        .containsExactly(row(null, "y"));
    assertThat(run(rule("a", "row.b"), schema("a", "b"), row(null, "y")))
        .containsExactly(row(null, "y"));
    assertThat(run(rule("a", "this | hash"), schema("a"), row((Object) null)))
        .containsExactly(row((Object) null));
    assertThat(run(rule("a", "fake.email()"), schema("a"), row((Object) null)))
        .containsExactly(row((Object) null));
    assertThat(
            run(
                rule("a", "'none' if this is none else 'some'"),
                schema("a"),
                row((Object) null),
                row("x")))
        .containsExactly(row("none"), row("some"));
    assertThat(run(rule("a", "this | default('none')"), schema("a"), row((Object) null)))
        .containsExactly(row("none"));
  }

  @Test
  void lockedAndKeptColumnsAreSparedByRulesThatDoNotNameThem() {
    String yaml =
        """
        globals: { coverage: declared, lock_columns: [id] }
        steps:
          - columns: { keep: [ plan, { name: [x, y], description: numbers of ours } ] }
            rows: { update: [ { condition: 'column.type == "text"', value: this | hash } ] }
        """;
    TableSchema schema = schema("id", "plan", "name", "x", "y");
    assertThat(run(yaml, schema, row("1", "p", "n", "x", "y")).get(0))
        .startsWith("1", "p")
        .doesNotContain("n")
        .endsWith("x", "y");
    assertThat(TransformConfig.parse("test", yaml).compile(schema, Tables.KEYS).columns())
        .extracting(ColumnPlan::decision)
        .containsExactly(
            Decision.KEPT, Decision.KEPT, Decision.MASKED, Decision.KEPT, Decision.KEPT);
  }

  @Test
  void problemsOfATableAreAllToldAtOnce() {
    String yaml =
        """
        globals: { coverage: declared, lock_columns: [id], key: nokey }
        steps:
          - columns: { keep: [ plam ] }
            rows:
              update:
                - { name: email, value: this | hash }
                - { name: id, value: this | hash }
                - { name: age, value: this | hash }
                - { name: born, value: fake.email() }
                - { name: age, value: '"x"' }
                - { name: tags, value: row.e_mail }
                - { name: raw, value: this | upper }
                - { condition: 'column.name in ["e_mail", "plan"]', value: row.ego }
        """;
    TableSchema schema =
        schema(
            "id",
            "e_mail",
            "age INTEGER",
            "born DATE",
            "tags NESTED",
            "raw BINARY",
            "plan",
            "rest");
    assertThat(problems(() -> TransformConfig.parse("t", yaml).compile(schema, Tables.KEYS)))
        .containsExactly(
            "t:1:22 globals.coverage: column \"rest\" has no rule, and coverage is declared; add a"
                + " rule for it, or name it in columns.keep",
            "t:1:57 globals.key: there is no key \"nokey\" in this installation; add it to the key"
                + " directory, or name another in globals.key",
            "t:3:24 steps[0].columns.keep[0]: table \"people\" has no column \"plam\"; did you mean"
                + " \"plan\"?",
            "t:6:19 steps[0].rows.update[0].name: table \"people\" has no column \"email\"; did you"
                + " mean \"e_mail\"?",
            "t:7:19 steps[0].rows.update[1].name: column \"id\" is locked; remove it from"
                + " lock_columns",
            "t:8:38 steps[0].rows.update[2].value: the rule makes texts that do not fit, this column"
                + " is INTEGER (for column \"age\"); use another rule for this column",
            "t:9:37 steps[0].rows.update[3].value: a column that is DATE cannot hold a fake email"
                + " (for column \"born\"); use another rule for this column",
            "t:10:32 steps[0].rows.update[4].value: a text that does not fit, this column is INTEGER"
                + " (for column \"age\")",
            "t:11:11 steps[0].rows.update[5]: the rule needs other columns or the row's number, and"
                + " \"tags\" is inside of a column, where a value can follow from itself only; use"
                + " this, vars and fakes alone",
            "t:12:31 steps[0].rows.update[6].value: column \"raw\" is binary, and only hash can change"
                + " it; write this | hash, or leave the column out",
            "t:13:72 steps[0].rows.update[7].value: unknown column \"ego\" (for column \"e_mail\","
                + " \"plan\")");
  }

  static Stream<Arguments> fitting() {
    Instant instant = Instant.parse("2024-01-31T10:30:00Z");
    return Stream.of(
        fits("TEXT", "x", "this ~ 1", "x1"),
        fits("TEXT", "x", "1.50", "1.5"),
        fits("TEXT", "x", "true", "True"),
        fits("INTEGER", 7L, "this + 1", 8L),
        fits("INTEGER", 7L, "this ~ '1'", 71L),
        fits("INTEGER", 7L, "7.0 + this", 14L),
        fits("INTEGER", 7L, "'0' ~ this", null),
        fits("INTEGER", 7L, "this / 2", null),
        fits("INTEGER", 7L, "this ~ ' '", null),
        fits("INTEGER", 7L, "this ~ '99999999999999999999'", null),
        fits("DECIMAL", new BigDecimal("1.50"), "this ~ '5'", new BigDecimal("1.505")),
        fits("DECIMAL", new BigDecimal("1.50"), "index + 3", new BigDecimal("3")),
        fits("DECIMAL", new BigDecimal("1.50"), "this ~ 'x'", null),
        fits("FLOAT", 1.5, "this ~ '5'", 1.55),
        fits("FLOAT", 1.5, "9007199254740993 + (this | int) * 0", null),
        fits("BOOLEAN", true, "not this", false),
        fits("BOOLEAN", true, "'FALSE' if this", false),
        fits("BOOLEAN", true, "this ~ '?'", null),
        fits(
            "DATE",
            LocalDate.of(2024, 1, 31),
            "(this | string)[:8] ~ '01'",
            LocalDate.of(2024, 1, 1)),
        fits("DATE", LocalDate.of(2024, 1, 31), "(this | string) ~ '0'", null),
        fits("TIME", LocalTime.of(10, 30), "'11' ~ (this | string)[2:]", LocalTime.of(11, 30)),
        fits(
            "TIMESTAMP",
            LocalDateTime.of(2024, 1, 31, 10, 30),
            "'2024-01-31 00:00:0' ~ index",
            LocalDateTime.of(2024, 1, 31, 0, 0)),
        fits(
            "INSTANT",
            instant,
            "'2024-01-31T12:00:00+02:0' ~ index",
            Instant.parse("2024-01-31T10:00:00Z")),
        fits("INSTANT", instant, "'2024-01-31T12:00:0' ~ index", null));
  }

  private static Arguments fits(String type, Object value, String rule, @Nullable Object result) {
    return Arguments.of(type, value, rule, result);
  }

  /** A null result stands for: does not fit. */
  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("fitting")
  void aResultTakesTheColumnsTypeOrFails(
      String type, Object value, String rule, @Nullable Object result) {
    TableSchema schema = schema("a " + type);
    if (result != null) {
      assertThat(run(rule("a", rule), schema, row(value))).containsExactly(row(result));
    } else {
      assertThatThrownBy(() -> run(rule("a", rule), schema, row(value)))
          .isInstanceOf(CellException.class)
          .hasMessageContaining("row 1, column \"a\": steps[0].rows.update[0].value: ")
          .hasMessageContaining("does not fit, this column is " + type)
          .hasMessageNotContaining(String.valueOf(value));
    }
  }

  @Test
  void bytesCanBeHashedAndNothingElse() {
    byte[] bytes = {1, 2, 3};
    assertThat((byte[]) run(rule("a", "this | hash"), schema("a BINARY"), row(bytes)).get(0).get(0))
        .hasSize(32);
  }

  @Test
  void aValueThatFailsGetsTheFallbackOrFailsTheFile() {
    String rule = "steps: [ { rows: { update: [ { name: a, value: this | int + 1%s } ] } } ]";
    assertThat(
            run(
                OPEN + rule.formatted(", fallback_value: this | hash | length"),
                schema("a"),
                row("41"),
                row("SECRET")))
        .containsExactly(row("42"), row("64"));
    assertThatThrownBy(() -> run(OPEN + rule.formatted(""), schema("a"), row("41"), row("SECRET")))
        .isInstanceOf(CellException.class)
        .hasMessage(
            "row 2, column \"a\": steps[0].rows.update[0].value: this text is no whole number and no"
                + " default is given; change the rule, or give it a fallback_value");
  }

  @Test
  void aConditionThatFailsFailsTheFile() {
    String yaml =
        OPEN
            + "steps: [ { rows: { update: [ { name: a, condition: this > 1, value: this | hash } ] } } ]";
    assertThatThrownBy(() -> run(yaml, schema("a"), row("SECRET")))
        .hasMessage(
            "row 1, column \"a\": steps[0].rows.update[0].condition: there is no order between text"
                + " and whole number; change the condition");
  }

  @Test
  void onlyWhatIsReadIsNeeded() {
    String yaml =
        OPEN
            + "steps: [ { rows: { update: [ { name: a, condition: row.c == 'x', value: row.b } ] } } ]";
    Plan plan =
        TransformConfig.parse("test", yaml)
            .compile(schema("a", "b", "c", "d", "e NESTED"), Tables.KEYS);
    assertThat(Stream.of(0, 1, 2, 3, 4).map(plan::needs))
        .containsExactly(true, true, true, false, false);
    assertThat(Stream.of(0, 1, 2, 3, 4).map(plan::changes))
        .containsExactly(true, false, false, false, false);
    assertThat(plan.keyId()).isEqualTo("default");
  }

  @Test
  void theReportCountsWhatHappenedToEachCell() {
    String yaml =
        OPEN
            + "steps: [ { rows: { update: [ { name: a, condition: this != 'x', value: \"'y'\" } ] } } ]";
    TableSchema schema = schema("a", "b");
    PlanExecution execution =
        TransformConfig.parse("test", yaml).compile(schema, Tables.KEYS).start();
    run(execution, schema, row("x", "1"), row("z", "1"), row("y", "1"));
    run(execution, schema, row("z", "1"));
    assertThat(execution.report())
        .containsExactly(
            new ColumnReport("a", 2, 0, 2, new Survival(1, 3, 1, 1, 1, 1)),
            new ColumnReport("b", 0, 0, 4));
  }

  @Test
  void twoColumnsOfOneNameAreBothChanged() {
    assertThat(run(rule("a", "'x'"), schema("a", "a"), row("1", "2")))
        .containsExactly(row("x", "x"));
  }

  @Test
  void aDescriptionOfThePlanNamesRulesAndEntities() {
    String yaml =
        OPEN
            + """
            steps:
              - rows:
                  update:
                    - { name: a, value: fake.email() }
                    - { name: a, value: this | lower }
            """;
    assertThat(TransformConfig.parse("t", yaml).compile(schema("a"), Tables.KEYS).columns())
        .extracting(ColumnPlan::decision, ColumnPlan::entity, ColumnPlan::rule)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                Decision.MASKED, "email", "steps[0].rows.update[0], steps[0].rows.update[1]"));
  }

  @Test
  void tablesGetTheirOwnConfigByNameOrPattern() {
    String yaml =
        """
        globals: { coverage: open }
        ignore: [ audit ]
        steps: [ { rows: { update: [ { name: a, value: "'common'" } ] } } ]
        table_specific_configs:
          people: { steps: [ { rows: { update: [ { name: a, value: "'people'" } ] } } ] }
          "log_*":
            schema_version: "1.0"
            models: [ { transform_v2: { steps: [ { rows: { update: [ { name: a, value: "'log'" } ] } } ] } } ]
          "log_?": { steps: [] }
        """;
    TransformConfig config = TransformConfig.parse("test", yaml);
    assertThat(
            Stream.of("people", "log_1", "log_", "people2", "audit")
                .map(table -> new TableSchema(table, schema("a").columns()))
                .map(
                    schema ->
                        run(config.compile(schema, Tables.KEYS).start(), schema, row("x"))
                            .get(0)
                            .get(0)))
        .containsExactly("people", "log", "log", "common", "x");
  }

  @Test
  void aTableWithoutAConfigIsRefusedWhereNoneIsForAll() {
    String yaml = "table_specific_configs: { persons: { steps: [] } }";
    assertThat(problems(() -> TransformConfig.parse("t", yaml).compile(schema("a"), Tables.KEYS)))
        .containsExactly(
            "t:1:1: table \"people\" has no config; add it to table_specific_configs, or add steps:"
                + " for all other tables");
  }
}
