package io.understudy.engine.plan;

import static io.understudy.engine.Tables.problems;
import static io.understudy.engine.Tables.row;
import static io.understudy.engine.Tables.run;
import static io.understudy.engine.Tables.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.understudy.engine.CellException;
import io.understudy.engine.ColumnPlan;
import io.understudy.engine.ColumnPlan.Decision;
import io.understudy.engine.Plan;
import io.understudy.engine.TableSchema;
import io.understudy.engine.Tables;
import io.understudy.engine.TransformConfig;
import io.understudy.engine.detect.Detector;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What passes without a rule. */
class CoverageTest {
  @BeforeAll
  static void detectorIsBuilt() {
    assumeThat(new Detector(List.of()).classify("email")).isPresent();
  }

  private static final String CONFIG =
      "globals: { coverage: %s }\nsteps: [ { columns: { keep: [ id ] } } ]";
  private static final String FOUND =
      "looks like email, and no rule covers it (coverage is detected); add a rule for the column, or"
          + " name it in columns.keep";

  @Test
  void openLetsEverythingPassUnread() {
    Plan plan = compile(CONFIG.formatted("open"), schema("id", "email", "tags NESTED"));
    assertThat(plan.columns())
        .extracting(ColumnPlan::decision)
        .containsExactly(Decision.KEPT, Decision.OPEN, Decision.OPEN);
    assertThat(Stream.of(0, 1, 2).map(plan::needs)).containsOnly(false);
  }

  @Test
  void declaredWantsADecisionOnEveryColumn() {
    assertThat(
            problems(() -> compile(CONFIG.formatted("declared"), schema("id", "x", "y INTEGER"))))
        .containsExactly(
            "t:1:22 globals.coverage: column \"x\" has no rule, and coverage is declared; add a rule"
                + " for it, or name it in columns.keep",
            "t:1:22 globals.coverage: column \"y\" has no rule, and coverage is declared; add a rule"
                + " for it, or name it in columns.keep");
  }

  @Test
  void declaredWantsMoreThanAConditionThatOnlySomeCellsFit() {
    String yaml =
        "globals: { coverage: declared }\nsteps: [ { columns: { keep: [k] }, rows: { update:"
            + " [ { %s condition: row.k == '1', value: this | hash } ] } } ]";
    TableSchema schema = schema("k", "note");
    assertThat(problems(() -> compile(yaml.formatted(""), schema)))
        .containsExactly(
            "t:1:22 globals.coverage: column \"note\" has no rule for every value, and coverage is"
                + " declared; name it in a rule, or in columns.keep");
    assertThat(problems(() -> compile(yaml.formatted("name: note,"), schema))).isEmpty();
  }

  @Test
  void detectedRefusesNamesOfDirectIdentifiers() {
    assertThat(
            problems(() -> compile(CONFIG.formatted("detected"), schema("id", "e_mail", "state"))))
        .containsExactly(
            "t:1:22 globals.coverage: column \"e_mail\" looks like email by its name and has no rule,"
                + " and coverage is detected; add a rule for it, or name it in columns.keep");
  }

  @Test
  void detectedIsTheDefaultAndPointsToTheSteps() {
    assertThat(problems(() -> compile("steps: []", schema("e_mail"))))
        .containsExactly(
            "t:1:8 steps: column \"e_mail\" looks like email by its name and has no rule, and coverage"
                + " is detected; add a rule for it, or name it in columns.keep");
  }

