package io.understudy.engine.config;

import static io.understudy.engine.Tables.problems;
import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.engine.TransformConfig;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with a config, with its place. */
class ConfigProblemsTest {
  @Test
  void allProblemsAreToldAtOnceInTheOrderOfTheDocument() {
    String yaml =
        """
        globals:
          locale: [en_US]
          coverage: detectd
          seed: abc
          classify: { enable: maybe, entities: [emial, first_name, anything] }
          lock_columns: [[id]]
          subject: id
        steps:
          - vars:
              pattern: vars.domian | upper
              row_seed: random.random()
              plain: first_name
            columns:
              add: [ { nam: x } ]
              keep: [ id, { nmae: y } ]
            rows:
              drop: [ { if: "true" } ]
              update:
                - { name: email, value: this | hahs }
                - { name: phone, valeu: this | hash }
                - { value: this | hash }
                - { entity: [emial], value: this, foreach: "[1]" }
                - { type: txt, value: this }
                - condition: column.entity == "national_id" or c(olumn.entity == "tax_id")
                  value: fake.itin(
                - name: []
                  value:
                - name: a
                  name: b
                  value: vars.plian
        """;
    assertThat(problems(() -> TransformConfig.parse("my.yaml", yaml)))
        .containsExactly(
            "my.yaml:2:3 globals.locale: unknown key \"locale\"; did you mean \"locales\"?",
            "my.yaml:3:13 globals.coverage: coverage must be declared, detected or open, found"
                + " \"detectd\"; did you mean \"detected\"?",
            "my.yaml:4:9 globals.seed: a number is expected, found a text",
            "my.yaml:5:23 globals.classify.enable: true or false is expected, found a text",
            "my.yaml:6:18 globals.lock_columns[0]: a text is expected, found a list",
            "my.yaml:10:21 steps[0].vars.pattern: vars has no \"domian\"; add it to the vars of this"
                + " step",
            "my.yaml:14:14 steps[0].columns.add[0]: there is no name; add name:",
            "my.yaml:14:16 steps[0].columns.add[0].nam: unknown key \"nam\"; did you mean \"name\"?",
            "my.yaml:15:19 steps[0].columns.keep[1]: no column is named; add name: or condition:",
            "my.yaml:15:21 steps[0].columns.keep[1].nmae: unknown key \"nmae\"; did you mean"
                + " \"name\"?",
            "my.yaml:17:15 steps[0].rows.drop[0]: it does not say which rows go; add condition:",
            "my.yaml:17:17 steps[0].rows.drop[0].if: unknown key \"if\"; what can be here: condition,"
                + " description",
            "my.yaml:19:40 steps[0].rows.update[0].value: unknown filter \"hahs\"; did you mean"
                + " \"hash\"?",
            "my.yaml:20:11 steps[0].rows.update[1]: the rule has no value; add value: and what the"
                + " cells get",
            "my.yaml:20:26 steps[0].rows.update[1].valeu: unknown key \"valeu\"; did you mean"
                + " \"value\"?",
            "my.yaml:21:11 steps[0].rows.update[2]: the rule does not say what it changes; add name,"
                + " entity, type or condition",
            "my.yaml:22:22 steps[0].rows.update[3].entity[0]: unknown entity \"emial\"; did you mean"
                + " \"email\"?",
            "my.yaml:23:19 steps[0].rows.update[4].type: unknown column type \"txt\"; did you mean"
                + " \"text\"?",
            "my.yaml:24:56 steps[0].rows.update[5].condition: unknown function \"c\"; did you mean"
                + " \"(column\" instead of \"c(olumn\"?",
            "my.yaml:25:28 steps[0].rows.update[5].value: an expression is expected, found the end of"
                + " the expression",
            "my.yaml:26:17 steps[0].rows.update[6].name: the list is empty; name at least one, or"
                + " remove the key",
            "my.yaml:27:17 steps[0].rows.update[6].value: a text is expected, found nothing",
            "my.yaml:29:11 steps[0].rows.update[7].name: \"name\" is given twice; remove one",
            "my.yaml:30:23 steps[0].rows.update[7].value: vars has no \"plian\"; did you mean"
                + " \"plain\"?");
  }

