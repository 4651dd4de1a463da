package io.understudy.engine.provider;

import io.understudy.engine.fake.Persona;
import io.understudy.engine.fake.Persona.Gender;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Persons as a whole, and what stands before and after their names. */
final class PersonProviders {
  private static final String[] FEMALE_TITLES = {"Dr.", "Miss", "Mrs.", "Ms."};
  private static final String[] MALE_TITLES = {"Dr.", "Mr."};
  private static final String[] NEUTRAL_TITLES = {"Dr.", "Ind.", "Misc.", "Mx."};
  private static final String[] FEMALE_SUFFIXES = {"DDS", "DVM", "MD", "PhD"};
  private static final String[] MALE_SUFFIXES = {
    "DDS", "DVM", "II", "III", "IV", "Jr.", "MD", "PhD"
  };
  private static final String[] BLOOD = {"A+", "A-", "B+", "B-", "AB+", "AB-", "O+", "O-"};

  private PersonProviders() {}

  static void add(Table table) {
    table.add(
        "persona",
        Kind.DICTIONARY,
        "row_index=none, email_format='first_name.last_name', domain_type='all_domains',"
            + " gender=none",
        PersonProviders::persona);
    table.add(
        "prefix", Kind.WORDS, "", (o, s) -> s.oneOf(s.below(2) == 0 ? FEMALE_TITLES : MALE_TITLES));
    table.add("prefix_female", Kind.WORDS, "", (o, s) -> s.oneOf(FEMALE_TITLES));
    table.add("prefix_male", Kind.WORDS, "", (o, s) -> s.oneOf(MALE_TITLES));
    table.add("prefix_nonbinary", Kind.WORDS, "", (o, s) -> s.oneOf(NEUTRAL_TITLES));
    table.add(
        new String[] {"suffix", "suffix_male"}, Kind.WORDS, "", (o, s) -> s.oneOf(MALE_SUFFIXES));
    table.add(
        new String[] {"suffix_female", "suffix_nonbinary"},
        Kind.WORDS,
        "",
        (o, s) -> s.oneOf(FEMALE_SUFFIXES));
    table.add("msisdn", Kind.TEXT, "", (o, s) -> "1" + northAmerican(s));
    table.add(
        "basic_phone_number",
        Kind.WORDS,
        "",
        (o, s) -> {
          String digits = northAmerican(s);
          return digits.substring(0, 3) + "-" + digits.substring(3, 6) + "-" + digits.substring(6);
        });
    table.add(
        "simple_profile",
        Kind.DICTIONARY,
        "sex=none",
        (o, s) -> simple(person(s), gender(o, 0, s), s));
    table.add("profile", Kind.DICTIONARY, "fields=none, sex=none", PersonProviders::profile);
    table.add("passport_gender", Kind.WORDS, "seed=0", (o, s) -> s.characters("FMX", 1));
    table.add(
        "passport_owner",
        Kind.LIST,
        "gender='X'",
        (o, s) -> {
          Persona persona = s.personas().of(s.key());
          return List.of(persona.firstName(persona.gender()), persona.lastName());
        });
    table.add(
        "passport_dates",
        Kind.LIST,
        "birthday=none",
        (o, s) -> {
          LocalDate issued = RelativeTime.TODAY.minusDays(s.between(1, 3650));
          return List.of(issued, issued.plusYears(10));
        });
  }

  /** In the exchange 555, which has no subscribers. */
  private static String northAmerican(Source s) {
    return 2 + s.below(8) + "0" + (1 + s.below(9)) + "555" + s.digits(4);
  }

  private static Persona person(Source s) {
    return s.personas().of(s.key());
  }

  /** What an option says, in the words of the original; else the persona's own. */
  private static Gender gender(Options o, int position, Source s) {
    Gender own = s.personas().of(s.key()).gender();
    if (!o.has(position)) {
      return own;
    }
    return switch (o.text(position).strip().toLowerCase(Locale.ROOT)) {
      case "m", "male", "man" -> Gender.MALE;
      case "f", "female", "woman" -> Gender.FEMALE;
      default -> own;
    };
  }

  private static Object persona(Options o, Source s) {
    Persona persona = s.personas().of(s.key());
    String form = o.text(1);
    if (!List.of("first_name", "last_name", "flast_name", "first_name.last_name").contains(form)) {
      throw new IllegalArgumentException(
          "argument \"email_format\" must be first_name, last_name, flast_name or"
              + " first_name.last_name");
    }
    if (!List.of("all_domains", "free_domains").contains(o.text(2))) {
      throw new IllegalArgumentException(
          "argument \"domain_type\" must be all_domains or free_domains");
    }
    Gender gender = gender(o, 3, s);
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("first_name", persona.firstName(gender));
    parts.put("last_name", persona.lastName());
    parts.put("email", persona.mailbox(gender, form) + "@" + persona.domain());
    parts.put("gender", o.has(3) ? o.text(3) : gender == Gender.MALE ? "Male" : "Female");
    return parts;
  }

  private static Map<String, @Nullable Object> simple(Persona persona, Gender gender, Source s) {
    Map<String, @Nullable Object> profile = new LinkedHashMap<>();
    String mailbox = persona.mailbox(gender, "first_name.last_name");
    profile.put("username", mailbox);
    profile.put("name", persona.firstName(gender) + " " + persona.lastName());
    profile.put("sex", gender == Gender.MALE ? "M" : "F");
    profile.put("address", persona.address());
    profile.put("mail", mailbox + "@" + persona.domain());
    profile.put("birthdate", RelativeTime.TODAY.minusDays(s.between(0, 115 * 365L)));
    return profile;
  }

  private static Object profile(Options o, Source s) {
    Map<String, @Nullable Object> profile = new LinkedHashMap<>();
    profile.put("job", s.oneOf(s.pools().jobs()));
    profile.put("company", s.oneOf(s.pools().companies()));
    profile.put("ssn", FinanceProviders.ssn(s));
    profile.put("residence", s.personas().of(s.key()).address());
    Cities.City city = s.oneOf(Cities.ALL);
    profile.put(
        "current_location",
        List.of(new BigDecimal(city.latitude()), new BigDecimal(city.longitude())));
    profile.put("blood_group", s.oneOf(BLOOD));
    profile.put("website", List.of("https://" + InternetProviders.domain(1, s) + "/"));
    profile.putAll(simple(person(s), gender(o, 1, s), s));
    if (o.has(0)) {
      List<String> wanted = new ArrayList<>();
      o.items(0).forEach(field -> wanted.add(String.valueOf(field)));
      profile.keySet().retainAll(wanted);
    }
    return profile;
  }
}
