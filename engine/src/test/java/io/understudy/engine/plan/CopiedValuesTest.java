package io.understudy.engine.plan;

import static io.understudy.engine.Tables.problems;
import static io.understudy.engine.Tables.row;
import static io.understudy.engine.Tables.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.engine.Batch;
import io.understudy.engine.CellException;
import io.understudy.engine.ColumnPlan;
import io.understudy.engine.ColumnPlan.Decision;
import io.understudy.engine.Plan;
import io.understudy.engine.TableSchema;
import io.understudy.engine.Tables;
import io.understudy.engine.TransformConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No rule writes an original value unless the config says keep. */
class CopiedValuesTest {
  private static final TableSchema SCHEMA =
      schema("fname", "lname", "mail_to", "note", "n INTEGER");
  private static final List<@Nullable Object> ROW =
      row("Emma", "Hart", "emma@northwind.net", "call 829-801-3215", 4L);
  private static final String COPIED =
      "looks like email, and what the rules wrote may be an original (coverage is detected); mask it"
          + " in the rule, or name the column that it comes from in columns.keep";

  private static Plan compile(String coverage, String actions) {
    String yaml =
        """
        globals: { coverage: %s, classify: { enable: false } }
        steps:
          - columns: { %s }
            rows:
              update:
                - { name: [fname, lname], value: this | hash }
        """;
    String[] parts = actions.split(" && ", 2);
    String rules = parts.length < 2 ? "" : parts[1].indent(8);
    return TransformConfig.parse("t", yaml.formatted(coverage, parts[0]) + rules)
        .compile(SCHEMA, Tables.KEYS);
  }

