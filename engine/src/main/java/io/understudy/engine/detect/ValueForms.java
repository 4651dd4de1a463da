package io.understudy.engine.detect;

import com.google.re2j.Pattern;
import io.understudy.engine.fake.Entity;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The forms of whole values: by pattern, by check digits, and those that only support a name. */
final class ValueForms {
  /** What support is worth beside a name. */
  static final double SUPPORT = 0.5;

  private static final Recogniser EMAILS = new Emails();
  private static final Recogniser WEB = new WebAddresses();
  private static final Recogniser MACHINES = new Machines();
  private static final Recogniser NUMBERS = new Numbers();
  private static final Recogniser STREETS = new Streets();

  /** The more telling ones first. */
  static final List<ValueForm> ALL =
      List.of(
          ValueForm.of(
              Entity.EMAIL, 0.99, "e-mail addresses", value -> whole(EMAILS, value, Entity.EMAIL)),
          ValueForm.of(Entity.URL, 0.9, "URLs", value -> whole(WEB, value, Entity.URL)),
          ValueForm.of(
              Entity.IPV4, 0.95, "IPv4 addresses", value -> whole(NUMBERS, value, Entity.IPV4)),
          new ValueForm(
              Entity.IPV6,
              Set.of(Entity.IPV4),
              0.95,
              "IPv6 addresses",
              value -> whole(MACHINES, value, Entity.IPV6)),
          ValueForm.of(
              Entity.MAC_ADDRESS,
              0.97,
              "MAC addresses",
              value -> whole(MACHINES, value, Entity.MAC_ADDRESS)),
          ValueForm.checked(
              Entity.IBAN,
              Checksum.IBAN,
              "IBANs",
              pattern("[A-Za-z]{2}\\d{2}[A-Za-z0-9 ]{8,40}"),
              Entity.ACCOUNT_NUMBER),
          new ValueForm(
              Entity.CREDIT_DEBIT_CARD,
              Set.of(Entity.ACCOUNT_NUMBER),
              0.95,
              "card numbers of a known issuer with a valid check digit",
              value -> CardIssuers.isCard(digits(value, " -"))),
          ValueForm.checked(
              Entity.VEHICLE_IDENTIFIER,
              Checksum.VIN,
              "vehicle numbers",
              pattern("[A-Za-z0-9]{17}")),
          ValueForm.checked(
              Entity.NATIONAL_ID,
              Checksum.CODICE_FISCALE,
              "Italian tax codes",
              pattern("[A-Za-z0-9]{16}"),
              Entity.TAX_ID,
              Entity.SSN),
          ValueForm.checked(
              Entity.NATIONAL_ID,
              Checksum.NIR,
              "French social security numbers",
              pattern("[1-4378][0-9AB ]{14,20}"),
              Entity.SSN),
          ValueForm.checked(
              Entity.NATIONAL_ID,
              Checksum.DNI,
              "Spanish DNI or NIE numbers",
              pattern("[0-9XYZxyz]-?\\d{7}-?[A-Za-z]"),
              Entity.TAX_ID),
          ValueForm.checked(
              Entity.TAX_ID,
              Checksum.STEUER_ID,
              "German tax numbers",
              pattern("\\d{2} ?\\d{3} ?\\d{3} ?\\d{3}"),
              Entity.NATIONAL_ID),
          ValueForm.checked(
              Entity.NATIONAL_ID,
              Checksum.CPF,
              "Brazilian CPF numbers",
              pattern("\\d{3}\\.?\\d{3}\\.?\\d{3}-?\\d{2}"),
              Entity.TAX_ID),
          ValueForm.of(
              Entity.SSN,
              0.9,
              "US social security numbers",
              value -> whole(NUMBERS, value, Entity.SSN)),
          ValueForm.of(
              Entity.TAX_ID,
              0.8,
              "US taxpayer numbers (ITIN)",
              pattern("9\\d{2}-(?:5\\d|6[0-5]|7\\d|8[0-8]|9[0-24-9])-\\d{4}")),
          ValueForm.of(Entity.TAX_ID, 0.6, "US employer numbers (EIN)", pattern("\\d{2}-\\d{7}")),
          ValueForm.checked(
              Entity.MEDICAL_RECORD_NUMBER,
              Checksum.NHS,
              "NHS numbers",
              pattern("\\d{3}[ -]?\\d{3}[ -]?\\d{4}"),
              Entity.NATIONAL_ID,
              Entity.HEALTH_PLAN_BENEFICIARY_NUMBER),
          ValueForm.checked(
              Entity.CERTIFICATE_LICENSE_NUMBER,
              Checksum.NPI,
              "US health care provider numbers (NPI)",
              pattern("[12]\\d{9}"),
              Entity.UNIQUE_IDENTIFIER),
          ValueForm.checked(
              Entity.DEVICE_IDENTIFIER,
              Checksum.LUHN,
              "IMEIs",
              pattern("\\d{15}|\\d{2}-\\d{6}-\\d{6}-\\d")),
          ValueForm.checked(
              Entity.BANK_ROUTING_NUMBER,
              Checksum.ABA,
              "US routing numbers",
              pattern("(?:0\\d|1[0-2]|2[1-9]|3[0-2]|6[1-9]|7[0-2]|80)\\d{7}")),
          ValueForm.checked(
              Entity.NATIONAL_ID,
              Checksum.BSN,
              "Dutch citizen numbers",
              pattern("\\d{9}"),
              Entity.TAX_ID),
          ValueForm.checked(
              Entity.NATIONAL_ID,
              Checksum.LUHN,
              "Canadian social insurance numbers",
              pattern("[1-79]\\d{2}[ -]?\\d{3}[ -]?\\d{3}"),
              Entity.SSN,
              Entity.TAX_ID),
          ValueForm.of(
              Entity.PHONE_NUMBER,
              0.85,
              "phone numbers",
              value -> value.length() < 30 && whole(NUMBERS, value, Entity.PHONE_NUMBER)),
          ValueForm.of(
              Entity.STREET_ADDRESS, 0.8, "streets with house numbers", value -> isStreet(value)),
          ValueForm.of(
              Entity.UNIQUE_IDENTIFIER,
              0.5,
              "UUIDs",
              pattern("(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")),
          support(
              Entity.PHONE_NUMBER,
              "numbers of 6 to 15 digits",
              "\\+?[0-9 ()./-]{6,24}(?: ?(?i:x|ext\\.?) ?\\d+)?",
              Entity.FAX_NUMBER),
          support(
              Entity.SSN,
              "numbers of 9 digits",
              "\\d{3}[- ]?\\d{2}[- ]?\\d{4}|[Xx*-]+\\d{4}|\\d{4}",
              Entity.TAX_ID),
          support(
              Entity.DATE,
              "dates",
              "\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}.*|\\d{1,2}[-/. ](?:\\d{1,2}|[A-Za-z]{3,9})[-/. ,]+\\d{2,4}.*|\\d{8}",
              Entity.DATE_TIME),
          support(
              Entity.POSTCODE,
              "short codes with digits",
              "(?:[A-Za-z]{1,3}-?)?\\d[A-Za-z0-9 -]{2,9}|[A-Za-z]{1,2}\\d[A-Za-z0-9 ]{2,6}"),
          support(Entity.AGE, "numbers up to 129", "\\d{1,2}|1[0-2]\\d"),
          support(Entity.LATITUDE, "degrees", "-?\\d{1,2}(?:\\.\\d+)?"),
          support(Entity.LONGITUDE, "degrees", "-?1?\\d{1,2}(?:\\.\\d+)?"),
          support(Entity.CVV, "numbers of 3 or 4 digits", "\\d{3,4}", Entity.PIN),
          support(
              Entity.SWIFT_BIC,
              "codes of 8 or 11 characters",
              "[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?"),
          support(
              Entity.GENDER,
              "words for genders",
              "(?i)f|m|x|d|w|u|o|female|male|woman|man|non-?binary|other|unknown|agender|genderqueer|genderfluid|bigender|polygender|divers|weiblich|männlich|homme|femme|hombre|mujer|uomo|donna|homem|mulher|vrouw|[0129]"),
          support(Entity.BLOOD_TYPE, "blood types", "(?i)(?:ab|a|b|o|0)[+-]?"));

