package io.understudy.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.engine.Batch;
import io.understudy.engine.TableSchema;
import io.understudy.engine.Tables;
import io.understudy.engine.fake.Entity;
import io.understudy.engine.transform.Transforms;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What expressions give, in the cell "Noah" of a row. */
class ExpressionValueTest {
  private static final TableSchema SCHEMA =
      Tables.schema(
          "fname",
          "lname",
          "age INTEGER",
          "height FLOAT",
          "paid DECIMAL",
          "born DATE",
          "vip BOOLEAN",
          "nothing",
          "zip",
          "big INTEGER");
  private static final List<@Nullable Object> ROW =
      Tables.row(
          "Noah",
          "O'Neil-Grey",
          42L,
          1.75,
          new BigDecimal("12.50"),
          LocalDate.of(1980, 2, 29),
          true,
          null,
          "02127",
          Long.MAX_VALUE);

  static Stream<Arguments> values() {
    return Stream.of(
        // literals
        of("1", 1L),
        of("0x1F + 0b11 + 0o17", 49L),
        of("1_000", 1000L),
        of("1.5e3", 1500.0),
        of("'a' \"b\"", "ab"),
        of("'tab\\tquote\\' \\x41\\u00e9'", "tab\tquote' Aé"),
        of("true and not false", true),
        of("none", null),
        of("[1, 'a', none]", Arrays.asList(1L, "a", null)),
        of("(1, 2)", List.of(1L, 2L)),
        of("1, 2", List.of(1L, 2L)),
        of("{'a': 1}['a']", 1L),
        of("{{ 1 + 2 }}", 3L),
        // precedence
        of("1 + 2 * 3", 7L),
        of("(1 + 2) * 3", 9L),
        of("2 ** 3 ** 2", 64L),
        of("-2 ** 2", 4L),
        of("'1' + 2 ~ 3", "123"),
        of("'a' ~ 1 ~ none", null),
        of("'a' + 'b' | upper", "aB"),
        of("('a' + 'b') | upper", "AB"),
        of("not 1 == 2", true),
        of("1 < 2 < 3", true),
        of("3 > 2 == 2", true),
        of("1 if false else 2 if false else 3", 3L),
        of("1 if false", null),
        of("'x' if this == 'Noah' else 'y'", "x"),
        // arithmetic as in Python
        of("7 / 2", 3.5),
        of("7 // 2", 3L),
        of("-7 // 2", -4L),
        of("-7 % 3", 2L),
        of("2 ** -1", 0.5),
        of("'ab' * 3", "ababab"),
        of("2 * 'ab'", "abab"),
        of("'ab' * -1", ""),
        of("[1] + [2]", List.of(1L, 2L)),
        of("row.paid + 1", new BigDecimal("13.50")),
        of("row.paid * row.age", new BigDecimal("525.00")),
        of("row.height * 2", 3.5),
        // names
        of("this", "Noah"),
        of("row.lname", "O'Neil-Grey"),
        of("row['lname']", "O'Neil-Grey"),
        of("row[vars.which]", "O'Neil-Grey"),
        of("index", 0L),
        of("column.name", "fname"),
        of("column.entity", "first_name"),
        of("column.type", "text"),
        of("column.position", 0L),
        of("vars.map['fname']", "first_name"),
        of("vars.map.fname", "first_name"),
        of("vars['map'][column.name]", "first_name"),
        of("column.name in vars.map", true),
        of("'zzz' in vars.map", false),
        of("column.entity in ['first_name', 'email']", true),
        // slices and positions
        of("this[0]", "N"),
        of("this[-1]", "h"),
        of("this[1:3]", "oa"),
        of("this[:-1]", "Noa"),
        of("this[::-1]", "haoN"),
        of("this[10:]", ""),
        of("'a😀b'[1]", "😀"),
        of("[1, 2, 3][1:]", List.of(2L, 3L)),
        // methods
        of("this.lower()", "noah"),
        of("this.upper()", "NOAH"),
        of("row.lname.title()", "O'Neil-Grey"),
        of("'o neIL'.capitalize()", "O neil"),
        of("' x '.strip()", "x"),
        of("'xxaxx'.strip('x')", "a"),
        of("'xxaxx'.lstrip('x')", "axx"),
        of("'xxaxx'.rstrip('x')", "xxa"),
        of("'a-b-c'.replace('-', '')", "abc"),
        of("'a-b-c'.replace('-', '+', 1)", "a+b-c"),
        of("'ab'.replace('', '.')", ".a.b."),
        of("'a b  c'.split()", List.of("a", "b", "c")),
        of("'a,b,,c'.split(',')", List.of("a", "b", "", "c")),
        of("'a,b,c'.split(',', 1)[-1]", "b,c"),
        of("'-'.join(['a', 'b'])", "a-b"),
        of("this.startswith('No')", true),
        of("this.endswith(('x', 'ah'))", true),
        of("'-7'.zfill(4)", "-007"),
        // filters
        of("row.age | string", "42"),
        of("row.height | string", "1.75"),
        of("1e20 | string", "1e+20"),
        of("true | string", "True"),
        of("'42' | int + 1", 43L),
        of("'4.9' | int", 4L),
        of("'x' | int(7)", 7L),
        of("'1.5' | float", 1.5),
        of("-3 | abs", 3L),
        of("(-3) | abs", 3L),
        of("2.567 | round(1)", 2.6),
        of("this | length", 4L),
        of("[3, 4] | first", 3L),
        of("[3, 4] | last", 4L),
        of("[3, 4] | join('+')", "3+4"),
        of("this | reverse", "haoN"),
        of("\"o'neil-grey x\" | title", "O'neil-Grey X"),
        of("'..a..' | trim('.')", "a"),
        of("'abc' | replace('b', '')", "ac"),
        of("'aBC' | capitalize", "Abc"),
        // tests
        of("this is string", true),
        of("row.age is number and row.age is integer", true),
        of("row.height is float", true),
        of("row.nothing is none", true),
        of("row.nothing is not none", false),
        of("2 is even and 3 is odd", true),
        of("this is in ['Noah']", true),
        of("2 is gt 1", true),
        of("2 is gt(1)", true),
        of("vars.map.zzz is defined", false),
        of("vars.map.zzz is undefined", true),
        // nulls
        of("row.nothing | isna", true),
        of("not (this | isna)", true),
        of("row.nothing.lower()", null),
        of("row.nothing + 'x'", null),
        of("row.nothing | upper", null),
        of("row.nothing | default('none')", "none"),
        of("this | default('none')", "Noah"),
        of("'' | default('none', true)", "none"),
        of("vars.map.zzz | default('none')", "none"),
        of("row.nothing == none", true),
        of("row.nothing != 'x'", true),
        of("row.nothing > 1", null),
        of("row.nothing in 'abc'", null),
        of("row.nothing in [none]", true),
        of("row.nothing and 1", null),
        of("row.nothing or 'x'", "x"),
        // a number, date or time equals the text that stands for it
        of("row.age == '42' and row.age in ['41', '42'] and row.age < '43.5'", true),
        of("row.zip == 2127", true),
        of("row.zip == '2127'", false),
        of("this == 42", false),
        of("row.born == '1980-02-29' and row.born < '1980-03-01'", true),
        of("1 == 1.0 and row.paid == 12.5", true),
        of("1 == true", false));
  }