  private static Batch run(Plan plan) {
    Batch batch = new Batch(plan.width(), 1);
    batch.reset(0, 1);
    for (int i = 0; i < ROW.size(); i++) {
      batch.column(i)[0] = ROW.get(i);
    }
    plan.start().transform(batch);
    return batch;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "row.mail_to",
        "row[\"mail_to\"]",
        "row.mail_to | upper",
        "row.mail_to | replace(\"x\", \"y\") | trim",
        "row.mail_to.lower()",
        "\"to: \" ~ row.mail_to",
        "\"to: \" + row.mail_to + \"!\"",
        "row.mail_to if row.n == 4 else \"none\"",
        "none if row.n == 5 else row.mail_to",
        "row.mail_to or row.fname",
        "row.missing | default(row.mail_to)",
        "[row.fname, row.mail_to][1]",
        "{\"a\": row.mail_to}[\"a\"]",
      })
  void detectedLooksAtWhatAnAddedColumnTakesFromOthers(String value) {
    String rule = value.replace("row.missing", "(row.fname if row.n == 5 else none)");
    String actions =
        "keep: [note, n], add: [ { name: copy } ] && - { name: copy, value: '%s' }\n- { name: mail_to,"
            + " value: this | hash }";
    Plan plan = compile("detected", actions.formatted(rule));
    assertThat(plan.columns().get(5).decision()).isEqualTo(Decision.ADDED);
    assertThatThrownBy(() -> run(plan))
        .isInstanceOf(CellException.class)
        .hasMessage("row 1, column \"copy\": " + COPIED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "row.mail_to | hash",
        "row.fname ~ \"@\" ~ row.lname ~ \"-post.net\"",
        "row.mail_to | length",
        "fake.email()",
        "fake.email() if row.n == 4 else row.mail_to",
        "row.mail_to if row.n == 5 else fake.email()",
        "row.mail_to if row.mail_to is none else \"emma@northwind.net\"",
        "\"yes\" if row.mail_to.startswith(\"emma@\") else \"no\"",
        "row.mail_to == \"emma@northwind.net\"",
        "\"emma@northwind.net\"",
      })
  void whatARuleMadeIsNotLookedAt(String value) {
    String actions =
        "keep: [note, n], add: [ { name: copy } ] && - { name: copy, value: '%s' }\n- { name: mail_to,"
            + " value: this | hash }";
    assertThat(run(compile("detected", actions.formatted(value))).column(5)[0]).isNotNull();
  }

  @Test
  void whatWasMaskedBeforeMayBeCopied() {
    String actions =
        "keep: [note, n], add: [ { name: copy } ] && - { name: mail_to, value: fake.email() }\n- { name:"
            + " copy, value: row.mail_to }";
    Batch batch = run(compile("detected", actions));
    assertThat(batch.column(5)[0]).isEqualTo(batch.column(2)[0]).isNotEqualTo(ROW.get(2));
    assertThat(run(compile("declared", actions)).column(5)[0]).isEqualTo(batch.column(5)[0]);
  }

  @Test
  void aCellThatTheMaskLeftOutIsAnOriginalWhereverItIsCopied() {
    String actions =
        "keep: [note, n], add: [ { name: half }, { name: copy } ] && - { name: mail_to, condition: row.n"
            + " == 5, value: fake.email() }\n- { name: half, value: row.mail_to }\n- { name: copy,"
            + " value: row.half }";
    assertThatThrownBy(() -> run(compile("detected", actions)))
        .hasMessage("row 1, column \"half\": " + COPIED);
  }

  @Test
  void anOriginalIsFollowedThroughAColumnThatIsDropped() {
    String yaml =
        """
        steps:
          - columns: { keep: [note, n, fname, lname], add: [ { name: way }, { name: copy } ] }
            rows: { update: [ { name: way, value: row.mail_to }, { name: copy, value: row.way } ] }
          - columns: { drop: [ { name: [mail_to, way] } ] }
        """;
    Plan plan = TransformConfig.parse("t", yaml).compile(SCHEMA, Tables.KEYS);
    assertThatThrownBy(() -> run(plan)).hasMessage("row 1, column \"copy\": " + COPIED);
  }

  @Test
  void keepSaysThatACopyMayPass() {
    String of =
        "keep: [note, n, mail_to], add: [ { name: copy } ] && - { name: copy, value: row.mail_to }";
    assertThat(run(compile("detected", of)).column(5)[0]).isEqualTo(ROW.get(2));
    assertThat(run(compile("declared", of)).column(5)[0]).isEqualTo(ROW.get(2));
    String into =
        "drop: [ { name: [note, n] } ], add: [ { name: copy } ], keep: [copy] && - { name: copy, value:"
            + " row.mail_to }\n- { name: mail_to, value: this | hash }";
    assertThat(run(compile("detected", into)).column(5)[0]).isEqualTo(ROW.get(2));
    assertThat(run(compile("declared", into)).column(5)[0]).isEqualTo(ROW.get(2));
  }

  @Test
  void detectedTreatsARuleThatMasksNothingAsNoRule() {
    Plan plan = compile("detected", "keep: [n, mail_to] && - { name: note, value: this | trim }");
    assertThat(plan.columns().get(3))
        .extracting(ColumnPlan::decision, ColumnPlan::rule)
        .containsExactly(Decision.DETECTED_CLEAN, "steps[0].rows.update[1]");
    assertThatThrownBy(() -> run(plan)).hasMessageContaining("column \"note\": looks like phone");
    TableSchema schema = schema("email");
    String yaml = "steps: [ { rows: { update: [ { name: email, value: this } ] } } ]";
    assertThat(problems(() -> TransformConfig.parse("t", yaml).compile(schema, Tables.KEYS)))
        .containsExactly(
            "t:1:8 steps: column \"email\" looks like email by its name and its rule does not mask it,"
                + " and coverage is detected; mask it, or name it in columns.keep");
  }

  @Test
  void declaredRefusesRulesThatWriteOriginals() {
    String actions =
        """
        keep: [n], add: [ { name: copy }, { name: pair } ] && - { name: copy, value: row.mail_to | trim }
        - { name: pair, value: '"x" ~ row.note' }
        - { name: mail_to, value: this }
        - { name: note, value: 'this[:4]' }
        """;
    assertThat(problems(() -> compile("declared", actions)))
        .containsExactly(
            "t:7:32 steps[0].rows.update[1].value: the rule writes values of column \"mail_to\" as they"
                + " are into column \"copy\", and coverage is declared; mask them in the rule, or name"
                + " column \"mail_to\" in columns.keep",
            "t:8:32 steps[0].rows.update[2].value: the rule writes values of column \"note\" as they are"
                + " into column \"pair\", and coverage is declared; mask them in the rule, or name"
                + " column \"note\" in columns.keep",
            "t:9:35 steps[0].rows.update[3].value: the rule leaves values of column \"mail_to\" as they"
                + " are, and coverage is declared; mask them in the rule, or name column \"mail_to\" in"
                + " columns.keep");
  }

  @Test
  void declaredAcceptsParts() {
    String actions =
        "keep: [n], add: [ { name: domain } ] && - { name: domain, value: 'row.mail_to.split(\"@\")[1]' }\n- {"
            + " name: mail_to, value: this | hash }\n- { name: note, value: 'this if this is none else"
            + " this | hash' }";
    assertThat(run(compile("declared", actions)).column(5)[0]).isEqualTo("northwind.net");
  }

  @Test
  void aFallbackThatKeepsTheValueIsLookedAtOnlyWhereItIsUsed() {
    String rule = "keep: [note, n] && - { name: mail_to, value: '%s', fallback_value: this }";
    assertThat(run(compile("detected", rule.formatted("fake.email()"))).column(2)[0])
        .isNotEqualTo(ROW.get(2));
    Plan fails = compile("detected", rule.formatted("(this | float) | string"));
    assertThatThrownBy(() -> run(fails)).hasMessage("row 1, column \"mail_to\": " + COPIED);
  }

  @Test
  void openLooksAtNothing() {
    Plan plan = compile("open", "add: [ { name: copy } ] && - { name: copy, value: row.mail_to }");
    assertThat(run(plan).column(5)[0]).isEqualTo(ROW.get(2));
  }
}
