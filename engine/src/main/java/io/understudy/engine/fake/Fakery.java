package io.understudy.engine.fake;

import io.understudy.engine.key.Canonical;
import io.understudy.engine.key.Draw;
import io.understudy.engine.key.KeyedFunction;
import io.understudy.engine.key.SecretKey;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Makes the fakes of all entities for one key and the locales of one config. */
public final class Fakery {
  private static final String LETTERS_AND_DIGITS =
      "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
  private static final int PASSWORD_LENGTH = 16;
  private static final long FOUR_YEARS = 1461;
  private static final long DAY = 86_400;

  private final SecretKey key;
  private final Pools pools;
  private final Personas personas;

  /**
   * @param locales where words come from; empty means {@code en_US}
   * @throws IllegalArgumentException for a locale without data, naming it
   */
  public Fakery(SecretKey key, List<String> locales) {
    this.key = key;
    this.pools = Pools.of(locales);
    this.personas = new Personas(new KeyedFunction(key, "persona"), locales);
  }

  /** The fake of an entity; empty for one that cannot be faked. */
  public Optional<EntityFake> of(Entity entity) {
    TextFake fake = textFake(entity);
    TextFake keyed =
        Persona.PARTS.contains(entity) ? new PersonaFake(entity, personas, fake) : fake;
    return Optional.of(new EntityFake(entity, fake, keyed, dateFake()));
  }

  /**
   * The fake of an entity, different for different values.
   *
   * @throws IllegalArgumentException if there are fewer fakes than values can be, saying how many
   */
  public EntityFake unique(Entity entity) {
    TextFake fake = new Unique(key, pools).of(entity);
    return new EntityFake(entity, fake, fake, dateFake());
  }

  /** Words of the locales. */
  public Pools pools() {
    return pools;
  }

  /** Whole persons, of whom the fakes that belong to a subject are parts. */
  public Personas personas() {
    return personas;
  }

  private TextFake textFake(Entity entity) {
    Places places = new Places(pools);
    Mailboxes mailboxes = new Mailboxes(pools);
    return switch (entity) {
      case FIRST_NAME -> name("first_name", pools::firstNames);
      case FIRST_NAME_FEMALE -> name("first_name", pools::femaleFirstNames);
      case FIRST_NAME_MALE -> name("first_name", pools::maleFirstNames);
      case LAST_NAME -> name("last_name", pools::lastNames);
      case NAME -> fullName(pools::firstNames);
      case NAME_FEMALE -> fullName(pools::femaleFirstNames);
      case NAME_MALE -> fullName(pools::maleFirstNames);
      case ADDRESS -> drawn("address", Fakery::words, places::address);
      case STREET_ADDRESS -> drawn("street_address", Fakery::words, places::street);
      case CITY -> word("city", pools::cities);
      case STATE -> drawn("state", Fakery::words, places::state);
      case COUNTRY -> drawn("country", Fakery::words, places::country);
      case COMPANY_NAME -> word("company_name", pools::companies);
      case JOB_TITLE -> word("job_title", pools::jobs);
      case PHONE_NUMBER, FAX_NUMBER ->
          drawn("phone_number", PhoneNumbers::identity, PhoneNumbers::make);
      case EMAIL -> drawn("email", Fakery::lower, mailboxes::email);
      case USER_NAME -> drawn("user_name", Fakery::lower, mailboxes::userName);
      case URL -> drawn("url", UnaryOperator.identity(), mailboxes::url);
      case SSN -> drawn("ssn", OfficialNumbers::ssnIdentity, OfficialNumbers::ssn);
      case CREDIT_DEBIT_CARD ->
          drawn("credit_debit_card", OfficialNumbers::digitsOrText, OfficialNumbers::card);
      case IBAN -> drawn("iban", OfficialNumbers::compact, OfficialNumbers::iban);
      case IPV4 -> drawn("ipv4", UnaryOperator.identity(), NetworkAddresses::ipv4);
      case IPV6 -> drawn("ipv6", Fakery::lower, NetworkAddresses::ipv6);
      case MAC_ADDRESS -> drawn("mac_address", OfficialNumbers::compact, NetworkAddresses::mac);
      case PASSWORD -> drawn("password", UnaryOperator.identity(), Fakery::password);
      case POSTCODE,
          ACCOUNT_NUMBER,
          API_KEY,
          BIOMETRIC_IDENTIFIER,
          CERTIFICATE_LICENSE_NUMBER,
          CUSTOMER_ID,
          CVV,
          DEVICE_IDENTIFIER,
          EMPLOYEE_ID,
          HEALTH_PLAN_BENEFICIARY_NUMBER,
          HTTP_COOKIE,
          LICENSE_PLATE,
          MEDICAL_RECORD_NUMBER,
          NATIONAL_ID,
          PIN,
          TAX_ID,
          UNIQUE_IDENTIFIER ->
          new ShapeFake(function(entity.entityName()));
      case BANK_ROUTING_NUMBER ->
          drawn("bank_routing_number", UnaryOperator.identity(), CodeFakes::routing);
      case SWIFT_BIC -> CodeFakes.bic(new ShapeFake(function("swift_bic")));
      case VEHICLE_IDENTIFIER ->
          drawn("vehicle_identifier", OfficialNumbers::compact, CodeFakes::vehicle);
      case AGE -> drawn("age", Canonical::text, NumberFakes::age);
      case LATITUDE -> latitude();
      case LONGITUDE -> longitude();
      case COORDINATE -> NumberFakes.coordinate(latitude(), longitude());
      case DATE, DATE_TIME -> dateFake();
      case BLOOD_TYPE -> chosen("blood_type", Vocabularies.BLOOD_TYPE);
      case EDUCATION -> chosen("education", Vocabularies.EDUCATION);
      case EMPLOYMENT_STATUS -> chosen("employment_status", Vocabularies.EMPLOYMENT_STATUS);
      case ETHNICITY -> chosen("ethnicity", Vocabularies.ETHNICITY);
      case GENDER -> chosen("gender", Vocabularies.GENDER);
      case LANGUAGE -> chosen("language", Vocabularies.LANGUAGE);
      case POLITICAL_VIEW -> chosen("political_view", Vocabularies.POLITICAL_VIEW);
      case RACE -> chosen("race", Vocabularies.RACE);
      case RELIGIOUS_BELIEF -> chosen("religious_belief", Vocabularies.RELIGIOUS_BELIEF);
      case SEXUALITY -> chosen("sexuality", Vocabularies.SEXUALITY);
    };
  }

