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
import java.util.Map;
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

  private static final Map<String, String> PERSON =
      Map.ofEntries(
          Map.entry("first_name", "Quincy"),
          Map.entry("last_name", "Zimmermann"),
          Map.entry("full_name", "Quincy Zimmermann"),
          Map.entry("street_address", "2041 Adams Ave"),
          Map.entry("city", "Bronx"),
          Map.entry("state", "Oregon"),
          Map.entry("postcode", "10457"),
          Map.entry("latitude", "40.7128"),
          Map.entry("longitude", "-74.0060"),
          Map.entry("email", "quincy.z@corp.com"),
          Map.entry("ssn", "308-63-0237"),
          Map.entry("phone_number", "829-801-3215"),
          Map.entry("fax_number", "829-801-3216"),
          Map.entry("vin", "1HGCM82633A004352"),
          Map.entry("license_plate", "ABC-1234"),
          Map.entry("medical_record_number", "MRN-553201"),
          Map.entry("account_number", "ac-99817z"),
          Map.entry("url", "http://zimmermann.example/me"),
          Map.entry("ipv4", "81.12.33.9"),
          Map.entry("national_id", "X-1234567-Q"),
          Map.entry("credit_card", "4716424521511864"),
          Map.entry("cvv", "553"),
          Map.entry("pin", "8126"),
          Map.entry("mac_address", "00:1b:44:11:3a:b7"),
          Map.entry("user_name", "qzimmer"),
          Map.entry("password", "hunterz"),
          Map.entry("api_key", "sk_live_51HxA2bC9d8e7f6"),
          Map.entry("remarks", "Quincy Zimmermann called from 829-801-3215 about the order"));

  @ParameterizedTest
  @ValueSource(strings = {"transform__gdpr.yaml", "transform_v2.yml", "workflow_transform.yml"})
  void withTheBracketMendedEverythingPersonalIsMasked(String file) {
    String yaml = read(file).replace("c(olumn.entity", "(column.entity");
    List<String> names = PERSON.keySet().stream().sorted().toList();
    TableSchema schema =
        new TableSchema("people", Tables.schema(names.toArray(new String[0])).columns());
    List<@Nullable Object> person = new ArrayList<>();
    names.forEach(name -> person.add(PERSON.get(name)));
    List<@Nullable Object> nobody = new ArrayList<>();
    names.forEach(name -> nobody.add(null));
    List<List<@Nullable Object>> masked = run(yaml, schema, person, nobody, person);
    for (int i = 0; i < names.size(); i++) {
      assertThat(masked.get(0).get(i)).as(names.get(i)).isNotNull().isNotEqualTo(person.get(i));
    }
    assertThat(masked.get(1)).containsOnlyNulls();
    assertThat(masked.get(2)).isEqualTo(masked.get(0));
    assertThat(masked.get(0).toString())
        .doesNotContain("Quincy", "Zimmermann", "829-801", "qzimmer");
  }

  @Test
  void theExampleWithTextsOfItsOwnRuns() {
    List<List<@Nullable Object>> masked =
        run(read("transform_example.yml"), PATIENTS, LIAM, NOBODY, LIAM);
    for (int i = 0; i < 6; i++) {
      assertThat(masked.get(0).get(i)).as("column " + i).isNotNull().isNotEqualTo(LIAM.get(i));
    }
    assertThat((String) masked.get(0).get(3)).matches("\\d{3}-\\d{3}-\\d{4}");
    assertThat((String) masked.get(0).get(2)).matches("[a-z][a-z'-]+\\d@example\\.(com|net|org)");
    assertThat(masked.get(2)).isEqualTo(masked.get(0));
    assertThat(masked.get(1).get(3)).isNull();
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
