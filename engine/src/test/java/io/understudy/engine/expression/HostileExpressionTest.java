package io.understudy.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.engine.python.PythonPattern;
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
    assertThat(Compiler.constant(expression, Map.of())).isNotNull();
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
    assertThatThrownBy(() -> Compiler.constant(Parser.parse(expression), Map.of()))
        .isInstanceOf(ExpressionException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      value = {
        "(a)\\1 => a backreference (\\1) in a regular expression is refused (at its character 5)",
        "(?P<x>a)(?P=x) => a backreference ((?P=...)) in a regular expression is refused (at its character 12)",
        "a(?=b) => lookahead ((?=...), (?!...)) in a regular expression is refused (at its character 4)",
        "(?<!a)b => lookbehind ((?<=...), (?<!...)) in a regular expression is refused (at its character 4)",
        "a++ => a possessive repeat (++) in a regular expression is refused (at its character 3)",
        "(?>a) => an atomic group ((?>...)) in a regular expression is refused (at its character 3)",
        "(a)?(?(1)b) => a conditional group ((?(...)...)) in a regular expression is refused (at its character 7)",
      })
  void patternsThatCouldHangAreRefused(String pattern, String problem) {
    Expression expression =
        Parser.parse("re.sub('" + pattern.replace("\\", "\\\\") + "', '', this)");
    assertThat(Checker.inRule(expression, Set.of()))
        .singleElement()
        .satisfies(
            found ->
                assertThat(found.message())
                    .isEqualTo(
                        problem
                            + ": with it a text could keep the search busy for ever; write it"
                            + " without, or use two searches"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "re.sub('((a{100}){100}){100}', '', 'a')",
        "re.findall('(((((((((((a*)*)*)*)*)*)*)*)*)*)*)*b', 'a' * 9999)",
        "re.findall('(x+x+)+y', 'x' * 9999)",
        "re.sub('" + "(" + "a", // not closed
        "range(100000) | map('center', 9999999) | list",
        "'x' | center(99999999)",
        "'%99999999d' | format(1)",
        "'{:99999999}'.format(1)",
        "range(99999999999)",
        "timedelta(days=1e300)",
      })
  void largeResultsAndPatternsAreRefusedOrQuick(String expression) {
    try {
      Object value = Compiler.constant(Parser.parse(expression), Map.of());
      assertThat(String.valueOf(value)).hasSizeLessThan(100_000);
    } catch (ExpressionException e) {
      assertThat(e.problem().message()).isNotEmpty();
    }
  }

  @Test
  void searchingAgainAndAgainIsBounded() {
    PythonPattern pattern = PythonPattern.compile("x.*y|x", PythonPattern.DOT_ALL);
    String text = "x".repeat(100_000);
    assertThatThrownBy(() -> pattern.texts(text))
        .hasMessage("the regular expression takes too long on this text");
  }
}
