package io.understudy.engine.fake;

import io.understudy.engine.key.Draw;
import io.understudy.engine.key.KeyedFunction;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * An invented person whose parts fit together: the first name fits the gender, the mailbox holds
 * the names, in the US state, postcode and telephone area code are of one place. Made part by part,
 * when asked for; used by one thread.
 */
public final class Persona {
  /** Entities that are parts of a person. */
  static final Set<Entity> PARTS =
      EnumSet.of(
          Entity.ADDRESS,
          Entity.CITY,
          Entity.COUNTRY,
          Entity.EMAIL,
          Entity.FAX_NUMBER,
          Entity.FIRST_NAME,
          Entity.FIRST_NAME_FEMALE,
          Entity.FIRST_NAME_MALE,
          Entity.GENDER,
          Entity.LAST_NAME,
          Entity.NAME,
          Entity.NAME_FEMALE,
          Entity.NAME_MALE,
          Entity.PHONE_NUMBER,
          Entity.POSTCODE,
          Entity.STATE,
          Entity.STREET_ADDRESS,
          Entity.USER_NAME);

  private static final int GENDER = 1;
  private static final int FIRST_NAME = 2;
  private static final int LAST_NAME = 3;
  private static final int MAILBOX = 4;
  private static final int DOMAIN = 5;
  private static final int CITY = 6;
  private static final int STATE = 7;
  private static final int ZIP = 8;
  private static final int AREA = 9;

  /** Each further choice of a part, where the first one is the original's own value. */
  private static final int NEXT = 1000;

  private static final int MAILBOX_NUMBERS = 1_000_000;

  /** Who a person is, where the config says so. */
  public enum Gender {
    FEMALE,
    MALE
  }

  private final KeyedFunction function;
  private final long seed;
  private final String subject;
  private final String locale;
  private final Pools pools;

  Persona(KeyedFunction function, long seed, String subject, String locale, Pools pools) {
    this.function = function;
    this.seed = seed;
    this.subject = subject;
    this.locale = locale;
    this.pools = pools;
  }

  private int choice(int part, int bound) {
    return (int) Math.unsignedMultiplyHigh(function.number(seed, part), bound);
  }

  private String oneOf(int part, String[] choices) {
    return choices[choice(part, choices.length)];
  }

  /** Choices for what has a shape of its own, such as a house number. */
  Draw draw(String part) {
    return function.draw(subject + "\0" + part);
  }

  Pools pools() {
    return pools;
  }

  /** Female or male, as likely as not. */
  public Gender gender() {
    return choice(GENDER, 2) == 0 ? Gender.FEMALE : Gender.MALE;
  }

  /** A first name of a gender. */
  public String firstName(Gender gender) {
    return firstName(gender, 0);
  }

  /**
   * @param attempt 0 for the name that the mailbox holds, more for further ones
   */
  String firstName(Gender gender, int attempt) {
    return oneOf(
        FIRST_NAME + NEXT * attempt,
        gender == Gender.FEMALE ? pools.femaleFirstNames() : pools.maleFirstNames());
  }

  /** The surname. */
  public String lastName() {
    return lastName(0);
  }

  String lastName(int attempt) {
    return oneOf(LAST_NAME + NEXT * attempt, pools.lastNames());
  }

  /**
   * What stands before the @: names and six digits.
   *
   * @param form {@code first_name}, {@code last_name}, {@code flast_name} or {@code
   *     first_name.last_name}; the char between the names may be another
   */
  public String mailbox(Gender gender, String form) {
    String first = plain(firstName(gender), FIRST_NAME, pools.mailboxFirstNames());
    String last = plain(lastName(), LAST_NAME, pools.mailboxLastNames());
    String names =
        switch (form) {
          case "first_name" -> first;
          case "last_name" -> last;
          case "flast_name" -> first.charAt(0) + last;
          case "first_name_last_name" -> first + "_" + last;
          case "first_name-last_name" -> first + "-" + last;
          case "first_namelast_name" -> first + last;
          default -> first + "." + last;
        };
    return names + digits(choice(MAILBOX, MAILBOX_NUMBERS));
  }

  private static String digits(int number) {
    String digits = Integer.toString(number);
    return "0".repeat(6 - digits.length()) + digits;
  }

  /** The name itself in ASCII, else one that can be written so. */
  private String plain(String name, int part, String[] otherwise) {
    String ascii = Pools.ascii(name);
    return ascii.isEmpty() ? oneOf(part + NEXT / 2, otherwise) : ascii;
  }

  /** A domain that RFC 2606 keeps from being anybody's. */
  public String domain() {
    return oneOf(DOMAIN, Mailboxes.DOMAINS);
  }

  String city(int attempt) {
    return oneOf(CITY + NEXT * attempt, pools.cities());
  }

  boolean isAmerican() {
    return Pools.isAmerican(locale);
  }

  private UsStates.State americanState() {
    return UsStates.ALL.get(choice(STATE, UsStates.ALL.size()));
  }

  String state() {
    return isAmerican() ? americanState().name() : oneOf(STATE, pools.states());
  }

  /** Empty where states have no codes. */
  String stateCode() {
    if (isAmerican()) {
      return americanState().code();
    }
    String[] codes = pools.stateCodes();
    return codes.length < 2 ? "" : oneOf(STATE, codes);
  }

  /** Five digits of the state. */
  String zip(int attempt) {
    UsStates.State state = americanState();
    int number = choice(ZIP + NEXT * attempt, 99 * state.zips().size());
    int rest = 1 + number % 99;
    return state.zips().get(number / 99) + (rest < 10 ? "0" : "") + rest;
  }

  String areaCode() {
    UsStates.State state = americanState();
    return state.areas().get(choice(AREA, state.areas().size()));
  }

  /** Where the person lives, {@code US} where the locale does not say. */
  public String homeCountryCode() {
    return countryCode().isEmpty() ? "US" : countryCode();
  }

  /** Street, place and postcode in one line. */
  public String address() {
    return PersonaFake.address(this, "");
  }

  /** The region of the locale, such as {@code US}; empty for one of a language alone. */
  String countryCode() {
    Locale own = Locale.forLanguageTag(locale.replace('_', '-'));
    return own.getCountry().isEmpty() && own.getLanguage().equals("en") ? "US" : own.getCountry();
  }
}