  private static Arguments of(String expression, @Nullable Object value) {
    return Arguments.of(expression, value);
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @MethodSource("values")
  void givesWhatJinjaAndPythonGive(String expression, @Nullable Object expected) {
    assertThat(evaluate(expression)).isEqualTo(expected);
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of("1 / 0", "division by zero"),
        Arguments.of("this + 1", "\"+\" cannot join text and whole number"),
        Arguments.of(
            "row.age.lower()",
            "method \"lower\" needs a text, found whole number (| string makes one)"),
        Arguments.of("this | int", "this text is no whole number and no default is given"),
        Arguments.of("this > 1", "there is no order between text and whole number"),
        Arguments.of("row.big + 1", "\"+\" overflows"),
        Arguments.of("this[7]", "there is nothing at this position"),
        Arguments.of("vars.map['zzz']", "the dictionary has no such key"),
        Arguments.of("this * 5000000", "the text is longer than 10000000 characters"),
        Arguments.of(
            "'x' * 10001",
            "the expression makes a constant of more than 10000 characters or items"),
        Arguments.of("[this] | upper", "a list has no text; join it with | join"),
        Arguments.of("row.fnme", "unknown column \"fnme\""),
        Arguments.of("row[this]", "what is taken from \"row\" must be known before the first row"),
        Arguments.of(
            "this | fake",
            "the entity before \"| fake\" must be known before the first row, this one depends on the row"),
        Arguments.of("none | fake", "the entity before \"| fake\" is none for this column"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("failures")
  void failsWithoutTheValueInItsMessage(String expression, String message) {
    assertThatThrownBy(() -> evaluate(expression)).hasMessage(message);
  }

  private static @Nullable Object evaluate(String expression) {
    Map<String, @Nullable Object> vars = new LinkedHashMap<>();
    vars.put("which", "lname");
    vars.put("map", Map.of("fname", "first_name"));
    ColumnScope scope =
        new ColumnScope(
            SCHEMA, 0, Entity.FIRST_NAME, new Transforms(Tables.KEYS.key("default"), List.of()));
    Expression parsed = Parser.parse(expression);
    Code code = new Compiler(scope, vars, Map.of()).compile(parsed);
    Batch batch = Tables.batch(SCHEMA, ROW);
    Cell cell = new Cell(batch);
    cell.move(0, ROW.get(0));
    return code.evaluator().evaluate(cell);
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @MethodSource("conditions")
  void conditionsAreDecidedBeforeTheFirstRowWherePossible(String condition, String decided) {
    ColumnScope scope =
        new ColumnScope(SCHEMA, 0, null, new Transforms(Tables.KEYS.key("default"), List.of()));
    Code code = new Compiler(scope, Map.of(), Map.of()).condition(Parser.parse(condition));
    String found = code.isConstant() ? String.valueOf(Compiler.truth(code.value())) : "per row";
    assertThat(found).isEqualTo(decided);
  }

  static Stream<Arguments> conditions() {
    List<Arguments> all = new ArrayList<>();
    for (String[] each :
        new String[][] {
          {"column.name == 'fname'", "true"},
          {"column.entity == 'email' and not (this | isna)", "false"},
          {"not (this | isna) and column.entity == 'email'", "false"},
          {"column.entity is none and column.type == 'text'", "true"},
          {"this == 'x' or column.name == 'fname'", "true"},
          {"not (this == 'x' and column.name == 'zzz')", "true"},
          {"this == 'x' and column.name == 'fname'", "per row"},
          {"row.age > 18", "per row"},
        }) {
      all.add(Arguments.of(each[0], each[1]));
    }
    return all.stream();
  }
}
