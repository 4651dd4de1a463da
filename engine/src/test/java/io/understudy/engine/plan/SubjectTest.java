package io.understudy.engine.plan;

import static io.understudy.engine.Tables.problems;
import static io.understudy.engine.Tables.row;
import static io.understudy.engine.Tables.schema;
import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.engine.TableSchema;
import io.understudy.engine.Tables;
import io.understudy.engine.TransformConfig;
import io.understudy.engine.fake.Pools;
import io.understudy.engine.fake.UsStates;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * With a subject, a person's fakes are parts of one persona, and a person's dates move together.
 */
class SubjectTest {
  private static final TableSchema PEOPLE =
      schema(
          "id",
          "first_name",
          "last_name",
          "name",
          "gender",
          "email",
          "phone",
          "street",
          "city",
          "state",
          "zip",
          "country",
          "address");
  private static final String CONFIG =
      """
      globals: { coverage: open, classify: { enable: false }, subject: id }
      steps:
        - rows:
            update:
              - { name: id, value: "this | hash" }
              - { name: first_name, value: fake.first_name() }
              - { name: last_name, value: fake.last_name() }
              - { name: name, value: fake.name() }
              - { name: gender, value: "'gender' | fake" }
              - { name: email, value: fake.email() }
              - { name: phone, value: fake.phone_number() }
              - { name: street, value: fake.street_address() }
              - { name: city, value: fake.city() }
              - { name: state, value: "'state' | fake" }
              - { name: zip, value: fake.postcode() }
              - { name: country, value: fake.country() }
              - { name: address, value: fake.address() }
      """;

  private static List<@Nullable Object> person(Object id) {
    return row(
        id,
        "Noah",
        "GRAY",
        "Gray, Noah",
        "M",
        "noah_gray@mac.com",
        "(617) 248-4867",
        "2041 Adams Ave",
        "Boston",
        "MA",
        "02127",
        "USA",
        "1 A St, Boston, MA 02127");
  }

