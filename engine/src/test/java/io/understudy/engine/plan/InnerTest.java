package io.understudy.engine.plan;

import static io.understudy.engine.Tables.problems;
import static io.understudy.engine.Tables.row;
import static io.understudy.engine.Tables.run;
import static io.understudy.engine.Tables.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.engine.CellException;
import io.understudy.engine.Column;
import io.understudy.engine.ColumnPlan;
import io.understudy.engine.ColumnPlan.Decision;
import io.understudy.engine.ColumnReport;
import io.understudy.engine.ColumnType;
import io.understudy.engine.InnerColumn;
import io.understudy.engine.InnerPath;
import io.understudy.engine.Plan;
import io.understudy.engine.PlanExecution;
import io.understudy.engine.TableSchema;
import io.understudy.engine.Tables;
import io.understudy.engine.TransformConfig;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules for what is inside of nested columns and of texts that are JSON. */
class InnerTest {
  private static final TableSchema KNOWN =
      new TableSchema(
          "people",
          List.of(new Column("id", ColumnType.INTEGER), new Column("a", ColumnType.NESTED)),
          List.of(
              inner("a.name", "name", "name", ColumnType.TEXT),
              inner("a.born", "born", "born", ColumnType.DATE),
              inner("a.tags", "tags.list.element", "tags", ColumnType.TEXT)));

  static InnerColumn inner(String name, String path, String place, ColumnType type) {
    return new InnerColumn(new Column(name, type), 1, path, InnerPath.parse(place));
  }

