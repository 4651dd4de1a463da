package io.understudy.engine.plan;

import static io.understudy.engine.Tables.problems;
import static io.understudy.engine.Tables.row;
import static io.understudy.engine.Tables.run;
import static io.understudy.engine.Tables.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.engine.Column;
import io.understudy.engine.ColumnType;
import io.understudy.engine.TableSchema;
import io.understudy.engine.Tables;
import io.understudy.engine.TransformConfig;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a value inside of a column could slip by the rules, or by coverage. */
class InnerHolesTest {
  @Test
  void aKeyThatIsNamedDoesNotHideWhatAnyKeyMeans() {
    String both =
        InnerTest.config(
            "open",
            "{ name: p.*.email, value: this | hash }",
            "{ name: p.home.phone, value: this | hash }");
    assertThat(problems(() -> run(both, schema("p"), row("{}"))))
        .singleElement()
        .asString()
        .contains("\"p.*.email\" would not reach what \"p.home.phone\" is about");
    String keep =
        """
        globals: { coverage: open }
        steps:
          - columns: { keep: [ p.type ] }
            rows: { update: [ { name: "p.*", value: (this | upper) ~ '!' } ] }
        """;
    assertThat(run(keep, schema("p"), row("{\"type\":\"a\",\"b\":\"c\"}")))
        .containsExactly(row("{\"type\":\"a\",\"b\":\"C!\"}"));
  }

  @Test
  void aKeyIsCleanOnlyWhereItsValuesAreKnown() {
    String yaml = InnerTest.config("detected", "{ name: p.attributes.*, value: this | hash }");
    assertThatThrownBy(
            () ->
                run(
                    yaml,
                    schema("p"),
                    row("{\"attributes\":{\"first_name\":\"x\"}}"),
                    row("{\"first_name\":\"Jane\"}")))
        .hasMessageContaining("row 2, column \"p\": has a key that looks like first_name");
  }

  @ParameterizedTest
  @CsvSource({"open", "detected", "declared"})
  void aValueInThePlaceOfAnObjectStopsTheFile(String coverage) {
    String yaml = InnerTest.config(coverage, "{ name: p.first_name.value, value: this | hash }");
    for (String type : List.of("p", "p NESTED")) {
      assertThatThrownBy(
              () -> run(yaml, schema(type), row("{\"first_name\":\"Jane\"}"), row("null")))
          .hasMessageContaining("row 1, column \"p\": holds a text, number or boolean where rules");
      assertThatThrownBy(() -> run(yaml, schema(type), row("\"{}\"")))
          .hasMessageContaining("holds a text, number or boolean where rules");
    }
  }

  @Test
  void declaredLooksAtKeys() {
    String yaml = InnerTest.config("declared", "{ name: 'p.contacts.*.note', value: this | hash }");
    assertThatThrownBy(
            () ->
                run(yaml, schema("p"), row("{\"contacts\":{\"jo@example.org\":{\"note\":\"x\"}}}")))
        .hasMessageContaining("has a key that looks like personal data");
  }

  @Test
  void keepInsideOfAColumnHoldsUnderItsCondition() {
    String yaml =
        """
        globals: { coverage: declared }
        steps:
          - columns: { keep: [ { name: p.a, condition: "column.type == 'number'" } ] }
            rows: { update: [ { name: p.b, value: this | hash } ] }
        """;
    assertThatThrownBy(() -> run(yaml, schema("p"), row("{\"a\":\"x\"}")))
        .hasMessageContaining("p");
  }

  @Test
  void aPathWhoseRuleNeverAppliesHidesNothing() {
    String yaml =
        InnerTest.config("detected", "{ name: p.profile, entity: email, value: this | hash }");
    assertThatThrownBy(() -> run(yaml, schema("p"), row("{\"profile\":{\"first_name\":\"Jane\"}}")))
        .hasMessageContaining("first_name");
  }

  @Test
  void namesInsideOfColumnsAreLookedAtAsThoseOfColumns() {
    TableSchema people =
        new TableSchema(
            "people",
            List.of(new Column("id", ColumnType.INTEGER), new Column("a", ColumnType.NESTED)),
            List.of(
                InnerTest.inner("a.x", "jo@example.org", "jo@example\\.org", ColumnType.INTEGER)));
    assertThat(problems(() -> TransformConfig.parse("t", "steps: []").compile(people, Tables.KEYS)))
        .singleElement()
        .asString()
        .contains("the name of column 2 looks like personal data")
        .doesNotContain("example");
  }
}
