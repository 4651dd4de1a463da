package io.understudy.engine.plan;

import static io.understudy.engine.Tables.KEYS;
import static io.understudy.engine.Tables.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.engine.TableData;
import io.understudy.engine.TableSchema;
import io.understudy.engine.Tables;
import io.understudy.engine.TransformConfig;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableDataTest {
  private static final TableSchema SCHEMA = Tables.schema("category", "email", "amount INTEGER");
  private static final List<List<@Nullable Object>> ROWS =
      List.of(row("a", "jo@example.com", 1L), row(null, "al@example.com", 2L), row("b", null, 3L));

  private static final TableData DATA =
      column ->
          ROWS.stream()
              .map(cells -> cells.get(SCHEMA.indexOf(column)))
              .flatMap(value -> Optional.<Object>ofNullable(value).stream())
              .distinct()
              .toList();

  private static String config(String var, String condition, String value) {
    return """
        globals: { coverage: %s, classify: { enable: false } }
        steps:
          - vars:
              all: %s
            rows:
              update:
                - name: category
                  condition: %s
                  value: %s
        """
        .formatted(var.contains("email") ? "detected" : "open", var, condition, value);
  }

  private static List<@Nullable Object> categories(String yaml) {
    var plan = TransformConfig.parse("t", yaml).compile(SCHEMA, KEYS, Optional.empty(), DATA);
    return Tables.run(plan.start(), SCHEMA, ROWS.get(0), ROWS.get(1), ROWS.get(2)).stream()
        .<@Nullable Object>map(cells -> cells.get(0))
        .toList();
  }

  private static List<String> problems(String yaml, TableData data) {
    return Tables.problems(
        () -> TransformConfig.parse("t", yaml).compile(SCHEMA, KEYS, Optional.empty(), data));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data.category.unique()",
        "data.category.unique().to_list()",
        "data['category'].unique().tolist()",
        "data.category.unique() | list",
      })
  void aVarHasTheDistinctValuesOfAColumn(String var) {
    assertThat(categories(config(var, "true", "vars.all | join(\"+\")")))
        .containsExactly("a+b", null, "a+b");
  }

  @Test
  void aVarHasTheNamesOfTheColumns() {
    assertThat(categories(config("data.columns", "true", "vars.all[1]"))).contains("email");
  }

  @Test
  void aMissingValueIsFilledWithOneOfTheOthers() {
    List<@Nullable Object> filled =
        categories(config("data.category.unique()", "this | isna", "vars.all | random"));
    assertThat(filled.get(0)).isEqualTo("a");
    assertThat(filled.get(1)).isIn("a", "b");
    assertThat(filled.get(2)).isEqualTo("b");
  }

  @ParameterizedTest
  @CsvSource({
    "this | isna,     fake.company(),                 true",
    "this is none,    fake.first_name(),              true",
    "this == none,    ('name') | fake,     true",
    "this is none,    'fake(locale=\"de_DE\").name()', true",
    "this is none,    fake.persona().email,           true",
    "this is none,    fake.sentence(),                true",
    "this != 'a',     fake.first_name(),              false",
    "not (this | isna), fake.first_name(),            false",
    "true,            fake.first_name(),              false",
  })
  void aConditionThatAsksForMissingValuesFillsThem(String condition, String value, boolean fills) {
    Object cell = categories(config("[]", condition, value)).get(1);
    if (fills) {
      assertThat(cell).asString().isNotBlank();
      assertThat(categories(config("[]", condition, value)).get(1)).isEqualTo(cell);
    } else {
      assertThat(cell).isNull();
    }
  }

  @Test
  void valuesOfAColumnWithPersonalDataAreRefused() {
    assertThat(problems(config("data.email.unique()", "this | isna", "vars.all | random"), DATA))
        .anySatisfy(
            problem ->
                assertThat(problem)
                    .contains("column \"email\" holds personal data (email)")
                    .doesNotContain("example.com"));
  }

  @Test
  void personalDataUnderAPlainNameIsRefused() {
    String yaml =
        config("data.category.unique()", "this | isna", "vars.all | random")
            .replace("open", "detected");
    assertThat(problems(yaml, column -> List.of("x", "jo@example.com")))
        .anySatisfy(
            problem -> assertThat(problem).contains("personal data").doesNotContain("example.com"));
  }

  @Test
  void aColumnWithTooManyValuesIsRefused() {
    assertThat(
            problems(
                config("data.amount.unique()", "true", "vars.all[0]"),
                column ->
                    IntStream.rangeClosed(0, 10_000).<Object>mapToObj(Long::valueOf).toList()))
        .anySatisfy(problem -> assertThat(problem).contains("more than 10000 distinct values"));
  }

  @Test
  void anUnknownColumnIsRefusedWithTheNearest() {
    assertThat(problems(config("data.categry.unique()", "true", "this"), DATA))
        .anySatisfy(
            problem -> assertThat(problem).contains("\"categry\"").contains("\"category\""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"data.category", "data.category.mean()", "data.shape"})
  void anythingElseOfDataIsRefused(String var) {
    assertThat(problems(config(var, "true", "vars.all"), DATA))
        .anySatisfy(problem -> assertThat(problem).contains("data"));
  }
}
