package io.understudy.engine.provider;

import static io.understudy.engine.Tables.problems;
import static io.understudy.engine.Tables.row;
import static io.understudy.engine.Tables.rule;
import static io.understudy.engine.Tables.run;
import static io.understudy.engine.Tables.schema;
import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.engine.Tables;
import io.understudy.engine.TransformConfig;
import io.understudy.engine.fake.CheckDigits;
import io.understudy.engine.fake.Personas;
import io.understudy.engine.fake.Pools;
import io.understudy.engine.key.KeyedFunction;
import io.understudy.engine.key.SecretKey;
import io.understudy.engine.transform.Transforms;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Python Faker's provider names and their arguments. */
class ProvidersTest {
  private static final SecretKey KEY = new SecretKey(new byte[16]);
  private static final Personas PERSONAS = new Transforms(KEY, List.of()).personas();
  private static final KeyedFunction CHOICES = new KeyedFunction(KEY, "test");

  static List<Provider> catalogue() {
    return Providers.catalogue();
  }

  @ParameterizedTest
  @MethodSource("catalogue")
  void everyProviderMakesWhatItSaysFromItsDefaults(Provider provider) {
    if (provider.parameters().stream().anyMatch(Parameter::required)) {
      return;
    }
    for (int i = 0; i < 60; i++) {
      Object made = made(provider, "key " + i);
      Class<?> wanted =
          switch (provider.kind()) {
            case WORDS, TEXT -> String.class;
            case INTEGER -> Long.class;
            case NUMBER -> Number.class;
            case BOOLEAN -> Boolean.class;
            case DATE -> java.time.LocalDate.class;
            case DATE_TIME -> java.time.LocalDateTime.class;
            case TIME -> java.time.LocalTime.class;
            case LIST -> List.class;
            case DICTIONARY -> Map.class;
            case ANY -> Object.class;
          };
      if (made != null || provider.kind() != Kind.BOOLEAN) {
        assertThat(made).as(provider.name()).isInstanceOf(wanted);
      }
      assertThat(made).as(provider.name()).isEqualTo(made(provider, "key " + i));
      if (provider.kind() == Kind.WORDS) {
        assertThat((String) made).isNotEmpty().doesNotMatch("[+-]?[0-9]+(\\.[0-9]+)?");
      }
    }
  }