  @Test
  void detectedReadsTheValuesOfUndeclaredColumns() {
    TableSchema schema =
        schema("id", "note", "n INTEGER", "d DECIMAL", "f FLOAT", "day DATE", "raw BINARY");
    Plan plan = compile(CONFIG.formatted("detected"), schema);
    assertThat(plan.columns())
        .extracting(ColumnPlan::decision)
        .containsExactly(
            Decision.KEPT,
            Decision.DETECTED_CLEAN,
            Decision.DETECTED_CLEAN,
            Decision.DETECTED_CLEAN,
            Decision.DETECTED_CLEAN,
            Decision.DETECTED_CLEAN,
            Decision.DETECTED_CLEAN);
    assertThat(Stream.of(0, 1, 2, 3, 4, 5, 6).map(plan::needs))
        .containsExactly(false, true, true, true, true, false, true);
    assertThat(Stream.of(0, 1, 2, 3, 4, 5, 6).map(plan::changes)).containsOnly(false);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void detectedFailsTheFileForPersonalDataInAValue(boolean binary) {
    String secret = "please write to noah.gray@mac.com";
    Object value = binary ? secret.getBytes(StandardCharsets.UTF_8) : secret;
    TableSchema schema = schema("id", binary ? "note BINARY" : "note");
    assertThatThrownBy(
            () ->
                run(
                    CONFIG.formatted("detected"),
                    schema,
                    row("noah.gray@mac.com", null),
                    row("1", value)))
        .isInstanceOf(CellException.class)
        .hasMessage("row 2, column \"note\": " + FOUND);
  }

  @Test
  void detectedFailsTheFileForACardNumberInANumber() {
    assertThatThrownBy(
            () ->
                run(
                    CONFIG.formatted("detected"),
                    schema("id", "n INTEGER"),
                    row("1", 4111111111111111L)))
        .hasMessageStartingWith("row 1, column \"n\": looks like credit_debit_card");
  }

  @Test
  void detectedFailsTheFileForACardNumberInAFloat() {
    assertThatThrownBy(
            () ->
                run(
                    CONFIG.formatted("detected"),
                    schema("id", "f FLOAT"),
                    row("1", 0.1),
                    row("2", 4.111111111111111E15)))
        .isInstanceOf(CellException.class)
        .hasMessage("row 2, column \"f\": " + FOUND.replace("email", "credit_debit_card"));
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {0, -0.0, 4111111.5, 4.1111111111111115E-3, Double.NaN, Double.NEGATIVE_INFINITY})
  void floatsThatAreNoWholeNumbersPass(double value) {
    assertThat(run(CONFIG.formatted("detected"), schema("id", "f FLOAT"), row("1", value)))
        .containsExactly(row("1", value));
  }

  @Test
  void cellsThatNoRuleFitsAreReadUnlessTheColumnIsSelectedByName() {
    String yaml =
        "steps: [ { columns: { keep: [k] }, rows: { update:"
            + " [ { %s condition: row.k == '1', value: this | hash } ] } } ]";
    TableSchema schema = schema("k", "note");
    String byCondition = yaml.formatted("");
    String byName = yaml.formatted("name: note,");
    assertThat(run(byCondition, schema, row("1", "noah.gray@mac.com"))).hasSize(1);
    assertThatThrownBy(() -> run(byCondition, schema, row("2", "noah.gray@mac.com")))
        .hasMessage("row 1, column \"note\": " + FOUND);
    assertThat(run(byName, schema, row("2", "noah.gray@mac.com")))
        .containsExactly(row("2", "noah.gray@mac.com"));
  }

  @Test
  void entitiesComeFromColumnNamesIfClassifyIsEnabled() {
    String yaml =
        """
        globals: { coverage: open, classify: { enable: %s, entities: [email] } }
        steps:
          - rows:
              update:
                - { entity: [email, first_name], value: "'by selector'" }
                - { condition: column.entity == "email", value: this + "!" }
        """;
    TableSchema schema = schema("e_mail", "first_name");
    assertThat(run(yaml.formatted("true"), schema, row("a", "b")))
        .containsExactly(row("by selector!", "b"));
    assertThat(run(yaml.formatted("false"), schema, row("a", "b"))).containsExactly(row("a", "b"));
  }

  private static Plan compile(String yaml, TableSchema schema) {
    return TransformConfig.parse("t", yaml).compile(schema, Tables.KEYS);
  }
}
