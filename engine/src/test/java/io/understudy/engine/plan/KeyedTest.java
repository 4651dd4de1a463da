package io.understudy.engine.plan;

import static io.understudy.engine.Tables.row;
import static io.understudy.engine.Tables.rule;
import static io.understudy.engine.Tables.run;
import static io.understudy.engine.Tables.schema;
import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.engine.Batch;
import io.understudy.engine.PlanExecution;
import io.understudy.engine.TableSchema;
import io.understudy.engine.Tables;
import io.understudy.engine.TransformConfig;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fakes and hashes follow from key, entity and value, and from nothing else. */
class KeyedTest {

  @ParameterizedTest
  @ValueSource(strings = {"fake.email()", "\"email\" | fake", "this | hash", "fake.first_name()"})
  void equalValuesGetEqualResultsInEveryColumnAndPlan(String expression) {
    Object first = run(rule("a", expression), schema("a"), row("Noah Gray")).get(0).get(0);
    TableSchema other = schema("x", "b");
    List<@Nullable Object> second =
        run(rule("b", expression), other, row("y", "Noah"), row("y", "Noah Gray")).get(1);
    assertThat(first).isNotEqualTo("Noah Gray").isEqualTo(second.get(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"fake.email()", "this | hash", "fake.phone_number()"})
  void anotherKeyGivesOtherResults(String expression) {
    String yaml = rule("a", expression);
    Object one = run(yaml, schema("a"), row("617-248-4867")).get(0).get(0);
    Object two =
        run(
                yaml.replace("coverage: open", "coverage: open, key: other"),
                schema("a"),
                row("617-248-4867"))
            .get(0)
            .get(0);
    assertThat(one).isNotEqualTo(two);
  }

  @Test
  void aHashIsTheSameForEveryTypeOfTheValue() {
    Object text = run(rule("a", "this | hash"), schema("a"), row("4711")).get(0).get(0);
    Object number =
        run(rule("a", "row.n | hash"), schema("a", "n INTEGER"), row("x", 4711L)).get(0).get(0);
    Object decimal =
        run(
                rule("a", "row.n | hash"),
                schema("a", "n DECIMAL"),
                row("x", new BigDecimal("4711.00")))
            .get(0)
            .get(0);
    assertThat(text).isEqualTo(number).isEqualTo(decimal);
  }

  @Test
  void aFakeOfANumberIsANumber() {
    Object fake =
        run(rule("a", "fake.account_number()"), schema("a INTEGER"), row(47114711L)).get(0).get(0);
    assertThat(fake).isInstanceOf(Long.class).isNotEqualTo(47114711L);
  }

  @Test
  void cachesNeverChangeAResult() {
    String yaml =
        """
        globals: { coverage: open, classify: { enable: false } }
        steps:
          - rows:
              update:
                - { name: a, value: this | hash, condition: this != "17", fallback_value: "'f'" }
                - { name: n, value: this * 3 if this is even else none }
                - { name: b, value: row.a + this | lower }
                - { name: t, value: 'this | partial_mask(2, "*", 2)' }
        """;
    TableSchema schema = schema("a", "n INTEGER", "b", "t");
    List<List<List<@Nullable Object>>> results = new ArrayList<>();
    for (int slots : new int[] {0, 1, 64, 1 << 17}) {
      CompiledPlan plan =
          (CompiledPlan) TransformConfig.parse("test", yaml).compile(schema, Tables.KEYS);
      results.add(rows(plan, slots));
    }
    assertThat(results.get(0))
        .isEqualTo(results.get(1))
        .isEqualTo(results.get(2))
        .isEqualTo(results.get(3));
    assertThat(results.get(0).get(1017).get(0)).isEqualTo("17");
  }

  private static List<List<@Nullable Object>> rows(CompiledPlan plan, int slots) {
    PlanExecution execution = plan.start(slots);
    List<List<@Nullable Object>> rows = new ArrayList<>();
    Batch batch = new Batch(4, 100);
    for (int start = 0; start < 5000; start += 100) {
      batch.reset(start, 100);
      for (int i = 0; i < 100; i++) {
        int row = start + i;
        batch.column(0)[i] = row % 7 == 3 ? null : Integer.toString(row % 1000);
        batch.column(1)[i] = (long) (row % 300);
        batch.column(2)[i] = "B" + row % 3;
        batch.column(3)[i] = ("t" + row).repeat(1 + row % 40);
      }
      execution.transform(batch);
      for (int i = 0; i < 100; i++) {
        rows.add(
            Arrays.asList(
                batch.column(0)[i], batch.column(1)[i], batch.column(2)[i], batch.column(3)[i]));
      }
    }
    return rows;
  }
}