  private static @Nullable Object made(Provider provider, String key) {
    @Nullable Object[] none = new @Nullable Object[provider.parameters().size()];
    return provider.make(none, CHOICES.draw(key), Pools.of(List.of()), PERSONAS, key);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "fake.bothify(text=\"##-??\") ; \\d\\d-[A-Za-z]{2}",
        "fake.numerify(\"%%%\") ; [1-9]{3}",
        "fake.lexify(\"??\", letters=\"xy\") ; [xy]{2}",
        "fake.hexify(\"^^:^^\", upper=true) ; [0-9A-F]{2}:[0-9A-F]{2}",
        "fake.random_int(10, 12) ; 1[0-2]",
        "fake.random_int(min=5, max=20, step=5) ; 5|10|15|20",
        "fake.random_number(digits=4, fix_len=true) ; [1-9]\\d{3}",
        "fake.pyint(min_value=7, max_value=7) ; 7",
        "fake.random_element(elements=(\"red\", \"blue\")) ; red|blue",
        "fake.random_elements([\"a\", \"b\"], length=3) | join(\"\") ; [ab]{3}",
        "fake.random_element({\"a\": 0, \"b\": 1}) ; b",
        "fake.date_between(\"-30y\", \"today\") ; (199[5-9]|20[0-2]\\d)-\\d\\d-\\d\\d",
        "fake.date_of_birth(minimum_age=18, maximum_age=18) ; 200[67]-\\d\\d-\\d\\d",
        "fake.date(pattern=\"%d.%m.%Y\") ; \\d\\d\\.\\d\\d\\.\\d{4}",
        "fake.sentence(nb_words=4, variable_nb_words=false) ; [A-Z]\\w*( \\w+){3}\\.",
        "fake.words(2) | join(\" \") ; \\w+ \\w+",
        "fake.boolean(chance_of_getting_true=100) ; True",
        "fake.md5() ; [0-9a-f]{32}",
        "fake.sha256() ; [0-9a-f]{64}",
        "fake.uuid4(cast_to=none) ; [0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
        "fake.isbn13(separator=\"\") ; 978\\d{10}",
        "fake.credit_card_expire() ; (0[1-9]|1[0-2])/\\d\\d",
        "fake.email(domain=\"acme.test\") ; [a-z]+\\.[a-z]+\\d{6}@acme\\.test",
        "fake.ssn(taxpayer_identification_number_type=\"EIN\") ; 00-\\d{7}",
        "fake.password(length=12, special_chars=false) ; [A-Za-z0-9]{12}",
        "fake.postcode_in_state(\"VT\") ; 05\\d{3}",
        "fake.location_on_land()[2] ; .+",
        "fake.location_on_land() ; -?\\d+\\.\\d{5}, -?\\d+\\.\\d{5}",
        "fake.domain_name() ; [a-z]+-\\d{3}\\.example\\.(com|net|org)",
        "fake.persona().email ; [a-z]+\\.[a-z]+\\d{6}@example\\.(com|net|org)",
        "fake.persona(email_format=\"flast_name\").email ; [a-z]+\\d{6}@example\\.(com|net|org)",
        "fake.profile().ssn ; 9\\d\\d-[1-4]\\d-\\d{4}",
        "fake.simple_profile()[\"sex\"] ; [MF]",
        "random.randint(3, 4) ; 3|4",
        "random.choice([\"x\", \"y\"]) ; x|y",
        "random.sample([\"x\", \"y\"], 2) | join ; xy|yx",
        "[\"x\", \"y\"] | random ; x|y",
        "random.random() ; 0\\.\\d+",
        "(fake.random_number(digits=3) | string) + \"-\" + (fake.random_number(digits=4) | string) ; \\d{1,3}-\\d{1,4}",
      })
  void argumentsShapeTheResult(String expression, String format) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      rows.add(row("v" + i / 2));
    }
    @SuppressWarnings("unchecked")
    List<@Nullable Object>[] table = rows.toArray(List[]::new);
    List<List<@Nullable Object>> made = run(rule("a", expression), schema("a"), table);
    for (int i = 0; i < 50; i += 2) {
      assertThat((String) made.get(i).get(0)).matches(format);
      assertThat(made.get(i)).isEqualTo(made.get(i + 1));
    }
  }

  @Test
  void equalCallsInOneExpressionDrawApart() {
    List<List<@Nullable Object>> made =
        run(
            rule("a", "fake.numerify(\"######\") ~ \" \" ~ fake.numerify(\"######\")"),
            schema("a"),
            row("x"));
    String[] parts = String.valueOf(made.get(0).get(0)).split(" ");
    assertThat(parts[0]).isNotEqualTo(parts[1]);
  }

  @Test
  void anExpressionGivesTheSameInEveryTableAndColumn() {
    String expression = "fake.bothify(\"##??\") ~ random.randint(1, 1000000)";
    Object one = run(rule("a", expression), schema("a"), row("v")).get(0).get(0);
    Object two = run(rule("b", expression), schema("z", "b"), row("q", "v")).get(0).get(1);
    assertThat(one).isEqualTo(two);
  }

  @Test
  void aProviderThatIsAnEntityGivesItsFake() {
    Object provider = run(rule("a", "fake.zipcode()"), schema("a"), row("02127")).get(0).get(0);
    Object entity = run(rule("a", "\"postcode\" | fake"), schema("a"), row("02127")).get(0).get(0);
    assertThat(provider).isEqualTo(entity);
  }

  @Test
  void nullStaysNull() {
    assertThat(run(rule("a", "fake.bothify(\"##\")"), schema("a"), row((Object) null)).get(0))
        .containsExactly((Object) null);
    assertThat(run(rule("a", "random.random()"), schema("a"), row((Object) null)).get(0))
        .containsExactly((Object) null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "fake.frist_name() ~ unknown provider \"fake.frist_name\"; did you mean \"first_name\"?",
        "fake.random_int(maxx=3) ~ fake.random_int has no argument \"maxx\"; did you mean \"max\"?",
        "fake.persona().frist_name ~ a persona has no \"frist_name\"; did you mean \"first_name\"?",
        "random.randit(1, 2) ~ unknown method \"random.randit\"; did you mean \"randint\"?",
        "random.randint(1) ~ random.randint needs the argument \"b\"",
        "fake ~ \"fake\" alone has no value; call a provider, such as fake.first_name()",
        "random ~ \"random\" alone has no value; call a method, such as random.randint(1, 6)",
      })
  void aSlipIsFoundBeforeTheFirstRow(String expression, String problem) {
    assertThat(problems(() -> TransformConfig.parse("test", rule("a", expression))))
        .singleElement()
        .asString()
        .endsWith(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "fake.random_int(5, 1) ~ random_int: the lower bound is above the upper one (for column \"a\")",
        "fake.random_number(digits=\"x\") ~ random_number: argument \"digits\" must be a whole number (for column \"a\")",
        "fake.date_between(\"yesterday\") ~ random",
        "fake(locale=\"xx_XX\").first_name() ~ unknown locale \"xx_XX\"; expected one like en_US, en_GB, de or fr_CA (for column \"a\")",
        "random.choice([]) ~ choice: argument \"seq\" must be a list that is not empty (for column \"a\")",
      })
  void argumentsThatCannotBeAreFoundBeforeTheFirstRow(String expression, String problem) {
    List<String> found =
        problems(
            () ->
                TransformConfig.parse("test", rule("a", expression))
                    .compile(schema("a"), Tables.KEYS));
    if (problem.equals("random")) {
      assertThat(found)
          .singleElement()
          .asString()
          .contains("must be a date, a number of days or a text such as \"-30y\"");
    } else {
      assertThat(found).singleElement().asString().endsWith(problem);
    }
  }

  @Test
  void aLocaleIsTakenFromTheCallOrFromTheRow() {
    String german = "fake(locale=\"de_DE\", seed=this).last_name()";
    Object constant = run(rule("a", german), schema("a"), row("Gray")).get(0).get(0);
    List<String> names = List.of(Pools.of(List.of("de_DE")).lastNames());
    assertThat(names).contains((String) constant);
    List<List<@Nullable Object>> byRow =
        run(
            rule("a", "fake(locale=row.l, seed=this).last_name()"),
            schema("a", "l"),
            row("Gray", "de_DE"),
            row("Gray", "ja_JP"),
            row("Gray", null));
    assertThat(byRow.get(0).get(0)).isEqualTo(constant);
    assertThat(Pools.of(List.of("ja_JP")).lastNames()).contains((String) byRow.get(1).get(0));
    assertThat(Pools.of(List.of()).lastNames()).contains((String) byRow.get(2).get(0));
  }

  @Test
  void aSeedOfTheRowIsTheKey() {
    List<List<@Nullable Object>> rows =
        run(
            rule("a", "fake(seed=row.id).first_name()"),
            schema("a", "id"),
            row("Noah", "1"),
            row("Emma", "1"),
            row("Noah", "2"));
    assertThat(rows.get(0).get(0)).isEqualTo(rows.get(1).get(0)).isNotEqualTo(rows.get(2).get(0));
    List<List<@Nullable Object>> constant =
        run(rule("a", "fake(seed=7).first_name()"), schema("a"), row("Noah"));
    Object plain = run(rule("a", "fake.first_name()"), schema("a"), row("Noah")).get(0).get(0);
    assertThat(constant.get(0).get(0)).isEqualTo(plain);
  }

  @Test
  void numbersThatCheckThemselvesDo() {
    for (int i = 0; i < 200; i++) {
      String card = (String) made(Providers.of("credit_card_number").orElseThrow(), "k" + i);
      assertThat(CheckDigits.luhn(card) % 10).isZero();
      BigDecimal latitude =
          new BigDecimal(
              (String)
                  ((List<?>) made(Providers.of("location_on_land").orElseThrow(), "k" + i)).get(0));
      assertThat(latitude).isBetween(new BigDecimal("-56"), new BigDecimal("70"));
    }
  }

  @Test
  void theCatalogueHasTheCommonNames() {
    assertThat(Providers.names().size()).isGreaterThan(250);
  }
}
