package io.understudy.engine.fake;

import io.understudy.engine.fake.Persona.Gender;
import io.understudy.engine.key.Draw;
import java.util.Locale;
import java.util.function.IntFunction;

/**
 * One entity as a part of the person that belongs to a key, in the form of the original. A part
 * that happens to be the original's own value is replaced by the person's next one; gender, state
 * and country may happen to be the original's: other parts must fit them, and so many people share
 * them that it says nothing.
 *
 * @param entity one of {@link Persona#PARTS}
 * @param own the fake of a text without a subject
 */
record PersonaFake(Entity entity, Personas personas, TextFake own) implements TextFake {
  private static final int MOST_ATTEMPTS = 32;

  @Override
  public String fake(String original) {
    return own.fake(original);
  }

  @Override
  public String fake(String shape, String key) {
    Persona persona = personas.of(key);
    return switch (entity) {
      case FIRST_NAME -> given(persona, persona.gender(), shape, 0);
      case FIRST_NAME_FEMALE -> given(persona, Gender.FEMALE, shape, 0);
      case FIRST_NAME_MALE -> given(persona, Gender.MALE, shape, 0);
      case LAST_NAME -> surname(persona, shape);
      case NAME -> fullName(persona, persona.gender(), shape);
      case NAME_FEMALE -> fullName(persona, Gender.FEMALE, shape);
      case NAME_MALE -> fullName(persona, Gender.MALE, shape);
      case GENDER -> Vocabularies.gender(shape, persona.gender(), persona.draw("gender"));
      case EMAIL -> LetterCase.like(shape, email(persona, shape));
      case USER_NAME ->
          LetterCase.like(
              shape, shape.indexOf('@') > 0 ? email(persona, shape) : mailbox(persona, shape));
      case PHONE_NUMBER -> phone(persona, shape, "phone");
      case FAX_NUMBER -> phone(persona, shape, "fax");
      case STREET_ADDRESS -> street(persona, shape);
      case CITY -> word(shape, persona::city);
      case STATE -> LetterCase.like(shape, state(persona, shape));
      case POSTCODE -> postcode(persona, shape);
      case COUNTRY -> Countries.inForm(shape, persona);
      case ADDRESS -> LetterCase.like(shape, address(persona, shape));
      default -> own.fake(shape, key);
    };
  }

  private static String word(String shape, IntFunction<String> words) {
    String fake = shape;
    for (int i = 0; i < MOST_ATTEMPTS && fake.equalsIgnoreCase(shape); i++) {
      fake = LetterCase.like(shape, words.apply(i));
    }
    return fake;
  }

  private static String given(Persona persona, Gender gender, String shape, int from) {
    if (PersonNames.isInitial(shape)) {
      String letter = persona.firstName(gender, from).substring(0, 1);
      return LetterCase.like(shape, letter) + shape.substring(1);
    }
    return word(shape, attempt -> persona.firstName(gender, from + attempt));
  }

  private static String surname(Persona persona, String shape) {
    if (PersonNames.isInitial(shape)) {
      return LetterCase.like(shape, persona.lastName().substring(0, 1)) + shape.substring(1);
    }
    return word(shape, persona::lastName);
  }

  private static String fullName(Persona persona, Gender gender, String shape) {
    return new FullName(new Given(persona, gender), new Surname(persona)).fake(shape);
  }

  /** The names of one person in their order; used for one text. */
  private static final class Given implements TextFake {
    private static final int APART = 40;

    private final Persona persona;
    private final Gender gender;
    private int next;

    Given(Persona persona, Gender gender) {
      this.persona = persona;
      this.gender = gender;
    }

    @Override
    public String fake(String original) {
      String fake = given(persona, gender, original, next);
      next += APART;
      return fake;
    }

    @Override
    public String fake(String shape, String key) {
      return fake(shape);
    }
  }

  private record Surname(Persona persona) implements TextFake {
    @Override
    public String fake(String original) {
      return surname(persona, original);
    }

    @Override
    public String fake(String shape, String key) {
      return fake(shape);
    }
  }

  private static String email(Persona persona, String shape) {
    return mailbox(persona, shape) + "@" + persona.domain();
  }

  /** Names are joined as in the original: by a full stop, an underscore, a hyphen or nothing. */
  private static String mailbox(Persona persona, String shape) {
    int end = shape.indexOf('@') < 0 ? shape.length() : shape.indexOf('@');
    String local = shape.substring(0, end);
    String form =
        local.indexOf('.') >= 0
            ? "first_name.last_name"
            : local.indexOf('_') >= 0
                ? "first_name_last_name"
                : local.indexOf('-') >= 0 ? "first_name-last_name" : "first_namelast_name";
    return persona.mailbox(persona.gender(), form);
  }

  private static String phone(Persona persona, String shape, String part) {
    Draw draw = persona.draw(part);
    String fake = shape;
    for (int i = 0; i < MOST_ATTEMPTS && fake.equals(shape); i++) {
      fake =
          persona.isAmerican()
              ? PhoneNumbers.make(shape, persona.areaCode(), draw)
              : PhoneNumbers.make(shape, draw);
    }
    return fake;
  }

  private static String street(Persona persona, String shape) {
    Draw draw = persona.draw("street");
    String fake = shape;
    for (int i = 0; i < MOST_ATTEMPTS && fake.equalsIgnoreCase(shape); i++) {
      fake = new Places(persona.pools()).street(shape, draw);
    }
    return fake;
  }

  private static String state(Persona persona, String shape) {
    boolean code = shape.length() == 2 && !persona.stateCode().isEmpty();
    return code ? persona.stateCode().toUpperCase(Locale.ROOT) : persona.state();
  }

  private static String postcode(Persona persona, String shape) {
    boolean zip = persona.isAmerican() && shape.matches("\\d{3,5}(-?\\d{4})?");
    if (!zip) {
      Draw draw = persona.draw("postcode");
      String fake = shape;
      while (fake.equals(shape) && Scrambled.canChange(shape)) {
        fake = Scrambled.text(shape, draw);
      }
      return fake;
    }
    return word(
        shape,
        attempt -> {
          String fake = persona.zip(attempt);
          boolean more = shape.length() > 5;
          String rest = more ? Scrambled.text(shape.substring(5), persona.draw("zip+4")) : "";
          return fake + rest;
        });
  }

  static String address(Persona persona, String shape) {
    String street = new Places(persona.pools()).street("1000 X", persona.draw("street"));
    String line = shape.indexOf('\n') < 0 ? ", " : "\n";
    String postcode =
        persona.isAmerican() ? persona.zip(0) : Scrambled.text("00000", persona.draw("postcode"));
    String state = persona.stateCode().isEmpty() ? persona.state() : persona.stateCode();
    return street + line + persona.city(0) + ", " + state + " " + postcode;
  }
}
