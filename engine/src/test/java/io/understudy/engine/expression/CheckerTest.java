package io.understudy.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is known to be wrong without a table: offset, message, remedy. */
class CheckerTest {

  static Stream<Arguments> problems() {
    return Stream.of(
        // syntax
        of("", "0: an expression is expected, found the end of the expression"),
        of("1 +", "3: an expression is expected, found the end of the expression"),
        of("(1", "2: \")\" after \"(\" is expected, found the end of the expression"),
        of("a b", "2: the end of the expression is expected, found \"b\""),
        of("this ! 1", "5: character \"!\" is not part of the language"),
        of("'abc", "0: the text that starts here is not closed; add a closing '"),
        of("this.", "5: a name after \".\" is expected, found the end of the expression"),
        of(
            "this | ",
            "7: a filter's name after \"|\" is expected, found the end of the expression"),
        of("007", "0: a number must not start with 0"),
        of("99999999999999999999", "0: this is not a whole number of at most 64 bit"),
        of("f(a=1, 2)", "7: an argument without a name must come before those with a name"),
        of("this | hash(*x)", "12: arguments with * are not part of the language"),
        of(
            "{% if x %}",
            "0: statements ({% ... %}) are not part of the language; write an expression"),
        of(
            "Dear {{ this }}",
            "5: text around {{ ... }} is not part of the language; write the text in quotes and join"
                + " with ~, such as \"Dear \" ~ row.name"),
        // names
        of("thiss", "0: unknown name \"thiss\"; did you mean \"this\"?"),
        of("REDACTED", "0: unknown name \"REDACTED\"; if a text is meant, put it in quotes"),
        of("map", "0: unknown name \"map\"; did you mean \"vars.map\"?"),
        of("row", "0: \"row\" alone has no value; name a column, such as row.email"),
        of(
            "column.entitty == 'email'",
            "7: column has no attribute \"entitty\"; did you mean \"entity\"?"),
        of("column['nmae']", "7: column has no attribute \"nmae\"; did you mean \"name\"?"),
        of("vars.mapp", "5: vars has no \"mapp\"; did you mean \"map\"?"),
        of("column.dtyp", "7: column has no attribute \"dtyp\"; did you mean \"dtype\"?"),
        of("random.rondom()", "7: unknown method \"random.rondom\"; did you mean \"random\"?"),
        // entities and types
        of("column.entity == 'emial'", "17: unknown entity \"emial\"; did you mean \"email\"?"),
        of(
            "column.entity in ['email', 'ssm']",
            "27: unknown entity \"ssm\"; did you mean \"ssn\"?"),
        of("'frist_name' | fake", "0: unknown entity \"frist_name\"; did you mean \"first_name\"?"),
        of("column.type == 'txt'", "15: unknown column type \"txt\"; did you mean \"text\"?"),
        // filters, tests, methods, providers
        of("this | hahs", "7: unknown filter \"hahs\"; did you mean \"hash\"?"),
        of(
            "this | hash(slat='x')",
            "17: filter hash has no argument \"slat\"; did you mean \"salt\"?"),
        of("this | hash(1, 2)", "7: filter hash takes at most 1, found 2"),
        of("this | partial_mask(1)", "7: filter partial_mask needs the argument \"mask\""),
        of("this | normalise", "7: unknown filter \"normalise\"; did you mean \"normalize\"?"),
        of("this is noen", "8: unknown test \"noen\"; did you mean \"none\"?"),
        of("this.lwoer()", "5: unknown method \"lwoer\"; did you mean \"lower\"?"),
        of("this.lower", "5: \"lower\" is a method; write .lower(...)"),
        of("fake.email", "5: a provider must be called; write fake.email()"),
        of("fake.emial()", "5: unknown provider \"fake.emial\"; did you mean \"email\"?"),
        of(
            "fake.persona(row_index=index).emial",
            "30: a persona has no \"emial\"; did you mean \"email\"?"),
        of(
            "hash(this)",
            "0: \"hash\" is a filter, not a function; write it behind the value, such as this | hash"),
        of("email()", "0: unknown function \"email\"; did you mean \"fake.email()\"?"),
        // the bracket that slipped, in six of the original's templates
        of(
            "c(olumn.entity == \"national_id\" or column.entity == \"tax_id\") and not (this | isna)",
            "0: unknown function \"c\"; did you mean \"(column\" instead of \"c(olumn\"?"),
        of("n(ot this)", "5: \",\" after \"(\" is expected, found \"this\""),
        // all of them at once
        of(
            "thsi | hahs + columnn.name",
            "0: unknown name \"thsi\"; did you mean \"this\"?",
            "7: unknown filter \"hahs\"; did you mean \"hash\"?",
            "14: unknown name \"columnn\"; did you mean \"column\"?"));
  }

  private static Arguments of(String expression, String... problems) {
    return Arguments.of(expression, List.of(problems));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("problems")
  void findsEverythingWrongAndSaysWhere(String expression, List<String> expected) {
    assertThat(check(expression)).containsExactlyInAnyOrderElementsOf(expected);
  }

  @ParameterizedTest
  @MethodSource("fine")
  void findsNothingWrongWithWhatWorks(String expression) {
    assertThat(check(expression)).isEmpty();
  }

  static Stream<String> fine() {
    return Stream.of(
        "column.name in vars.map",
        "vars.map[column.name] | fake",
        "row.fname.lower() + \".\" + row.lname.lower() + \"@example.com\"",
        "column.entity is none and column.type == \"text\"",
        "this | partial_mask(2, '***', right=2)",
        "fake.zipcode()",
        "fake.first_name_male() if row[\"gender\"] == 'male' else fake.first_name()",
        "{{ this | hash(salt='x') }}");
  }

  @Test
  void varsSeeNoRow() {
    assertThat(
            Checker.inVars(Parser.parse("this + row.x + vars.a"), Set.of("a")).stream()
                .map(CheckerTest::text))
        .containsExactly(
            "0: \"this\" has no value in vars, which are set before the first row; use it in the"
                + " rule itself",
            "7: \"row\" has no value in vars, which are set before the first row; use it in the rule"
                + " itself");
  }

  private static List<String> check(String expression) {
    try {
      return Checker.inRule(Parser.parse(expression), Set.of("map")).stream()
          .map(CheckerTest::text)
          .toList();
    } catch (ExpressionException e) {
      return List.of(text(e.problem()));
    }
  }

  private static String text(ExpressionProblem problem) {
    return problem.at()
        + ": "
        + problem.message()
        + (problem.remedy().isEmpty() ? "" : "; " + problem.remedy());
  }
}
