package io.understudy.engine.plan;

import static io.understudy.engine.Tables.problems;
import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.engine.Column;
import io.understudy.engine.ColumnType;
import io.understudy.engine.TableSchema;
import io.understudy.engine.Tables;
import io.understudy.engine.TransformConfig;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A first record that was taken for the header. */
class HeaderCheckTest {
  private static final String REST =
      " like personal data, so the first record is data; set csv.header: false (or rename the keys)";

  @ParameterizedTest
  @ValueSource(strings = {"open", "detected", "declared"})
  void theFirstRecordIsNotAHeaderAndNoOtherProblemTellsIt(String coverage) {
    String yaml =
        "globals: { coverage: %s, key: gone }\nsteps: [ { columns: { keep: [ noah ] } } ]";
    assertThat(compile(yaml.formatted(coverage), "noah.gray@mac.com", "17", "Noah Gray"))
        .containsExactly("t:2:8 steps: the names of columns 1 and 3 look" + REST);
  }

  @Test
  void oneColumnIsEnough() {
    assertThat(compile("steps: []", "17", "4111 1111 1111 1111"))
        .containsExactly("t:1:8 steps: the name of column 2 looks" + REST);
  }

  @Test
  void ofManyColumnsTheFirstAreTold() {
    String[] names =
        IntStream.rangeClosed(1, 15).mapToObj(i -> "gray" + i + "@mac.com").toArray(String[]::new);
    assertThat(compile("steps: []", names))
        .containsExactly(
            "t:1:8 steps: the names of columns 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 and 3 more look"
                + REST);
  }

  @Test
  void wordsForPersonalDataAreNames() {
    List<String> names =
        List.of(
            "First Name",
            "Date of Birth",
            "IP Address",
            "E-Mail (private)",
            "Street Address 2",
            "St. Louis",
            "Virginia Total",
            "address.street.line.one",
            "2024-01-31",
            "Q1 2024 Revenue (USD)",
            "customer/billing-address/zip+4");
    assertThat(compile("globals: { coverage: open }\nsteps: []", names.toArray(String[]::new)))
        .isEqualTo(Collections.emptyList());
  }

  private static List<String> compile(String yaml, String... names) {
    List<Column> columns = Stream.of(names).map(name -> new Column(name, ColumnType.TEXT)).toList();
    TableSchema schema = new TableSchema("people", columns);
    return problems(() -> TransformConfig.parse("t", yaml).compile(schema, Tables.KEYS));
  }
}
