package io.understudy.engine.config;

import static io.understudy.engine.Tables.problems;
import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.engine.TransformConfig;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No document, however odd, ends the process or keeps it busy. */
class HostileYamlTest {

  @Test
  void aliasesThatMultiplyAreRefused() {
    StringBuilder yaml = new StringBuilder("steps:\n- vars:\n    a0: &a0 [x, x]\n");
    for (int i = 1; i < 12; i++) {
      yaml.append("    a%d: &a%d [*a%d, *a%d, *a%d]\n".formatted(i, i, i - 1, i - 1, i - 1));
    }
    assertThat(parse(yaml.toString()))
        .containsExactly(
            "t: the config has more than 200000 parts, those behind aliases included; write fewer"
                + " aliases");
  }

  @Test
  void anAliasOfWhatItIsInIsRefused() {
    assertThat(parse("steps:\n- vars: { a: &a [*a] }")).isNotEmpty();
    assertThat(parse("&a\nsteps: [ { vars: *a } ]")).isNotEmpty();
    assertThat(parse("table_specific_configs: &a { x: *a }")).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a: ", "- ", "? ", "[{a: ", "!!x "})
  void deepNestingIsRefused(String opening) {
    assertThat(parse("steps: \n  " + opening.repeat(100_000))).isNotEmpty();
  }

  @Test
  void aMegabyteOfOneTextIsRefusedAsAnExpression() {
    String yaml =
        "steps: [ { rows: { update: [ { name: x, value: '" + "x".repeat(1_000_000) + "' } ] } } ]";
    assertThat(parse(yaml))
        .containsExactly(
            "t:1:49 steps[0].rows.update[0].value: the expression is longer than 20000 characters");
  }

  @Test
  void manyProblemsAreCutOff() {
    String yaml = "steps:\n" + "- { x: 1 }\n".repeat(50_000);
    assertThat(parse(yaml)).hasSize(1_000);
  }

  @Test
  void aDocumentThatIsTooLongIsRefused() {
    assertThat(parse("# " + "x".repeat(1 << 20) + "\nsteps: []"))
        .containsExactly(
            "t: the config is longer than 1048576 characters; split it into several pipelines");
  }

  @Test
  void classesAreNeverMade() {
    assertThat(parse("steps: !!javax.script.ScriptEngineManager []"))
        .singleElement()
        .asString()
        .startsWith("t:1:8: this is not YAML: Global tag is not allowed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a*b*c*d*e*f*g*h*x", "*a*a*a*a*a*a*a*b", "**********x"})
  void patternsOfTablesAreQuick(String pattern) {
    assertThat(Config.fits(pattern, "a".repeat(50_000))).isFalse();
  }

  private static List<String> parse(String yaml) {
    return problems(() -> TransformConfig.parse("t", yaml));
  }
}