  static String config(String coverage, String... rules) {
    return "globals: { coverage: "
        + coverage
        + " }\nsteps: [ { rows: { update: [\n"
        + String.join(",\n", rules)
        + "\n] } } ]";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "p.a        | { \"a\" : \"x\", \"b\":1 } | { \"a\" : \"X!\", \"b\":1 }",
        "p.a.b      | {\"a\":[{\"b\":\"x\"},{\"b\":\"y\", \"c\":\"x\"}]} |"
            + " {\"a\":[{\"b\":\"X!\"},{\"b\":\"Y!\", \"c\":\"x\"}]}",
        "p.a        | {\"a\":[\"x\",null,[\"y\"],7,true]} |"
            + " {\"a\":[\"X!\",null,[\"Y!\"],\"7!\",\"TRUE!\"]}",
        "p.*.b      | {\"k\":{\"b\":\"x\"},\"l\":{\"b\":\"y\"}} |"
            + " {\"k\":{\"b\":\"X!\"},\"l\":{\"b\":\"Y!\"}}",
        "p.a\\.b    | {\"a.b\":\"x\",\"a\":{\"b\":\"x\"}} | {\"a.b\":\"X!\",\"a\":{\"b\":\"x\"}}",
        "p.\\*      | {\"*\":\"x\",\"a\":\"x\"} | {\"*\":\"X!\",\"a\":\"x\"}",
        "p.a        | {\"\\u0061\":\"\\u00e4\\n\\\"\"} | {\"\\u0061\":\"Ä\\u000a\\\"!\"}",
        "p.a        | {\"a\":1,\"a\":2} | {\"a\":\"1!\",\"a\":\"2!\"}",
        "p.a        | [] | []",
        "p.a        | null | null",
      })
  void whatARuleNamesChangesAndTheRestStays(String name, String before, String after) {
    String yaml = config("open", "{ name: '" + name + "', value: (this | upper) ~ '!' }");
    for (String type : List.of("p", "p NESTED")) {
      assertThat(run(yaml, schema("id", type), row("1", before))).containsExactly(row("1", after));
    }
  }

  @Test
  void aNumberThatBecomesANumberStaysOne() {
    String yaml =
        config(
            "open",
            "{ name: p.n, value: this ~ '1' }",
            "{ name: p.t, value: \"'false'\" }",
            "{ name: p.s, value: this ~ '1' }",
            "{ name: p.z, value: none }");
    assertThat(run(yaml, schema("p"), row("{\"n\":-1.5e3,\"t\":true,\"s\":\"1\",\"z\":\"z\"}")))
        .containsExactly(row("{\"n\":-1.5e31,\"t\":false,\"s\":\"11\",\"z\":null}"));
  }

  @Test
  void anItemOfAListIsNamedByTheListAndAnObjectInItsPlaceFails() {
    String yaml = config("open", "{ name: tags, value: this | upper }");
    TableSchema schema = schema("tags NESTED");
    assertThat(run(yaml, schema, row("[\"a\", \"b\"]"), row("\"c\"")))
        .containsExactly(row("[\"A\", \"B\"]"), row("\"C\""));
    assertThatThrownBy(() -> run(yaml, schema, row("[]"), row("[{\"x\":\"a\"}]")))
        .isInstanceOf(CellException.class)
        .hasMessage(
            "row 2, column \"tags\": holds an object where steps[0].rows.update[0] expects a text,"
                + " number or boolean; name the values in it, such as \"tags.key\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "~~              | a value at character 1",
        "x               | a value at character 1",
        "{\"a\":1        | a comma or } at character 7",
        "{\"a\" 1}       | a colon after the key at character 6",
        "{a:1}           | a key in double quotes at character 2",
        "{\"a\":1,}      | a key in double quotes at character 8",
        "[1,]            | a value at character 4",
        "[01]            | a value at character 2",
        "[1 2]           | a comma or ] at character 4",
        "{} x            | the end at character 4",
        "[\"a            | a string's closing quote at character 4",
        "[\"\\x\"]       | one of \" \\ / b f n r t u after a backslash at character 4",
        "[\"\\u12g4\"]   | four hex digits after \\u at character 4",
        "[-]             | a value at character 2",
        "[1.]            | a value at character 2",
        "[1e]            | a value at character 2",
        "[nul]           | a value at character 2",
      })
  void whatIsNoJsonFailsTheFile(String text, String expected) {
    String yaml = config("open", "{ name: p.a, value: this | hash }");
    assertThatThrownBy(() -> run(yaml, schema("p"), row("{}"), row(text)))
        .isInstanceOf(CellException.class)
        .hasMessage(
            "row 2, column \"p\": is not JSON: expected "
                + expected
                + "; correct the value, or take out the rules that name what is in it");
  }

  @Test
  void deepNestingIsAnErrorAndNoOverflow() {
    String yaml = config("open", "{ name: p.a, value: this | hash }");
    String deep = "[".repeat(JsonScanner.DEEPEST) + "]".repeat(JsonScanner.DEEPEST);
    assertThat(run(yaml, schema("p"), row(deep))).containsExactly(row(deep));
    assertThatThrownBy(() -> run(yaml, schema("p"), row("[" + deep + "]")))
        .hasMessageContaining("expected at most 1000 levels of nesting");
  }

  @Test
  void detectionLooksAtWhatNoRuleNames() {
    String yaml = config("detected", "{ name: p.a, value: '\"email\" | fake' }");
    TableSchema schema = schema("p", "q NESTED");
    String hidden = "{\"a\":\"jo@example.org\",\"n\":[{\"note\":\"%s\"}]}";
    assertThat(run(yaml, schema, row(hidden.formatted("fine"), "{\"n\":[1,true,null]}")))
        .hasSize(1);
    String refused =
        "looks like email, and no rule covers it (coverage is detected); add a rule for the column,"
            + " or name it in columns.keep";
    assertThatThrownBy(() -> run(yaml, schema, row(hidden.formatted("jo@example.org"), "{}")))
        .hasMessage("row 1, column \"p\": " + refused);
    assertThatThrownBy(() -> run(yaml, schema, row("{}", "[\"jo@example.org\"]")))
        .hasMessage("row 1, column \"q\": " + refused);
    assertThatThrownBy(() -> run(yaml, schema, row("{}", "{\"jo@example.org\":1}")))
        .hasMessage(
            "row 1, column \"q\": has a key that looks like personal data, and keys of JSON stay as"
                + " they are; name the column in columns.keep if it may pass");
    assertThatThrownBy(() -> run(yaml, schema, row("{}", "{\"first_name\":\"Zz\"}")))
        .hasMessage(
            "row 1, column \"q\": has a key that looks like first_name by its name, and no rule"
                + " covers its values (coverage is detected); name them in a rule, such as \"q.key\","
                + " or in columns.keep");
    assertThatThrownBy(() -> run(yaml, schema, row("{}", "{\"n\":4111111111111111}")))
        .hasMessageContaining("looks like credit_debit_card");
  }

  @Test
  void declaredWantsEveryValueNamed() {
    String keep =
        """
        globals: { coverage: declared }
        steps:
          - columns: { keep: [ p.b, p.meta ] }
            rows: { update: [ { name: p.a, value: this | hash } ] }
        """;
    assertThat(run(keep, schema("p"), row("{\"a\":null,\"b\":\"x\",\"meta\":{\"y\":[\"z\"]}}")))
        .containsExactly(row("{\"a\":null,\"b\":\"x\",\"meta\":{\"y\":[\"z\"]}}"));
    assertThatThrownBy(() -> run(keep, schema("p"), row("{\"c\":1}")))
        .hasMessage(
            "row 1, column \"p\": has values in it that no rule names, and coverage is declared; name"
                + " all of them in rules or in columns.keep, or the column itself");
    assertThat(
            problems(() -> run("globals: { coverage: declared }\nsteps: []", schema("q NESTED"))))
        .singleElement()
        .asString()
        .contains("column \"q\" has no rule, and coverage is declared");
    assertThat(problems(() -> run(config("declared", "{ name: p.a, value: this }"), schema("p"))))
        .singleElement()
        .asString()
        .contains("the rule leaves values of column \"p.a\" as they are");
  }

  @Test
  void whatTheSchemaTellsIsDecidedOnAndReported() {
    String yaml =
        """
        globals: { coverage: open }
        steps:
          - columns: { keep: [ a.tags ] }
            rows:
              update:
                - { name: a.name, value: '"first_name" | fake' }
                - { type: other, value: 'this + timedelta(days=1)' }
        """;
    Plan plan = TransformConfig.parse("t", yaml).compile(KNOWN, Tables.KEYS);
    assertThat(plan.columns())
        .extracting(each -> each.column().name(), ColumnPlan::decision, ColumnPlan::rule)
        .containsExactly(
            tuple("id", Decision.OPEN, ""),
            tuple("a", Decision.MASKED, "steps[0].rows.update[0], steps[0].rows.update[1]"),
            tuple("a.name", Decision.MASKED, "steps[0].rows.update[0]"),
            tuple("a.born", Decision.OPEN, "steps[0].rows.update[1]"),
            tuple("a.tags", Decision.KEPT, ""));
    PlanExecution execution = plan.start();
    List<?> rows =
        run(
            execution,
            KNOWN,
            row(1L, "{\"name\":\"Ann\",\"born\":\"2001-02-28\",\"tags\":[\"jo@example.org\"]}"),
            row(2L, null),
            row(3L, "{\"name\":null,\"born\":null,\"tags\":null}"));
    assertThat(rows.getFirst().toString())
        .contains("\"born\":\"2001-03-01\",\"tags\":[\"jo@example.org\"]")
        .doesNotContain("Ann");
    assertThat(execution.report())
        .extracting(
            ColumnReport::column, ColumnReport::changed, ColumnReport::nulls, ColumnReport::left)
        .containsExactly(
            tuple("id", 0L, 0L, 3L),
            tuple("a", 0L, 1L, 2L),
            tuple("a.name", 1L, 1L, 0L),
            tuple("a.born", 1L, 1L, 0L),
            tuple("a.tags", 0L, 0L, 0L));
  }

  private static org.assertj.core.groups.Tuple tuple(Object... values) {
    return org.assertj.core.groups.Tuple.tuple(values);
  }

  @Test
  void problemsNameWhatIsInside() {
    String yaml =
        config(
            "detected",
            "{ name: a.nmae, value: this | hash }",
            "{ name: a, value: this | hash }",
            "{ name: a.born, value: index }",
            "{ name: a.tags.list.element, value: row.id }");
    assertThat(problems(() -> TransformConfig.parse("t", yaml).compile(KNOWN, Tables.KEYS)))
        .containsExactly(
            "t:3:9 steps[0].rows.update[0].name: table \"people\" has no column \"a.nmae\"; did you"
                + " mean \"a.name\"?",
            "t:4:1 steps[0].rows.update[1]: column \"a\" is nested, and no rule can change it as a"
                + " whole; name what is in it, such as \"a.key\"",
            "t:5:1 steps[0].rows.update[2]: the rule needs other columns or the row's number, and"
                + " \"a.born\" is inside of a column, where a value can follow from itself only; use"
                + " this, vars and fakes alone",
            "t:6:1 steps[0].rows.update[3]: the rule needs other columns or the row's number, and"
                + " \"a.tags\" is inside of a column, where a value can follow from itself only; use"
                + " this, vars and fakes alone");
  }

  @Test
  void aRenamedOrDroppedColumnTakesAlongWhatIsInIt() {
    String renamed =
        """
        globals: { coverage: open }
        steps:
          - columns: { rename: [ { name: a, value: b } ] }
            rows: { update: [ { name: b.name, value: this | upper } ] }
        """;
    Plan plan = TransformConfig.parse("t", renamed).compile(KNOWN, Tables.KEYS);
    assertThat(plan.columns().get(2).output()).isEqualTo("b.name");
    assertThat(run(plan.start(), KNOWN, row(1L, "{\"name\":\"x\"}")))
        .containsExactly(Arrays.asList(1L, "{\"name\":\"X\"}"));
    String dropped =
        "globals: { coverage: declared }\n"
            + "steps: [ { columns: { keep: [ id ], drop: [ { name: a } ] } } ]";
    assertThat(TransformConfig.parse("t", dropped).compile(KNOWN, Tables.KEYS).columns())
        .extracting(ColumnPlan::decision)
        .containsExactly(
            Decision.KEPT, Decision.DROPPED, Decision.DROPPED, Decision.DROPPED, Decision.DROPPED);
  }

  @Test
  void aRuleInsideOfAColumnThatIsDroppedLaterHasNothingToDo() {
    String yaml =
        """
        globals: { coverage: open }
        steps:
          - rows: { update: [ { name: a.name, value: this | upper } ] }
          - columns: { drop: [ { name: a } ] }
        """;
    Plan plan = TransformConfig.parse("t", yaml).compile(KNOWN, Tables.KEYS);
    assertThat(plan.needs(plan.inner(0))).isFalse();
    assertThat(plan.start().byValue(plan.inner(0))).isNull();
    assertThat(run(plan.start(), KNOWN, row(1L, "{}"))).hasSize(1);
  }

  @Test
  void theWholeAndAPartAreNotBothChanged() {
    String yaml =
        config("open", "{ name: p, value: this | hash }", "{ name: p.a, value: this | hash }");
    assertThat(problems(() -> run(yaml, schema("p"), row("{}"))))
        .singleElement()
        .asString()
        .contains(
            "column \"p\" has rules, and so has what is in it; change the whole, or values in it");
  }
}