  @Test
  void thePartsOfAPersonFitTogether() {
    Set<String> women = Set.of(Pools.of(List.of()).list("name", "female_first_name"));
    Set<String> men = Set.of(Pools.of(List.of()).list("name", "male_first_name"));
    Set<Object> names = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      List<@Nullable Object> made = Tables.run(CONFIG, PEOPLE, person("c" + i)).get(0);
      String first = text(made, 1);
      String last = text(made, 2);
      assertThat(last).isEqualTo(last.toUpperCase(Locale.ROOT));
      assertThat(text(made, 3).toLowerCase(Locale.ROOT))
          .isEqualTo((last + ", " + first).toLowerCase(Locale.ROOT));
      assertThat(text(made, 4)).isIn("F", "M");
      assertThat(text(made, 4).equals("F") ? women : men).contains(first);
      assertThat(text(made, 5))
          .matches("[a-z]+_[a-z]+\\d{6}@example\\.(com|net|org)")
          .startsWith(first.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "") + "_");
      UsStates.State state = state(text(made, 9));
      assertThat(text(made, 6)).matches("\\(\\d{3}\\) 555-\\d{4}");
      assertThat(state.areas()).contains(text(made, 6).substring(1, 4));
      assertThat(state.hasZip(text(made, 10))).isTrue();
      assertThat(text(made, 11)).isEqualTo("USA");
      assertThat(text(made, 12))
          .endsWith(", " + text(made, 8) + ", " + state.code() + " " + text(made, 10));
      for (int column : new int[] {1, 2, 3, 5, 6, 7, 8, 10, 12}) {
        assertThat(made.get(column)).isNotEqualTo(person("c").get(column));
      }
      names.add(first + last);
    }
    assertThat(names.size()).isGreaterThan(190);
  }

  private static UsStates.State state(String code) {
    return UsStates.ALL.stream().filter(s -> s.code().equals(code)).findFirst().orElseThrow();
  }

  private static String text(List<@Nullable Object> row, int column) {
    return String.valueOf(row.get(column));
  }

  @Test
  void theOriginalSubjectDecidesInEveryTable() {
    List<@Nullable Object> person = Tables.run(CONFIG, PEOPLE, person("4711")).get(0);
    TableSchema orders = new TableSchema("orders", schema("buyer INTEGER", "mail").columns());
    List<@Nullable Object> order =
        Tables.run(
                """
                globals: { coverage: open, classify: { enable: false } }
                table_specific_configs:
                  orders:
                    globals: { subject: buyer }
                    steps:
                      - rows:
                          update:
                            - { name: buyer, value: 7 }
                            - { name: mail, value: fake.persona(row_index=index).email }
                """,
                orders,
                row(4711L, "ng@x.com"))
            .get(0);
    assertThat(text(order, 1)).isEqualTo(text(person, 5).replace('_', '.'));
    assertThat(order.get(0)).isEqualTo(7L);
  }

  @Test
  void withoutASubjectTheValueDecides() {
    TableSchema schema = schema("id", "n");
    String yaml =
        """
        globals: { coverage: open, classify: { enable: false }, subject: id }
        steps: [ { rows: { update: [ { name: n, value: fake.last_name() } ] } } ]
        """;
    List<List<@Nullable Object>> made =
        Tables.run(yaml, schema, row(null, "Gray"), row(null, "Gray"), row("1", "Gray"));
    assertThat(made.get(0)).isEqualTo(made.get(1));
    assertThat(made.get(0).get(1)).isNotEqualTo(made.get(2).get(1));
  }

  @Test
  void aSubjectThatIsNotThereIsAProblem() {
    assertThat(
            problems(
                () ->
                    TransformConfig.parse("test", CONFIG.replace("subject: id", "subject: idd"))
                        .compile(PEOPLE, Tables.KEYS)))
        .containsExactly(
            "test:1:66 globals.subject: table \"people\" has no column \"idd\"; did you mean"
                + " \"id\"?");
  }

  @Test
  void intervalsBetweenAPersonsDatesAreKeptExactly() {
    TableSchema schema = schema("id", "born DATE", "seen", "at TIMESTAMP", "t INSTANT", "d");
    String yaml =
        """
        globals: { coverage: open, classify: { enable: false }, subject: id }
        steps:
          - rows:
              update:
                - { name: born, value: 'this | date_shift("-2y", "+2y")' }
                - { name: seen, value: 'this | date_shift("-2y", "+2y")' }
                - { name: at, value: 'this | date_time_shift("-2y", "+2y")' }
                - { name: t, value: 'this | date_shift(min="-2y", max="+2y")' }
                - { name: d, value: fake.date() }
        """;
    LocalDate born = LocalDate.of(1987, 3, 14);
    LocalDateTime at = LocalDateTime.of(2024, 2, 29, 10, 30);
    Instant t = Instant.parse("2024-01-31T09:30:00Z");
    Set<Long> offsets = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      List<@Nullable Object> made =
          Tables.run(yaml, schema, row("c" + i, born, "03/14/2020 10:15", at, t, "1987-03-14"))
              .get(0);
      long days = ChronoUnit.DAYS.between(born, (LocalDate) made.get(1));
      assertThat(days).isBetween(-731L, 731L).isNotZero();
      LocalDate seen = LocalDate.of(2020, 3, 14).plusDays(days);
      assertThat(made.get(2))
          .isEqualTo(
              "%02d/%02d/%d 10:15"
                  .formatted(seen.getMonthValue(), seen.getDayOfMonth(), seen.getYear()));
      assertThat(made.get(3)).isEqualTo(at.plusDays(days));
      assertThat(made.get(4)).isEqualTo(t.plus(days, ChronoUnit.DAYS));
      assertThat(LocalDate.parse((String) made.get(5)))
          .isBetween(born.minusDays(1461), born.minusDays(1));
      offsets.add(days);
    }
    assertThat(offsets.size()).isGreaterThan(80);
  }

  @Test
  void aDateWithoutASubjectMovesByItself() {
    TableSchema schema = schema("d DATE", "t", "n INTEGER", "x");
    String yaml =
        """
        globals: { coverage: open, classify: { enable: false } }
        steps:
          - rows:
              update:
                - { name: d, value: 'this | date_shift("-30d", "-1d")' }
                - { name: t, value: 'this | date_shift("-30d", "-1d")' }
                - { name: n, value: 'this | date_shift("-30d", "-1d")' }
                - { name: x, value: '(this | date_shift("-30d", "-1d")) | string' }
        """;
    List<@Nullable Object> made =
        Tables.run(
                yaml, schema, row(LocalDate.of(1987, 3, 14), "14.03.1987", 19870314L, "1987-03-14"))
            .get(0);
    LocalDate moved = (LocalDate) made.get(0);
    assertThat(moved).isBetween(LocalDate.of(1987, 2, 12), LocalDate.of(1987, 3, 13));
    assertThat(made.get(1))
        .isEqualTo(
            "%02d.%02d.%d"
                .formatted(moved.getDayOfMonth(), moved.getMonthValue(), moved.getYear()));
    assertThat(made.get(2)).isEqualTo(Long.valueOf(moved.toString().replace("-", "")));
    assertThat(made.get(3)).isEqualTo(moved.toString());
  }

  @Test
  void offsetsThatMoveNothingAreAProblem() {
    assertThat(
            problems(
                () ->
                    TransformConfig.parse("test", Tables.rule("a", "this | date_shift(0, 0)"))
                        .compile(schema("a"), Tables.KEYS)))
        .singleElement()
        .asString()
        .endsWith(
            "filter date_shift: the offsets leave every date on its day; put at least one day"
                + " between them (for column \"a\")");
  }

  @Test
  void aPersonaOfTheRowNumberIsOneOfTheValue() {
    String yaml =
        """
        globals: { coverage: open, classify: { enable: false } }
        steps:
          - vars: { row_seed: random.random() }
            rows:
              update:
                - { name: a, value: fake.persona(row_index=vars.row_seed + index).first_name }
                - { name: b, value: fake.persona(row_index=row.id).last_name }
        """;
    List<List<@Nullable Object>> made =
        Tables.run(
            yaml,
            schema("a", "b", "id"),
            row("Noah", "Gray", "1"),
            row("NOAH", "Hart", "1"),
            row("Emma", "Hart", "2"));
    assertThat(text(made.get(0), 0)).isEqualToIgnoringCase(text(made.get(1), 0));
    assertThat(text(made.get(0), 0)).isNotEqualTo(text(made.get(2), 0));
    assertThat(made.get(0).get(1)).isEqualTo(made.get(1).get(1)).isNotEqualTo(made.get(2).get(1));
  }
}
