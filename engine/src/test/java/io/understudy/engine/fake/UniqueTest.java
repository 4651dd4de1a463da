package io.understudy.engine.fake;

import static io.understudy.engine.Tables.problems;
import static io.understudy.engine.Tables.row;
import static io.understudy.engine.Tables.schema;
import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.engine.Tables;
import io.understudy.engine.TransformConfig;
import io.understudy.engine.key.FormatPreserving;
import io.understudy.engine.key.KeyedFunction;
import io.understudy.engine.key.SecretKey;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code unique: true}: different values, different fakes. */
class UniqueTest {
  private static final int MANY = 2_000_000;
  private static final SecretKey KEY = new SecretKey(new byte[16]);
  private static final KeyedFunction HASHES = new KeyedFunction(KEY, "test");

  private final Fakery fakery = new Fakery(KEY, List.of());

  @Test
  void twoMillionEmailsStayApart() {
    assertDistinct(Entity.EMAIL, i -> "user" + i + "@mac.com");
  }

  @Test
  void twoMillionPhonesStayApart() {
    assertDistinct(
        Entity.PHONE_NUMBER,
        i -> {
          String ten = Long.toString(2_012_000_000L + 3_967L * i);
          return "(" + ten.substring(0, 3) + ") " + ten.substring(3, 6) + "-" + ten.substring(6);
        });
  }

  @Test
  void twoMillionSocialSecurityNumbersStayApart() {
    assertDistinct(
        Entity.SSN,
        i -> {
          String nine = "%09d".formatted(100_010_001L + 397L * i);
          return nine.substring(0, 3) + "-" + nine.substring(3, 5) + "-" + nine.substring(5);
        });
  }

  private void assertDistinct(Entity entity, IntFunction<String> values) {
    EntityFake fake = fakery.unique(entity);
    long[] hashes = new long[MANY];
    for (int i = 0; i < MANY; i++) {
      hashes[i] = HASHES.number(fake.text(values.apply(i)));
    }
    Arrays.sort(hashes);
    for (int i = 1; i < MANY; i++) {
      assertThat(hashes[i] != hashes[i - 1]).as(entity.entityName()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"9", "42", "0a7", "Ab1", "X-1y", "007"})
  void everyTextOfAShapeIsTheFakeOfExactlyOne(String shape) {
    EntityFake fake = fakery.unique(Entity.CUSTOMER_ID);
    Set<String> texts = all(shape);
    Set<String> fakes = new HashSet<>();
    for (String text : texts) {
      String made = fake.text(text);
      assertThat(made).isNotEqualTo(text);
      fakes.add(made);
    }
    assertThat(fakes).isEqualTo(texts);
  }

  /** All texts that ShapeFake calls of one shape. */
  private static Set<String> all(String shape) {
    Set<String> texts = new HashSet<>(Set.of(""));
    boolean leads = shape.chars().filter(Character::isLetterOrDigit).count() > 1;
    for (char c : shape.toCharArray()) {
      String choices =
          Character.isDigit(c)
              ? leads ? (c == '0' ? "0" : "123456789") : "0123456789"
              : Character.isLowerCase(c)
                  ? "abcdefghijklmnopqrstuvwxyz"
                  : Character.isUpperCase(c) ? "ABCDEFGHIJKLMNOPQRSTUVWXYZ" : String.valueOf(c);
      leads &= !Character.isDigit(c);
      Set<String> longer = new HashSet<>();
      for (String text : texts) {
        for (char choice : choices.toCharArray()) {
          longer.add(text + choice);
        }
      }
      texts = longer;
    }
    return texts;
  }

  @Test
  void longShapesStayApartToo() {
    ShapePermutation permutation =
        new ShapePermutation(new KeyedFunction(KEY, "small"), new FormatPreserving(KEY, "large"));
    @Nullable String[] alphabets = new @Nullable String[24];
    Arrays.fill(alphabets, ShapePermutation.DIGITS);
    Set<String> fakes = new HashSet<>();
    for (int i = 0; i < 5_000; i++) {
      String text = "%024d".formatted(i);
      String fake = permutation.of(text, alphabets, "t");
      assertThat(fake).hasSize(24).isNotEqualTo(text);
      fakes.add(fake);
    }
    assertThat(fakes).hasSize(5_000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "unique_identifier ; 9f1c2d3e-0a1b-4c2d-8e3f-%012x ;"
            + " [0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}",
        "api_key ; sk_live_abcdefghijklmnop%010d ; [a-z]{2}_[a-z]{4}_[a-z]{16}\\d{10}",
        "account_number ; 1000200030004000500%06d ; [1-9]\\d{24}",
        "phone_number ; +44 20 79%02d %04d ; \\+44 \\d\\d \\d{4} \\d{4}",
        "phone_number ; 617-555-%04d x12 ; \\d{3}-\\d{3}-\\d{4} x\\d\\d",
        "postcode ; %05d ; \\d{5}",
        "vehicle_identifier ; 1HGCM8263%08d ; [0-9A-Z]{17}",
        "mac_address ; 00:1b:44:11:%02d:%02d ; [0-9a-f]{2}(:[0-9a-f]{2}){5}",
        "swift_bic ; DEUTDEFF%03d ; [A-Z]{4}DE[A-Z]{2}\\d{3}",
        "user_name ; ngray%d ; [a-z]+\\.[a-z]+\\.[a-z0-9]{20}",
        "ipv6 ; 2a00::%x ; 2001:db8(:[0-9a-f]{1,4}){6}",
      })
  void formsAreKept(String entity, String pattern, String format) {
    EntityFake fake = fakery.unique(Entity.byName(entity).orElseThrow());
    Set<String> fakes = new HashSet<>();
    Set<String> originals = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      boolean two = pattern.indexOf('%') != pattern.lastIndexOf('%');
      boolean mac = entity.equals("mac_address");
      String original =
          two
              ? mac ? pattern.formatted(i / 55, i % 55) : pattern.formatted(i / 100 % 100, i % 100)
              : pattern.formatted(i);
      String made = fake.text(original);
      assertThat(made).matches(format).isNotEqualTo(original);
      originals.add(original);
      fakes.add(made);
    }
    assertThat(fakes).hasSameSizeAs(originals);
  }

