package io.understudy.engine.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.engine.detect.Detector;
import io.understudy.engine.key.SecretKey;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EntityFakeTest {
  private static final List<String> ORIGINALS =
      List.of(
          "Noah",
          "GRAY",
          "noah gray",
          "Gray, Noah",
          "N/A",
          "x",
          "7",
          "42",
          "0",
          "1987-03-14",
          "(617) 248-4867",
          "noah@web.de",
          "078-05-1120",
          "4111 1111 1111 1111",
          "A+",
          "F",
          "DE89 3704 0044 0532 0130 00",
          "86.231.85.193",
          "40.7128",
          "Ünïcödé",
          "日本",
          "-12.50",
          "1HGCM82633A004352",
          "021000021",
          "DEUTDEFF",
          "en",
          "a b c d e f",
          "Dr.",
          "Miss");

  private final Fakery fakery = fakery(1);

  @ParameterizedTest
  @EnumSource(Entity.class)
  void fakesAreTheSameForTheSameKeyAndNeverTheOriginal(Entity entity) {
    EntityFake again = fakery(1).of(entity).orElseThrow();
    for (String original : ORIGINALS) {
      String fake = of(entity).text(original);

      assertThat(fake).as(original).isNotEqualToIgnoringCase(original).isNotBlank();
      assertThat(again.text(original)).isEqualTo(fake);
    }
  }

  @ParameterizedTest
  @EnumSource(Entity.class)
  void anotherKeyMakesOtherFakes(Entity entity) {
    EntityFake other = fakery(2).of(entity).orElseThrow();
    Set<String> differing = new HashSet<>();
    for (String original : ORIGINALS) {
      if (!other.text(original).equals(of(entity).text(original))) {
        differing.add(original);
      }
    }
    assertThat(differing).hasSizeGreaterThan(ORIGINALS.size() / 2);
  }

  @ParameterizedTest
  @EnumSource(Entity.class)
  void whatHoldsNothingStaysAsItIs(Entity entity) {
    for (String blank : List.of("", " ", "\t\n", "-", "--", "***")) {
      assertThat(of(entity).text(blank)).isEqualTo(blank);
    }
  }

  @ParameterizedTest
  @EnumSource(Entity.class)
  void numbersAreReplacedByNumbersOfTheirClassOrText(Entity entity) {
    for (Object original : List.of(42L, 6172484867L, new BigDecimal("42.50"), 42.5, 0L, -7L)) {
      Object fake = of(entity).value(original);

      assertThat(fake).isNotEqualTo(original).isInstanceOfAny(original.getClass(), String.class);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "phone_number ; (617) 248-4867 ; \\([2-9]\\d\\d\\) 555-\\d{4}",
        "phone_number ; 617.248.4867 x12 ; [2-9]\\d\\d\\.555\\.\\d{4} x\\d\\d",
        "phone_number ; +1 617-248-4867 ; \\+1 [2-9]\\d\\d-555-\\d{4}",
        "phone_number ; +44 20 7946 0958 ; \\+44 \\d\\d \\d{4} \\d{4}",
        "phone_number ; 0171/1234567 ; 0\\d{3}/\\d{7}",
        "fax_number ; 2484867 ; 555\\d{4}",
        "ssn ; 078-05-1120 ; 9\\d\\d-[0-4]\\d-\\d{4}",
        "ssn ; 078051120 ; 9\\d{2}[0-4]\\d{5}",
        "email ; Noah.Gray@Mac.com ; [a-z]+\\.[a-z]+\\d{6}@example\\.(com|net|org)",
        "email ; NOAH@MAC.COM ; [A-Z]+\\.[A-Z]+\\d{6}@EXAMPLE\\.(COM|NET|ORG)",
        "user_name ; ngray ; [a-z]+\\.[a-z]+\\d{6}",
        "url ; https://noah.me/x ; https://[a-z]+\\d{6}\\.example\\.(com|net|org)/\\d{8}",
        "first_name ; NOAH ; \\p{Lu}+",
        "first_name ; noah ; [\\p{Ll}'-]+",
        "first_name ; J. ; [A-Z]\\.",
        "name ; Dr. Noah Gray Jr. ; Dr\\. \\S+ \\S+ Jr\\.",
        "name ; GRAY, NOAH ; [\\p{Lu}']+, \\p{Lu}+",
        "name ; 'Noah Gray, Jr.' ; \\S+ [^ ,]+, Jr\\.",
        "ipv4 ; 86.231.85.193 ; 10\\.\\d+\\.\\d+\\.\\d+",
        "ipv4 ; 86.231.85.193:8080 ; 10\\.\\d+\\.\\d+\\.\\d+:8080",
        "ipv6 ; fe80::1 ; 2001:db8(:[0-9a-f]{1,4}){6}",
        "mac_address ; 00:1B:44:11:3A:B7 ; [0-9A-F][26AE](:[0-9A-F]{2}){5}",
        "postcode ; 02127 ; 0\\d{4}",
        "postcode ; M6H 1L2 ; [A-Z]\\d[A-Z] \\d[A-Z]\\d",
        "customer_id ; CUST-4711 ; [A-Z]{4}-[1-9]\\d{3}",
        "unique_identifier ; 550e8400-e29b-41d4-a716-446655440000 ; [0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}",
        "street_address ; 2041 Adams Ave ; [1-9]\\d{3} \\D+",
        "state ; MA ; [A-Z]{2}",
        "country ; US ; [A-Z]{2}",
        "age ; 42 ; [1-8]\\d",
        "age ; 42 years ; [1-8]\\d years",
        "age ; 7 ; \\d|1[0-7]",
        "age ; Age: 42 Y.O. ; Age: [1-8]\\d Y\\.O\\.",
        "latitude ; 40.7128 ; \\d{1,2}\\.\\d{4}",
        "latitude ; 40\u00B0 42' 46\" N ; \\d{1,2}\u00B0 \\d{2}' \\d{2}\" N",
        "latitude ; 40\u00BAN ; \\d{1,2}\u00BAN",
        "longitude ; -74.0060 ; -\\d{1,3}\\.\\d{4}",
        "latitude ; 40 ; \\d{1,2}",
        "coordinate ; 40.71, -74.00 ; \\d{1,2}\\.\\d{2}, -\\d{1,3}\\.\\d{2}",
        "blood_type ; A+ ; (A|B|AB|O)[+-]",
        "blood_type ; AB positive ; (A|B|AB|O) (positive|negative)",
        "gender ; F ; [MX]",
        "gender ; m ; [fx]",
        "gender ; female ; [a-z-]+",
        "language ; de ; [a-z]{2}",
        "race ; WHITE ; [A-Z ]+",
        "education ; 3 ; \\d",
        "swift_bic ; DEUTDEFF500 ; [A-Z]{4}DE[A-Z]{2}[1-9]\\d{2}",
        "date ; 1987-03-14 ; 198[2-7]-\\d\\d-\\d\\d",
        "date ; 03/14/1987 ; \\d\\d/\\d\\d/198[2-7]",
        "date ; 3/4/87 ; \\d{1,2}/\\d{1,2}/8[2-7]",
        "date ; 14.03.1987 ; \\d\\d\\.\\d\\d\\.198[2-7]",
        "date ; 19870314 ; 198[2-7]\\d{4}",
        "date ; 14-Mar-1987 ; \\d\\d-[A-Z][a-z]{2}-198[2-7]",
        "date ; 'March 14, 1987' ; [A-Z][a-z]+ \\d\\d, 198[2-7]",
        "date ; 1987 ; 198[2-6]",
        "date ; 1987-03 ; 198[2-7]-\\d\\d",
        "date_time ; 2026-01-31 10:30:00 ; 202[1-5]-\\d\\d-\\d\\d \\d\\d:\\d\\d:00",
        "date_time ; 2026-01-31T10:30:05.123Z ; 202[1-5]-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z",
        "date_time ; 2026-01-31 10:30:00+01 ; 202[1-5]-\\d\\d-\\d\\d \\d\\d:\\d\\d:00\\+01",
        "date_time ; 1/31/2026 10:30 PM ; \\d{1,2}/\\d{1,2}/202[1-5] \\d\\d:\\d\\d [AP]M",
        "date_time ; 1706697000123 ; 1[56]\\d{11}",
        "date_time ; 2026-01-31 00:00:00 ; 202[1-5]-\\d\\d-\\d\\d 00:00:00"
      })
  void formatsAreKept(String entity, String original, String format) {
    assertThat(of(Entity.byName(entity).orElseThrow()).text(original)).matches(format);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "age ; 34 (Noah Baker's son) ; [1-8]\\d \\([A-Z][a-z]{3} [A-Z][a-z]{4}'[a-z] [a-z]{3}\\)",
        "age ; 34 years, Kanye West ; [1-8]\\d [a-z]{5}, [A-Z][a-z]{4} [A-Z][a-z]{3}",
        "age ; 34 \u674E\u660E ; [1-8]\\d [a-z]{2}",
        "latitude ; 40.7 N Noah ; \\d{1,2}\\.\\d [A-Z] [A-Z][a-z]{3}",
        "longitude ; Baker: -74.0 ; [A-Z][a-z]{4}: -\\d{1,3}\\.\\d",
        "coordinate ; 40.7, -74.0 Noah ; \\d{1,2}\\.\\d, -\\d{1,3}\\.\\d [A-Z][a-z]{3}"
      })
  void textAroundANumberIsDrawnUnlessItIsAUnit(String entity, String original, String format) {
    assertThat(of(Entity.byName(entity).orElseThrow()).text(original))
        .matches(format)
        .doesNotContain("34", "Noah", "Baker", "son", "years", "Kanye", "West");
  }

  @Test
  void checkDigitsOfFakesAreValid() {
    for (String card :
        List.of("4111111111111111", "378282246310005", "5555555555554444", "6011000990139424")) {
      String fake = of(Entity.CREDIT_DEBIT_CARD).text(card);
      assertThat(fake).hasSameSizeAs(card).startsWith(card.substring(0, 1));
      assertThat(CheckDigits.luhn(fake) % 10).isZero();
    }
    assertThat(of(Entity.IBAN).text("DE89 3704 0044 0532 0130 00"))
        .matches("DE\\d\\d \\d{4} \\d{4} \\d{4} \\d{4} \\d\\d")
        .satisfies(fake -> assertThat(CheckDigits.isIban(fake.replace(" ", ""))).isTrue());
    assertThat(CheckDigits.isVin(of(Entity.VEHICLE_IDENTIFIER).text("1HGCM82633A004352"))).isTrue();
    assertThat(CheckDigits.isAba(of(Entity.BANK_ROUTING_NUMBER).text("021000021"))).isTrue();
  }

  @Test
  void fakesAreRecognisedAsWhatTheyStandForButNoSsnIsValid() {
    Detector detector = new Detector(List.of());
    for (int i = 100; i < 400; i++) {
      assertThat(detector.inValue(of(Entity.EMAIL).text("user" + i + "@mac.com")))
          .contains(Entity.EMAIL);
      assertThat(detector.inValue(of(Entity.PHONE_NUMBER).text("(617) 248-4" + i)))
          .contains(Entity.PHONE_NUMBER);
      assertThat(detector.inValue(of(Entity.CREDIT_DEBIT_CARD).text("4111111111111" + i)))
          .contains(Entity.CREDIT_DEBIT_CARD);
      assertThat(detector.inValue(of(Entity.IBAN).text("DE89370400440532013" + i)))
          .contains(Entity.IBAN);
      assertThat(detector.inValue(of(Entity.IPV4).text("86.231.85." + i))).contains(Entity.IPV4);
      assertThat(detector.inValue(of(Entity.IPV6).text("fe80::" + i))).contains(Entity.IPV6);
      assertThat(detector.inValue(of(Entity.MAC_ADDRESS).text("00:1B:44:11:3" + i % 10 + ":B7")))
          .contains(Entity.MAC_ADDRESS);
      assertThat(detector.inValue(of(Entity.SSN).text("308-63-0" + i))).isEmpty();
    }
  }

  @Test
  void spellingsOfOneValueGetOneFake() {
    assertThat(OfficialNumbers.digits(of(Entity.PHONE_NUMBER).text("+1 617.248.4867")).substring(1))
        .isEqualTo(OfficialNumbers.digits(of(Entity.PHONE_NUMBER).text("(617) 248-4867")));
    assertThat(OfficialNumbers.digits(of(Entity.SSN).text("012-52-7174")))
        .isEqualTo(of(Entity.SSN).value(12527174L).toString());
    assertThat(of(Entity.NAME).text("Noah Gray"))
        .isEqualTo(of(Entity.FIRST_NAME).text("Noah") + " " + of(Entity.LAST_NAME).text("Gray"));
    assertThat(of(Entity.EMAIL).text("Noah@mac.com"))
        .isEqualTo(of(Entity.EMAIL).text("noah@MAC.com"));
    assertThat(of(Entity.COORDINATE).text("40.7128, -74.006"))
        .isEqualTo(
            of(Entity.LATITUDE).text("40.7128") + ", " + of(Entity.LONGITUDE).text("-74.006"));
  }

  @Test
  void datesAgreeAcrossTypesAndNeverMoveForward() {
    LocalDate day = LocalDate.of(1987, 3, 14);
    LocalDate fake = (LocalDate) of(Entity.DATE).value(day);

    assertThat(fake).isBefore(day).isAfter(day.minusYears(5));
    assertThat(of(Entity.DATE).text("1987-03-14")).isEqualTo(fake.toString());
    assertThat(of(Entity.DATE_TIME).value(day.atStartOfDay())).isEqualTo(fake.atStartOfDay());
    assertThat(of(Entity.DATE).value(19870314L).toString())
        .isEqualTo(fake.toString().replace("-", ""));
    Instant instant = Instant.parse("2024-01-31T09:30:00Z");
    assertThat(of(Entity.DATE_TIME).value(instant).toString())
        .isEqualTo(of(Entity.DATE_TIME).text("2024-01-31T09:30:00Z"));
    assertThat(
            Instant.parse(
                of(Entity.DATE_TIME).text("2024-01-31T10:30:00+01:00").replace("+01:00", "Z")))
        .isEqualTo(((Instant) of(Entity.DATE_TIME).value(instant)).plusSeconds(3600));
    assertThat(of(Entity.DATE_TIME).value(LocalDateTime.of(2024, 1, 31, 10, 30)))
        .isInstanceOf(LocalDateTime.class);
    assertThat(of(Entity.DATE_TIME).value(LocalTime.of(10, 30)))
        .isInstanceOf(LocalTime.class)
        .isNotEqualTo(LocalTime.of(10, 30));
    assertThat((LocalDate) of(Entity.DATE).value(LocalDate.of(1, 1, 1)))
        .isAfter(LocalDate.of(1, 1, 1));
  }

  /** Whoever reads day first or month first must find a date. */
  @Test
  void fakesOfDatesThatCanBeReadTwoWaysCanBeReadTwoWays() {
    for (int day = 1; day <= 12; day++) {
      String[] parts = of(Entity.DATE).text("%02d/07/1987".formatted(day)).split("/");

      assertThat(Integer.parseInt(parts[0])).isBetween(1, 12);
      assertThat(Integer.parseInt(parts[1])).isBetween(1, 12);
    }
  }

  @Test
  void decimalsKeepTheirScale() {
    assertThat(((BigDecimal) of(Entity.LATITUDE).value(new BigDecimal("40.500000"))).scale())
        .isEqualTo(6);
    assertThat(of(Entity.AGE).value(42L)).isInstanceOf(Long.class);
    assertThat(of(Entity.AGE).value(42.0)).isInstanceOf(Double.class);
  }

  @Test
  void refusesAValueThatIsNeitherTextNorNumberWithoutQuotingIt() {
    assertThatThrownBy(() -> of(Entity.EMAIL).value(LocalDate.of(1987, 3, 14)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a fake email needs text or a number, found LocalDate");
    assertThatThrownBy(() -> of(Entity.DATE).value(true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a fake date needs text, a number, a date or a time, found Boolean");
  }

  @Test
  void fakesOfManyValuesAreSpreadOverTheirPool() {
    Set<String> names = new HashSet<>();
    Set<String> emails = new HashSet<>();
    for (int i = 0; i < 20_000; i++) {
      names.add(of(Entity.FIRST_NAME).text("name " + i));
      emails.add(of(Entity.EMAIL).text("user" + i + "@mac.com"));
    }
    int pool = Pools.of(List.of()).firstNames().length;

    // n draws from a pool of m leave m * e^(-n/m) untouched.
    assertThat((double) names.size() / pool).isGreaterThan(0.97 * (1 - Math.exp(-20_000.0 / pool)));
    assertThat(emails).hasSize(20_000);
  }

  @Test
  void keysOfOneShapeNeverCollide() {
    Set<String> fakes = new HashSet<>();
    EntityFake fake = of(Entity.CUSTOMER_ID);
    for (int i = 0; i < 100_000; i++) {
      fakes.add(fake.text("C%05d".formatted(i)));
    }
    assertThat(fakes).hasSize(100_000);
  }

  @Test
  void everyEntityHasAFake() {
    assertThat(Arrays.stream(Entity.values()).filter(entity -> fakery.of(entity).isEmpty()))
        .isEmpty();
  }

  private EntityFake of(Entity entity) {
    return fakery.of(entity).orElseThrow();
  }

  private static Fakery fakery(int key) {
    byte[] secret = new byte[16];
    secret[0] = (byte) key;
    return new Fakery(new SecretKey(secret), List.of());
  }
}
