package io.understudy.engine.fake;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.engine.detect.Detector;
import io.understudy.engine.key.SecretKey;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for the fakes of any values of an entity, over values that another key made. */
class EntityPropertiesTest {
  private static final int VALUES = 500;
  private static final String SPACED_TIME = "yyyy-MM-dd HH:mm:ss";

  private static Fakery fakery(int key) {
    byte[] secret = new byte[16];
    secret[0] = (byte) key;
    return new Fakery(new SecretKey(secret), List.of());
  }

  private static List<String> values(Entity entity) {
    EntityFake maker = fakery(7).of(entity).orElseThrow();
    List<String> values = new ArrayList<>();
    for (int i = 0; i < VALUES; i++) {
      String value = maker.fresh("value " + i);
      values.add(value);
      if (!isCased(entity)) {
        values.add(value.toUpperCase(Locale.ROOT));
      }
    }
    return values;
  }

  /** Where letter case is part of what a value is. */
  private static boolean isCased(Entity entity) {
    return entity == Entity.URL || entity == Entity.API_KEY || entity == Entity.HTTP_COOKIE;
  }

  @ParameterizedTest
  @EnumSource(Entity.class)
  void aFakeCanBeReadAsItsEntity(Entity entity) {
    EntityFake fakes = fakery(8).of(entity).orElseThrow();
    for (String original : values(entity)) {
      String fake = fakes.text(original);
      assertThat(isRead(entity, original, fake)).as("%s -> %s", original, fake).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(Entity.class)
  void whatIsDetectedInAValueIsDetectedInItsFake(Entity entity) {
    Detector detector = new Detector(List.of());
    EntityFake fakes = fakery(8).of(entity).orElseThrow();
    for (String original : values(entity)) {
      Optional<Entity> found = detector.inValue(original);
      if (found.equals(Optional.of(entity)) && entity != Entity.SSN) {
        String fake = fakes.text(original);
        assertThat(detector.inValue(fake)).as("%s -> %s", original, fake).isEqualTo(found);
      }
    }
  }

  private static boolean isRead(Entity entity, String original, String fake) {
    return switch (entity) {
      case EMAIL -> fake.matches("[^@\\s]+@[^@\\s]+\\.[A-Za-z]+");
      case CREDIT_DEBIT_CARD -> CheckDigits.luhn(fake) % 10 == 0 && isAlike(original, fake);
      case IBAN -> CheckDigits.isIban(fake) && fake.startsWith(original.substring(0, 2));
      case BANK_ROUTING_NUMBER -> CheckDigits.isAba(fake);
      case VEHICLE_IDENTIFIER -> CheckDigits.isVin(fake);
      case IPV4 -> fake.matches("(\\d+\\.){3}\\d+") && isAddress(fake);
      case IPV6 -> fake.contains(":") && isAddress(fake);
      case MAC_ADDRESS -> fake.matches("([0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}");
      case URL -> URI.create(fake).getHost() != null;
      case DATE -> LocalDate.parse(fake) != null;
      case DATE_TIME -> LocalDateTime.parse(fake, DateTimeFormatter.ofPattern(SPACED_TIME)) != null;
      case LATITUDE -> Math.abs(Double.parseDouble(fake)) <= 90;
      case LONGITUDE -> Math.abs(Double.parseDouble(fake)) <= 180;
      case COORDINATE -> Stream.of(fake.split(", ")).mapToDouble(Double::parseDouble).count() == 2;
      case AGE -> Integer.parseInt(fake) >= 0 && Integer.parseInt(fake) <= 120;
      case SSN -> fake.matches("(000|666|9\\d\\d)-\\d\\d-\\d{4}");
      case UNIQUE_IDENTIFIER -> UUID.fromString(fake) != null;
      case SWIFT_BIC -> fake.matches("[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?");
      case BLOOD_TYPE -> fake.matches("(A|B|AB|O)([+-]|(?i: ?(positive|negative)))");
      case ACCOUNT_NUMBER,
          BIOMETRIC_IDENTIFIER,
          CERTIFICATE_LICENSE_NUMBER,
          CUSTOMER_ID,
          CVV,
          DEVICE_IDENTIFIER,
          EMPLOYEE_ID,
          FAX_NUMBER,
          HEALTH_PLAN_BENEFICIARY_NUMBER,
          LICENSE_PLATE,
          MEDICAL_RECORD_NUMBER,
          NATIONAL_ID,
          PHONE_NUMBER,
          PIN,
          POSTCODE,
          TAX_ID ->
          isAlike(original, fake);
      case NAME, NAME_FEMALE, NAME_MALE -> fake.matches("\\p{L}\\S*( \\S+)+");
      case FIRST_NAME, FIRST_NAME_FEMALE, FIRST_NAME_MALE, LAST_NAME ->
          fake.matches("\\p{L}[\\p{L}\\p{M}' .-]*");
      default -> fake.codePoints().anyMatch(Character::isLetterOrDigit);
    };
  }

  /** The same kind of character at each place. */
  private static boolean isAlike(String original, String fake) {
    return kinds(original).equals(kinds(fake));
  }

  private static String kinds(String text) {
    return text.replaceAll("\\p{Lu}", "A").replaceAll("\\p{Ll}", "a").replaceAll("\\d", "9");
  }

  /** Nothing is looked up: both are written as addresses. */
  private static boolean isAddress(String text) {
    try {
      return InetAddress.getByName(text) != null;
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
