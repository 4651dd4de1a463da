package io.understudy.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.engine.TableSchema;
import io.understudy.engine.Tables;
import io.understudy.engine.TransformConfig;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dates, vars and globals at work on columns of all types. */
class LanguageInColumnsTest {
  private static final TableSchema SCHEMA =
      Tables.schema("day DATE", "moment TIMESTAMP", "point INSTANT", "clock TIME", "text");
  private static final List<@Nullable Object> ROW =
      Tables.row(
          LocalDate.of(2020, 2, 28),
          LocalDateTime.of(2020, 2, 28, 13, 4, 5),
          Instant.parse("2020-02-28T23:30:00Z"),
          LocalTime.of(13, 4),
          "Feb 28, 2020 1:04 PM");

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      value = {
        "day => this + timedelta(days=2) => 2020-03-01",
        "day => this.replace(day=1) => 2020-02-01",
        "day => row.moment.date() - timedelta(weeks=1) => 2020-02-21",
        "day => row.text | date_format => 2020-02-28",
        "moment => this + timedelta(hours=12) => 2020-02-29T01:04:05",
        "moment => row.day => 2020-02-28T00:00",
        "point => this + timedelta(minutes=45) => 2020-02-29T00:15:00Z",
        "clock => row.moment.time() => 13:04:05",
        "text => this | date_format('%d.%m.%Y') => 28.02.2020",
        "text => row.day.strftime('%A') ~ ' ' ~ row.moment.hour => Friday 13",
        "text => (row.moment - timedelta(days=1)) | string => 2020-02-27 13:04:05",
        "text => row.point | date_time_format => 2020-02-28 23:30:00",
        "text => (row.moment - row.day).total_seconds() | int => 47045",
        "text => 'young' if row.day > vars.since else 'old' => young",
        "text => vars.since.year => 2020",
        "text => globals.locales | join('+') ~ globals.seed => en_US7",
        "text => vars.both | tojson => [true, [1, {\"a\": 2}]]",
        "text => column.dtype => object",
        "text => 'x' if column.type == 'empty' else 'y' => y",
      })
  void giveTheColumnsOwnType(String column, String value, String expected) {
    int index = SCHEMA.indexOf(column);
    Object found = Tables.run(config(column, value), SCHEMA, ROW).get(0).get(index);
    assertThat(found).isNotNull();
    assertThat(found.getClass()).isEqualTo(ROW.get(index).getClass());
    assertThat(found).hasToString(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      value = {
        "globals.seeds => globals has no \"seeds\" (for column \"text\"); did you mean \"seed\"?",
        "data.columns => of \"data\", which is the whole table, there is data.columns and data.COLUMN.unique() here, as the value of a var; write one of these in vars, or use row.x and column.name in a rule",
        "lipsum() => \"lipsum\" makes random text that no key decides on; write fake.text()",
        "this.encode() => method \"encode\" makes bytes, which expressions do not have; leave it out, texts are written as UTF-8",
        "re.compile('a') => \"re.compile\" is not needed: a pattern that does not depend on the row is compiled once; write re.sub(pattern, ...) and the like",
        "row.day.strftime('%Q') => \"%Q\" is not known in a format; write %% for a percent sign",
        "'x' if column.type == 'categorical' else 'y' => column type \"categorical\" is refused; a column is categorical by its values, which nobody has read before the first row: write text, or name the columns",
        "this.fooo => unknown attribute \"fooo\"",
      })
  void whatCannotBeGivenIsRefusedWithTheReason(String value, String problem) {
    assertThat(
            Tables.problems(
                () ->
                    TransformConfig.parse("test", config("text", value))
                        .compile(SCHEMA, Tables.KEYS)))
        .singleElement()
        .asString()
        .endsWith(problem);
  }

  @Test
  void aPatternFromVarsIsCheckedBeforeTheFirstRow() {
    assertThat(
            Tables.problems(
                () ->
                    TransformConfig.parse("test", config("text", "re.sub(vars.pattern, '', this)"))
                        .compile(SCHEMA, Tables.KEYS)))
        .singleElement()
        .asString()
        .contains("this regular expression is not valid: a ) is missing (at its character 1)");
  }

  private static String config(String column, String value) {
    return """
        globals: { coverage: open, locales: [en_US], seed: 7 }
        steps:
          - vars:
              since: 2020-01-31
              both: "(true, [1, {'a': 2}])"
              pattern: '"("'
            rows:
              update:
                - { name: %s, value: %s }
        """
        .formatted(column, Tables.quoted(value));
  }
}