  private ValueForms() {}

  /** Whether a column that holds this can be told by its values. */
  static boolean canTell(Entity entity) {
    return switch (entity) {
      case EMAIL,
          URL,
          IPV4,
          IPV6,
          MAC_ADDRESS,
          IBAN,
          CREDIT_DEBIT_CARD,
          PHONE_NUMBER,
          FAX_NUMBER,
          SSN,
          DATE,
          AGE,
          LATITUDE,
          LONGITUDE,
          CVV,
          POSTCODE ->
          true;
      default -> false;
    };
  }

  private static ValueForm support(Entity entity, String values, String regex, Entity... more) {
    return new ValueForm(entity, Set.of(more), 0, values, pattern(regex));
  }

  private static Predicate<String> pattern(String regex) {
    Pattern pattern = Pattern.compile(regex);
    return value -> pattern.matcher(value).matches();
  }

  /** Whether one span of this entity, but for a bracket, is all there is. */
  private static boolean whole(Recogniser recogniser, String value, Entity entity) {
    Findings findings = new Findings();
    recogniser.find(value, entity == Entity.URL, findings);
    List<Span> spans = findings.inOrder();
    return spans.size() == 1
        && spans.getFirst().entity() == entity
        && spans.getFirst().start() <= 1
        && spans.getFirst().end() == value.length();
  }

  private static boolean isStreet(String value) {
    if (value.length() > 120) {
      return false;
    }
    Findings findings = new Findings();
    STREETS.find(value, true, findings);
    List<Span> spans = findings.inOrder();
    return !spans.isEmpty()
        && spans.getFirst().start() <= 2
        && 2 * (spans.getFirst().end() - spans.getFirst().start()) > value.length();
  }

  private static String digits(String value, String separators) {
    StringBuilder digits = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (Chars.isDigit(c)) {
        digits.append(c);
      } else if (separators.indexOf(c) < 0) {
        return "";
      }
    }
    return digits.toString();
  }
}
