package io.understudy.scheduler.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileGlobTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "people/*.csv       | people/a.csv        | true",
        "people/*.csv       | people/x/a.csv      | false",
        "people/*.csv       | People/a.csv        | false",
        "people/*           | people/a.csv        | true",
        "**/*.csv           | a.csv               | true",
        "**/*.csv           | x/y/a.csv           | true",
        "orders/**/*.csv.gz | orders/a.csv.gz     | true",
        "orders/**/*.csv.gz | orders/1/2/a.csv.gz | true",
        "orders/**/*.csv.gz | reorders/a.csv.gz   | false",
        "orders/**          | orders/1/2/a.csv    | true",
        "**/**/**/**/a.csv  | a.csv               | true",
        "a?c.csv            | abc.csv             | true",
        "a?c.csv            | a/c.csv             | false",
        "a?c.csv            | a😀c.csv            | true",
        "😀/*.csv           | 😀/a.csv            | true",
        "*.{csv,tsv}        | a.tsv               | true",
        "*.{csv,tsv}        | a.jsonl             | false",
        "a.b                | axb                 | false",
        "a+(b)[c]$^         | a+(b)[c]$^          | true",
        "a,b                | a,b                 | true"
      })
  void matches(String glob, String path, String whether) {
    assertThat(FileGlob.of(glob).matches(path)).isEqualTo(Boolean.parseBoolean(whether));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "`` # an empty pattern matches no file; write **",
        "/a # patterns are relative to the source; leave out what comes before the first folder",
        "s3://b/a # patterns are relative to the source; leave out what comes before the first"
            + " folder",
        "{a,{b}} # { inside {…} is not supported; write two patterns",
        "a} # } has no { before it; add it",
        "{a # { has no } after it; add it"
      })
  void refuses(String glob, String message) {
    assertThatThrownBy(() -> FileGlob.of(glob))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void showsWhatWasWritten() {
    assertThat(FileGlob.of("a/**/*.csv")).hasToString("a/**/*.csv");
  }
}
