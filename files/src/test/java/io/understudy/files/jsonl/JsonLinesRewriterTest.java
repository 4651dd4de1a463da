package io.understudy.files.jsonl;

import static io.understudy.files.text.RulePlan.IDENTITY;
import static io.understudy.files.text.RulePlan.changing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.engine.CellException;
import io.understudy.engine.ColumnReport;
import io.understudy.engine.ColumnType;
import io.understudy.engine.Plan;
import io.understudy.engine.TableSchema;
import io.understudy.files.FileColumn;
import io.understudy.files.FileException;
import io.understudy.files.ValueType;
import io.understudy.files.text.RulePlan;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLinesRewriterTest {
  private static final UnaryOperator<Object> UPPER =
      value -> value == null ? null : value.toString().toUpperCase(Locale.ROOT);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{}\n",
        "{\"a\":1}\n{\"a\":2}",
        "{\"a\":1}\r\n\r\n{\"a\":2}\r\n",
        "\ufeff{\"a\":1}\n",
        "\n \t\n{\"a\":1}\n\n",
        " { \"b\" : [ 1 , { \"x\" : { } } , [ ] ] , \"a\"\t:\t1.50 } \n",
        "{\"a\":12345678901234567890123456789,\"b\":1E400,\"c\":-0.0,\"d\":1e-7}\n",
        "{\"a\":\"\\u00e9\\ud83d\\ude00\\/\\\"\\\\\",\"\\u0062\":null}\n",
        "{\"a\":\"\u00e9\u4e16\ud83d\ude00\u007f\"}\n",
        "{\"a\":\"\\ud800\"}\n",
        "{\"a\":true,\"b\":false}\n{\"b\":1,\"a\":\"x\"}\n{\"c\":{}}\n"
      })
  void aFileThatNothingChangesStaysAsItIs(String text) {
    for (int block = 3; block < 80; block++) {
      assertThat(JsonRun.of(text, IDENTITY, block).text()).isEqualTo(text);
    }
  }

  @Test
  void onlyTheBytesOfChangedValuesChange() {
    String before =
        "\ufeff{ \"id\" : 1.50, \"name\" : \"ann\" ,\"x\":[1, 2]}\r\n\r\n"
            + "{\"name\":null}\n{\"n\\u0061me\":\"b\\u0062\\n\", \"id\":1e2 }\n{\"id\":7}\n"
            + "{\"name\":\"ZED\\u0020\"}";
    String after =
        "\ufeff{ \"id\" : 1.50, \"name\" : \"ANN\" ,\"x\":[1, 2]}\r\n\r\n"
            + "{\"name\":null}\n{\"n\\u0061me\":\"BB\\n\", \"id\":1e2 }\n{\"id\":7}\n"
            + "{\"name\":\"ZED\\u0020\"}";
    for (int block = 3; block < 100; block++) {
      assertThat(JsonRun.of(before, changing("name", UPPER), block).text()).isEqualTo(after);
    }
  }

  @Test
  void aNewValueIsWrittenAsItsType() {
    assertThat(changed("\"x\"", "q\"\\\n\r\t\b\u001f\u00e9\ud83d\ude00/"))
        .isEqualTo("{\"a\":\"q\\\"\\\\\\n\\r\\t\\u0008\\u001f\u00e9\ud83d\ude00/\"}");
    assertThat(changed("\"x\"", "\udc00x\ud800")).isEqualTo("{\"a\":\"\\udc00x\\ud800\"}");
    assertThat(changed("\"x\"", "")).isEqualTo("{\"a\":\"\"}");
    assertThat(changed("\"x\"", "5")).isEqualTo("{\"a\":\"5\"}");
    assertThat(changed("\"x\"", null)).isEqualTo("{\"a\":null}");
    assertThat(changed("5", 17L)).isEqualTo("{\"a\":17}");
    assertThat(changed("5.5", new BigDecimal("1E+3"))).isEqualTo("{\"a\":1000}");
    assertThat(changed("5.5", new BigDecimal("1.50"))).isEqualTo("{\"a\":1.50}");
    assertThat(changed("5.5", new BigDecimal("1E+100000"))).isEqualTo("{\"a\":1E+100000}");
    assertThat(changed("5.5", 0.25)).isEqualTo("{\"a\":0.25}");
    assertThat(changed("true", false)).isEqualTo("{\"a\":false}");
    assertThat(changed("null", "x")).isEqualTo("{\"a\":\"x\"}");
    assertThatThrownBy(() -> changed("5.5", Double.NaN))
        .isInstanceOf(CellException.class)
        .hasMessage(
            "row 1, column \"a\": the new value is not a number, which JSON cannot hold; change the"
                + " rule");
  }

  @Test
  void aValueThatTheRuleLeavesKeepsItsBytes() {
    assertThat(changed("1.50", new BigDecimal("1.50"))).isEqualTo("{\"a\":1.50}");
    assertThat(changed("1e2", new BigDecimal("1e2"))).isEqualTo("{\"a\":1e2}");
    assertThat(changed("\"\\u0061\"", "a")).isEqualTo("{\"a\":\"\\u0061\"}");
  }

  @Test
  void aKeyThatAnObjectLacksIsNullAndIsAddedIfTheRuleMakesAValue() {
    UnaryOperator<Object> mark = value -> value == null ? "none" : value;
    assertThat(JsonRun.of("{\"a\":\"x\"}\n{\"b\":1 }\n{}\n{ }\n", changing("a", mark)).text())
        .isEqualTo(
            "{\"a\":\"x\"}\n{\"b\":1 ,\"a\":\"none\"}\n{\"a\":\"none\"}\n{ \"a\":\"none\"}\n");
    assertThat(JsonRun.of("{\"a\":\"x\"}\n{\"b\":1}\n", changing("a", UPPER)).text())
        .isEqualTo("{\"a\":\"X\"}\n{\"b\":1}\n");
    assertThat(JsonRun.of("{\"\\\"\":\"x\"}\n{}", changing("\"", mark)).text())
        .isEqualTo("{\"\\\"\":\"x\"}\n{\"\\\"\":\"none\"}");
  }

  @Test
  void rulesSeeEachColumnAsTheTypeThatItsValuesHaveInCommon() {
    assertThat(type("1", "-2")).isEqualTo(ColumnType.INTEGER);
    assertThat(type("1", "9223372036854775807")).isEqualTo(ColumnType.INTEGER);
    assertThat(type("1", "9223372036854775808")).isEqualTo(ColumnType.DECIMAL);
    assertThat(type("1", "1.5")).isEqualTo(ColumnType.DECIMAL);
    assertThat(type("1e300", "1")).isEqualTo(ColumnType.DECIMAL);
    assertThat(type("1e999999999", "1")).isEqualTo(ColumnType.TEXT);
    assertThat(type("true", "false")).isEqualTo(ColumnType.BOOLEAN);
    assertThat(type("\"1\"", "\"\"")).isEqualTo(ColumnType.TEXT);
    assertThat(type("1", "\"1\"")).isEqualTo(ColumnType.TEXT);
    assertThat(type("1", "true")).isEqualTo(ColumnType.TEXT);
    assertThat(type("null", "null")).isEqualTo(ColumnType.TEXT);
    assertThat(type("null", "1")).isEqualTo(ColumnType.INTEGER);
    assertThat(type("{}", "[]")).isEqualTo(ColumnType.NESTED);
    assertThat(type("1", "[]")).isEqualTo(ColumnType.NESTED);
    assertThat(type("[]", "\"x\"")).isEqualTo(ColumnType.NESTED);
  }

  @Test
  void inAColumnOfSeveralTypesANumberIsItsDigitsAndStaysANumberIfItCan() {
    List<Object> seen = new ArrayList<>();
    UnaryOperator<Object> rule =
        value -> {
          seen.add(value);
          return value == null ? null : value.equals("true") ? "false" : value + "0";
        };
    String before =
        "{\"a\":1.0}\n{\"a\":\"2\"}\n{\"a\":true}\n{\"a\":null}\n{\"a\":3e5}\n{\"a\":-4}\n";
    assertThat(JsonRun.of(before, changing("a", rule)).text())
        .isEqualTo(
            "{\"a\":1.00}\n{\"a\":\"20\"}\n{\"a\":false}\n{\"a\":null}\n{\"a\":3e50}\n{\"a\":-40}\n");
    assertThat(seen).containsExactly("1.0", "2", "true", null, "3e5", "-4");
    assertThat(JsonRun.of("{\"a\":1}\n{\"a\":\"2\"}", changing("a", v -> "0" + v)).text())
        .isEqualTo("{\"a\":\"01\"}\n{\"a\":\"02\"}");
  }

  @Test
  void thePlannerIsAskedAgainForANewKeyAndForAnotherType() {
    List<TableSchema> asked = new ArrayList<>();
    Function<TableSchema, Plan> planner =
        schema -> {
          asked.add(schema);
          return new RulePlan(schema, Map.of("a", UPPER, "late", UPPER));
        };
    String line = "{\"a\":\"x\"}\n";
    String before = line.repeat(2000) + "{\"a\":\"x\",\"late\":\"y\"}\n" + line + "{\"late\":5}\n";
    JsonRun run = JsonRun.of(before, planner, 64);
    assertThat(run.text()).isEqualTo(before.replace('x', 'X').replace('y', 'Y'));
    assertThat(asked)
        .hasSize(2)
        .last()
        .satisfies(schema -> assertThat(schema.indexOf("late")).isEqualTo(1));
    assertThat(run.result().reports())
        .containsExactly(new ColumnReport("a", 2002, 1, 0), new ColumnReport("late", 1, 2001, 1));
    assertThat(run.result().plans()).hasSize(2);
    assertThat(run.result().columns())
        .containsExactly(
            new FileColumn("a", ValueType.TEXT, true),
            new FileColumn("late", ValueType.TEXT, true));
  }

  @Test
  void whatThePlannerThrowsForALateKeyStopsTheFile() {
    IllegalStateException refusal = new IllegalStateException("no decision for late");
    Function<TableSchema, Plan> planner =
        schema -> {
          if (schema.indexOf("late") >= 0) {
            throw refusal;
          }
          return new RulePlan(schema, Map.of());
        };
    assertThatThrownBy(
            () -> JsonRun.of("{\"a\":1}\n".repeat(3000) + "{\"late\":2}\n", planner, 100))
        .isSameAs(refusal);
  }

  @Test
  void aPlanThatTreatsWrittenValuesDifferentlyFailsTheFile() {
    Function<TableSchema, Plan> textOnly =
        schema ->
            new RulePlan(
                schema,
                schema.columns().getFirst().type() == ColumnType.TEXT
                    ? Map.of("a", UPPER)
                    : Map.of());
    String numbers = "{\"a\":1}\n".repeat(20);
    assertThatThrownBy(() -> JsonRun.of(numbers + "{\"a\":\"SECRET\"}\n", textOnly, 16))
        .isInstanceOf(FileException.Terminal.class)
        .hasMessage(
            "s3://bucket/file: line 21: the config treats column \"a\" differently from here on,"
                + " because of its type or of new columns, and the lines before are written; give"
                + " the column values of one type, or decide about it by name");
    String nulls = "{\"a\":null}\n".repeat(20);
    assertThat(JsonRun.of(nulls + "{\"a\":1}\n", textOnly, 16).text())
        .isEqualTo(nulls + "{\"a\":1}\n");
  }

  @Test
  void theResultSaysWhatWasDoneAndSeen() {
    String text =
        "{\"id\":1,\"zip\":\"01234\",\"born\":\"2001-02-03\",\"n\":5,\"x\":{},\"b\":true,\"z\":null}\n\n"
            + "{\"id\":2,\"zip\":\"5\",\"born\":\"1999-12-31\",\"n\":1E2,\"x\":[],\"b\":null}\n";
    JsonRun run = JsonRun.of(text, changing("zip", value -> value + "0"));
    assertThat(run.result().rowsIn()).isEqualTo(2);
    assertThat(run.result().rowsOut()).isEqualTo(2);
    assertThat(run.result().bytesIn()).isEqualTo(text.length());
    assertThat(run.result().bytesOut()).isEqualTo(text.length() + 2);
    assertThat(run.result().columns())
        .containsExactly(
            new FileColumn("id", ValueType.BIGINT, false),
            new FileColumn("zip", ValueType.TEXT, false),
            new FileColumn("born", ValueType.DATE, false),
            new FileColumn("n", ValueType.NUMERIC, false),
            new FileColumn("x", ValueType.JSON, false),
            new FileColumn("b", ValueType.BOOLEAN, true),
            new FileColumn("z", ValueType.NONE, true));
    assertThat(run.result().reports().get(1)).isEqualTo(new ColumnReport("zip", 2, 0, 0));
    assertThat(run.result().keyId()).isEqualTo("key-1");
    assertThat(run.result().etag()).isEqualTo("etag-of-out");
  }

  @Test
  void theReportsOfAllPlansAreOneHoweverOftenKeysAreNew() {
    StringBuilder text = new StringBuilder();
    for (int line = 1; line <= 5; line++) {
      text.append("{\"a\":\"x\"");
      for (int key = 1; key < line; key++) {
        text.append(",\"k").append(key).append("\":1");
      }
      text.append("}\n");
    }
    JsonRun run = JsonRun.of(text.toString(), changing("a", value -> value + "0"), 4);
    assertThat(run.result().reports())
        .containsExactly(
            new ColumnReport("a", 5, 0, 0),
            new ColumnReport("k1", 0, 1, 0),
            new ColumnReport("k2", 0, 2, 0),
            new ColumnReport("k3", 0, 3, 0),
            new ColumnReport("k4", 0, 4, 0));
  }

  private static String changed(String value, Object after) {
    return JsonRun.of("{\"a\":" + value + "}", changing("a", old -> after)).text();
  }

  private static ColumnType type(String... values) {
    List<ColumnType> types = new ArrayList<>();
    Function<TableSchema, Plan> planner =
        schema -> {
          types.add(schema.columns().getFirst().type());
          return IDENTITY.apply(schema);
        };
    StringBuilder text = new StringBuilder();
    for (String value : values) {
      text.append("{\"a\":").append(value).append("}\n");
    }
    JsonRun.of(text.toString(), planner);
    ColumnType atOnce = types.getLast();
    JsonRun.of(text.toString(), planner, 4);
    assertThat(types.getLast()).isEqualTo(atOnce);
    return atOnce;
  }
}
