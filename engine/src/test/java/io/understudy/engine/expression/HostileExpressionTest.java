package io.understudy.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No expression, however odd, ends the process or keeps it busy. */
class HostileExpressionTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        "[",
        "{",
        "-",
        "not ",
        "x(",
        "x[",
        "1 if ",
        "1 if 1 else ",
        "x is ",
        "{1:",
        "x|f("
      })
  void deepNestingIsRefused(String opening) {
    String text = opening.repeat(19_000 / opening.length());
    assertThatThrownBy(() -> Parser.parse(text)).isInstanceOf(ExpressionException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "'1 + ', 1",
    "'this | upper | lower ~ ', 'a'",
    "'1 or ', 1",
    "'1 < ', 2",
    "'2 ** ', 1"
  })
  void longChainsAreRefusedOrWork(String part, String last) {
    String text = part.repeat(19_000 / part.length()) + last;
    assertThatThrownBy(() -> Parser.parse(text))
        .hasMessage("the expression has more than 1000 parts");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1 + ", "1 or ", "1 < ", "2 ~ "})
  void theLongestChainsAllowedCompile(String part) {
    Expression expression = Parser.parse(part.repeat(499) + "1");
    assertThat(Checker.inRule(expression, Set.of())).isEmpty();
    assertThat(Compiler.constant(expression, Map.of(), Map.of())).isNotNull();
  }

  @Test
  void aMegabyteIsRefusedAtOnce() {
    assertThatThrownBy(() -> Parser.parse("x".repeat(1 << 20)))
        .hasMessage("the expression is longer than 20000 characters");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'x' * 9999 * 9999 * 9999",
        "('x' * 9999).replace('x', 'y' * 9999)",
        "('y' * 9999).join(('x ' * 4999).split())",
        "'1'.zfill(999999999)",
        "9 ** 9 ** 9",
        "1e308 * 1e308 | int"
      })
  void nothingLargeIsMadeOfSomethingSmall(String expression) {
    assertThatThrownBy(() -> Compiler.constant(Parser.parse(expression), Map.of(), Map.of()))
        .isInstanceOf(ExpressionException.class);
  }
}