  private DateFake dateFake() {
    return new DateFake(function("date"), dateOffset(-FOUR_YEARS * DAY, -DAY));
  }

  /**
   * Offsets of dates between two bounds, both of which can be met.
   *
   * @param least seconds
   * @param most seconds
   * @throws IllegalArgumentException if they leave no day to move to
   */
  public DateOffset dateOffset(long least, long most) {
    return new DateOffset(new KeyedFunction(key, "date_shift"), least, most);
  }

  private TextFake latitude() {
    return drawn("latitude", Canonical::text, NumberFakes::latitude);
  }

  private TextFake longitude() {
    return drawn("longitude", Canonical::text, NumberFakes::longitude);
  }

  private TextFake chosen(String purpose, Vocabularies vocabularies) {
    return drawn(purpose, Fakery::words, vocabularies::instead);
  }

  private TextFake fullName(Supplier<String[]> firstNames) {
    return new FullName(name("first_name", firstNames), name("last_name", pools::lastNames));
  }

  private TextFake name(String purpose, Supplier<String[]> pool) {
    return drawn(purpose, Fakery::words, PersonNames.from(pool));
  }

  private TextFake word(String purpose, Supplier<String[]> pool) {
    return drawn(
        purpose,
        Fakery::words,
        (original, draw) -> LetterCase.like(original, draw.oneOf(pool.get())));
  }

  private TextFake drawn(String purpose, UnaryOperator<String> identity, DrawnFake.Maker maker) {
    return new DrawnFake(function(purpose), identity, maker);
  }

  private KeyedFunction function(String purpose) {
    return new KeyedFunction(key, "fake/" + purpose);
  }

  private static String password(String original, Draw draw) {
    StringBuilder password = new StringBuilder(PASSWORD_LENGTH);
    for (int i = 0; i < PASSWORD_LENGTH; i++) {
      password.append(LETTERS_AND_DIGITS.charAt(draw.below(LETTERS_AND_DIGITS.length())));
    }
    return password.toString();
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** Neither letter case nor the number of blanks makes another word. */
  private static String words(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.indexOf("  ") < 0 ? lower : lower.replaceAll(" +", " ");
  }
}
