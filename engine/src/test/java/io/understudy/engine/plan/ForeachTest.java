package io.understudy.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.engine.TableSchema;
import io.understudy.engine.Tables;
import io.understudy.engine.TransformConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A rule with {@code foreach}: its value is computed for each item, on top of the one before. */
class ForeachTest {
  private static final TableSchema SCHEMA = Tables.schema("note", "names");

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      value = {
        "['Noah', 'Mia'] => this.replace(item, 'X') => X calls X",
        "row.names => this.replace(item, '#') => # calls #",
        "vars.pairs => this.replace(item.old, item.new) => A calls B",
        "{'Noah': 1} => this.replace(item, 'N') => N calls Mia",
        "range(3) => this ~ item => Noah calls Mia012",
        "(1, 2, 3) => items | length | string => 3",
        "'[\"Noah\", null]' => this ~ (item | default('-')) => Noah calls MiaNoah-",
        "\"('a', 'b')\" => item => b",
      })
  void computesTheValueForEachItem(String foreach, String value, String expected) {
    assertThat(run(foreach, value, "Noah calls Mia", "[\"Noah\", \"Mia\"]")).isEqualTo(expected);
  }

  @Test
  void anEmptyListLeavesTheCellToCoverage() {
    String yaml =
        """
        globals: { coverage: detected }
        steps:
          - rows:
              update:
                - name: note
                  foreach: row.names
                  value: this.replace(item, "X")
        """;
    List<@Nullable Object> plain = Tables.row("nothing here", "[]");
    assertThat(Tables.run(yaml, SCHEMA, plain)).containsExactly(plain);
    assertThatThrownBy(() -> Tables.run(yaml, SCHEMA, Tables.row("mail noah@shop.org", "[]")))
        .hasMessageContaining("email")
        .hasMessageNotContaining("noah");
  }

  @Test
  void aNullStaysNull() {
    List<@Nullable Object> row = Tables.row(null, "[\"a\"]");
    assertThat(Tables.run(config("row.names", "item"), SCHEMA, row)).containsExactly(row);
  }

  @Test
  void whatIsNoListFailsTheFileWithoutTheValue() {
    assertThatThrownBy(() -> run("row.names", "item", "x", "Noah Smith"))
        .hasMessageContaining(
            "steps[0].rows.update[0].foreach: this text is neither JSON nor a list or dictionary of"
                + " Python; change the rule")
        .hasMessageNotContaining("Noah");
  }

  @Test
  void tooManyItemsFailTheFile() {
    assertThatThrownBy(() -> run("row.names.split(',')", "item", "x", "a,".repeat(1000)))
        .hasMessageContaining("foreach has more than 1000 items");
  }

  @Test
  void theFallbackIsComputedForEachItemToo() {
    String yaml =
        """
        globals: { coverage: open }
        steps:
          - rows:
              update:
                - name: note
                  foreach: [1, 2]
                  value: (this | int) + item
                  fallback_value: this ~ item
        """
            .replace("[1, 2]", "\"[1, 2]\"");
    assertThat(Tables.run(yaml, SCHEMA, Tables.row("x", null)))
        .containsExactly(Tables.row("x12", null));
  }

  @Test
  void anItemHasAValueInForeachAlone() {
    assertThat(
            Tables.problems(
                () -> TransformConfig.parse("test", Tables.rule("note", "this ~ item"))))
        .singleElement()
        .asString()
        .endsWith(
            "\"item\" has a value only in the value of a rule with foreach; add foreach: and a list"
                + " to the rule");
  }

  private static @Nullable Object run(String foreach, String value, String note, String names) {
    return Tables.run(config(foreach, value), SCHEMA, Tables.row(note, names)).get(0).get(0);
  }

  private static String config(String foreach, String value) {
    return """
        globals: { coverage: open, classify: { enable: false } }
        steps:
          - vars:
              pairs: [ { old: "'Noah'", new: A1 }, { old: "'Mia'", new: B1 } ]
            rows:
              update:
                - name: note
                  foreach: %s
                  value: %s
        """
        .formatted(Tables.quoted(foreach), Tables.quoted(value))
        .replace("A1", "\"'A'\"")
        .replace("B1", "\"'B'\"");
  }
}
