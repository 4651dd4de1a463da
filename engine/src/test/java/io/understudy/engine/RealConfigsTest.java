package io.understudy.engine;

import static io.understudy.engine.Tables.problems;
import static io.understudy.engine.Tables.row;
import static io.understudy.engine.Tables.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Configs that users of the original engine have. They are not part of the project. */
class RealConfigsTest {
  private static final TableSchema PATIENTS =
      new TableSchema(
          "patients",
          Tables.schema(
                  "fname",
                  "lname",
                  "email",
                  "telephone",
                  "address",
                  "city",
                  "state",
                  "country",
                  "postcode",
                  "age",
                  "last_visit",
                  "next_visit",
                  "height",
                  "weight",
                  "heart_rate",
                  "diagnosis",
                  "prescription")
              .columns());
  private static final List<@Nullable Object> LIAM =
      row(
          "Liam",
          "Hart",
          "LHart0@wp.com",
          "829-801-3215",
          "2041 Adams Ave,",
          "Bronx",
          "New York",
          "United States",
          "10457",
          "23",
          "10/15/2022",
          "11/19/2022",
          "73",
          "180",
          "84",
          "Anxiety",
          "Zoloft");
  private static final List<@Nullable Object> NOBODY =
      row(
          "Noah",
          null,
          "NGray1@mac.com",
          null,
          null,
          "Boston",
          "Massachusetts",
          "United States",
          "2127",
          "49",
          "10/03/2022",
          "11/07/2022",
          "69",
          "160",
          "78",
          "Anxiety",
          null);

  @Test
  void theHybridExampleRunsOnItsTable() {
    List<List<@Nullable Object>> masked =
        run(read("transform_v2_hybrid_example.yml"), PATIENTS, LIAM, NOBODY, LIAM);
    List<@Nullable Object> liam = masked.get(0);
    for (int i : new int[] {0, 1, 2, 3, 4, 5, 7, 8}) {
      assertThat(liam.get(i))
          .as(PATIENTS.columns().get(i).name())
          .isNotNull()
          .isNotEqualTo(LIAM.get(i));
    }
    assertThat(liam.get(6)).isEqualTo("New York");
    assertThat(liam.subList(9, 17)).isEqualTo(LIAM.subList(9, 17));
    assertThat(liam.get(2))
        .isEqualTo((liam.get(0) + "." + liam.get(1) + "@example.com").toLowerCase(Locale.ROOT));
    assertThat(masked.get(2)).isEqualTo(liam);
    assertThat(masked.get(1).get(1)).isNull();
    assertThat(masked.get(1).get(2)).as("made of a null").isNull();
    assertThat(masked.get(1).get(3)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "transform__gdpr.yaml, task.config",
    "transform_v2.yml, models[0].transform_v2",
    "workflow_transform.yml, steps[1].config",
  })
  void theBracketThatSlippedIsRefusedWhereItIs(String file, String path) {
    String yaml = read(file);
    List<String> lines = yaml.lines().toList();
    int line = 0;
    while (!lines.get(line).contains("c(olumn.entity")) {
      line++;
    }
    int column = lines.get(line).indexOf("c(olumn.entity");
    assertThat(problems(() -> TransformConfig.parse(file, yaml)))
        .contains(
            file
                + ":"
                + (line + 1)
                + ":"
                + (column + 1)
                + " "
                + path
                + ".steps[0].rows.update[15].condition: unknown function \"c\"; did you mean"
                + " \"(column\" instead of \"c(olumn\"?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "transform__gdpr.yaml",
        "transform_v2.yml",
        "workflow_transform.yml",
        "transform_example.yml"
      })
  void everyOtherProblemIsAWordThatIsNotAvailableYet(String file) {
    assertThat(problems(() -> TransformConfig.parse(file, read(file))))
        .allMatch(
            problem ->
                problem.contains("is part of the language but is not available yet")
                    || problem.contains("unknown function \"c\""))
        .allMatch(problem -> problem.matches(file + ":[1-9][0-9]*:[1-9][0-9]* .*"));
  }

  private static String read(String name) {
    List<Path> candidates = new ArrayList<>();
    String property = System.getProperty("understudy.shared");
    if (property != null) {
      candidates.add(Path.of(property));
    }
    candidates.add(Path.of("../../shared"));
    candidates.add(Path.of("../../../shared"));
    Path file =
        candidates.stream()
            .map(folder -> folder.resolve("data/transform_v2").resolve(name))
            .filter(Files::exists)
            .findFirst()
            .orElse(null);
    assumeThat(file).as("the folder of real inputs").isNotNull();
    try {
      return Files.readString(Objects.requireNonNull(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