  @Test
  void checkDigitsStayWhatTheyAre() {
    EntityFake cards = fakery.unique(Entity.CREDIT_DEBIT_CARD);
    EntityFake ibans = fakery.unique(Entity.IBAN);
    Set<String> fakes = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      String card = "41111111%08d".formatted(i);
      String fake = cards.text(card);
      assertThat(fake).startsWith("4").hasSize(16);
      assertThat(CheckDigits.luhn(fake) % 10).isEqualTo(CheckDigits.luhn(card) % 10);
      fakes.add(fake);
      String account = "3704004405320%05d".formatted(i);
      String iban = "DE" + OfficialNumbers.ibanCheck("DE", account) + account;
      String other = ibans.text(iban);
      assertThat(other).matches("DE\\d{20}");
      assertThat(CheckDigits.isIban(other)).isTrue();
      fakes.add(other);
      String wrong = "DE00" + account;
      fakes.add(ibans.text(wrong));
    }
    assertThat(fakes).hasSize(3_000);
  }

  @Test
  void letterCaseMakesNoOtherMailbox() {
    EntityFake emails = fakery.unique(Entity.EMAIL);
    assertThat(emails.text("Noah@mac.com")).isEqualTo(emails.text("noah@MAC.com"));
  }

  @Test
  void whatIsUniqueAnywayHasTheSameFakeWithAndWithout() {
    assertThat(fakery.unique(Entity.CUSTOMER_ID).text("CUST-4711"))
        .isEqualTo(fakery.of(Entity.CUSTOMER_ID).orElseThrow().text("CUST-4711"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "fake.last_name() ; a fake last_name cannot be unique: there are only 473 of them; use hash,"
            + " or leave unique out",
        "\"ipv4\" | fake ; a fake ipv4 cannot be unique: there are only 16,777,216 of them; use hash,"
            + " or leave unique out",
        "fake.bothify(\"###\") ; unique: true needs a value that is one fake of an entity, or a hash",
        "fake.email() | lower ; unique: true needs a value that is one fake of an entity, or a hash",
      })
  void whatCannotBeUniqueIsRefusedBeforeTheRun(String expression, String problem) {
    String yaml = Tables.rule("a", expression) + "          unique: true\n";
    assertThat(
            problems(() -> TransformConfig.parse("test", yaml).compile(schema("a"), Tables.KEYS)))
        .singleElement()
        .asString()
        .contains(problem);
  }

  @Test
  void aRuleThatIsUniqueRuns() {
    String yaml = Tables.rule("a", "\"ssn\" | fake") + "          unique: true\n";
    List<List<@Nullable Object>> made =
        Tables.run(yaml, schema("a"), row("308-63-0237"), row("308-63-0238"), row((Object) null));
    assertThat((String) made.get(0).get(0)).matches("\\d{3}-\\d\\d-\\d{4}");
    assertThat(made.get(0)).isNotEqualTo(made.get(1));
    assertThat(made.get(2).get(0)).isNull();
  }
}