  static Stream<Arguments> documents() {
    return Stream.of(
        of("", "test: the config is empty; write globals: and steps:"),
        of("[]", "test:1:1: a mapping (key: value) is expected, found a list"),
        of("hello", "test:1:1: a mapping (key: value) is expected, found a text"),
        of(
            "globals: {}",
            "test:1:1: there are no steps; add steps: (an empty list, [], changes nothing)"),
        of("steps:", "test:1:7 steps: a list is expected, found nothing; write [] for no steps"),
        of(
            "globals: { coverage: open }\nstep: []",
            "test:1:1: there are no steps; add steps: (an empty list, [], changes nothing)",
            "test:2:1 step: unknown key \"step\"; did you mean \"steps\"?"),
        of("a: [1, 2", "test:1:9: this is not YAML: expected ',' or ']', but got <stream end>"),
        of("steps: []\n---\nsteps: []", "test:2:1: this is not YAML: but found another document"),
        of("steps: [ \u0001 ]", "test: this is not YAML: a control character is in it; remove it"),
        of(
            "models: []",
            "test:1:9 models: one model is expected, found 0; keep the transform_v2 model"),
        of(
            "models: [ { transforms: {} } ]",
            "test:1:11 models[0].transform_v2: \"transform_v2\" with globals and steps is expected,"
                + " found nothing",
            "test:1:13 models[0].transforms: unknown key \"transforms\"; did you mean"
                + " \"transform_v2\"?"),
        of(
            "task: { name: evaluate, config: { steps: [] } }",
            "test:1:15 task.name: the task must be transform"),
        of(
            "steps: [ { task: evaluate } ]",
            "test:1:8 steps: one step with task: transform is expected, found 0; post each transform"
                + " as a pipeline of its own"),
        of(
            "only: [a]\nignore: [b]\ntable_specific_configs: { c: { steps: [] } }",
            "test:2:9 ignore: \"only\" and \"ignore\" exclude each other; remove one of them",
            "test:3:30 table_specific_configs.c: table \"c\" has a config, but \"only\" or"
                + " \"ignore\" leaves it out; remove one of the two"),
        of(
            "steps: [ { rows: { update: [ { name: x, value: this } ], updates: [] }, vras: {} } ]",
            "test:1:58 steps[0].rows.updates: unknown key \"updates\"; did you mean \"update\"?",
            "test:1:73 steps[0].vras: unknown key \"vras\"; did you mean \"vars\"?"),
        of(
            "globals: { locales: [en_US, xx_YY] }\nsteps: []",
            "test:1:29 globals.locales[1]: unknown locale \"xx_YY\"; expected one like en_US, en_GB,"
                + " de or fr_CA"),
        of(
            "steps: [ { vars: { x: { a: vars.y }, z: \"fake.email(\" } } ]",
            "test:1:33 steps[0].vars.x.a: vars has no \"y\"; add it to the vars of this step",
            "test:1:53 steps[0].vars.z: an expression is expected, found the end of the expression;"
                + " if a text is meant, put it in quotes inside the quotes of YAML"));
  }

  private static Arguments of(String yaml, String... problems) {
    return Arguments.of(yaml, List.of(problems));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void saysWhatIsWrongAndWhere(String yaml, List<String> expected) {
    assertThat(problems(() -> TransformConfig.parse("test", yaml)))
        .containsExactlyElementsOf(expected);
  }

  static Stream<Arguments> styles() {
    return Stream.of(
        Arguments.of("value: this | hahs", "1:15"),
        Arguments.of("value:    this | hahs", "1:18"),
        Arguments.of("value: \"this | hahs\"", "1:16"),
        Arguments.of("value: \"'\\u00e9\\n\\\"' ~ this | hahs\"", "1:31"),
        Arguments.of("value: '\"it''s\" ~ this | hahs'", "1:26"),
        Arguments.of("value: this\n  | hahs", "2:5"),
        Arguments.of("value: this |\n\n     hahs", "3:6"),
        Arguments.of("value: \"this \\\n  | hahs\"", "2:5"),
        Arguments.of("value: |\n  this\n    | hahs", "3:7"),
        Arguments.of("value: >-\n  this\n  | hahs", "3:5"),
        Arguments.of("value: '\"😀\" ~ this | hahs'", "1:22"),
        Arguments.of("value: >\n\n   '😀' ~ this |\n   hahs", "4:4"));
  }

  @ParameterizedTest
  @MethodSource("styles")
  void anOffsetInAnExpressionIsAPlaceInTheDocument(String value, String place) {
    String yaml = value + "\nname: x";
    String document = "steps:\n- rows:\n    update:\n    -\n" + indented(yaml);
    int line = Integer.parseInt(place.split(":")[0]) + 4;
    int column = Integer.parseInt(place.split(":")[1]) + 6;
    assertThat(problems(() -> TransformConfig.parse("test", document)))
        .singleElement()
        .asString()
        .startsWith(
            "test:" + line + ":" + column + " steps[0].rows.update[0].value: unknown filter");
  }

  private static String indented(String yaml) {
    return yaml.lines().map(line -> "      " + line + "\n").reduce("", String::concat);
  }
}
