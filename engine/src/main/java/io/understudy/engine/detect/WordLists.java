package io.understudy.engine.detect;

import io.understudy.engine.fake.Entity;
import io.understudy.engine.fake.Pools;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Known names, places and jobs, for telling columns by their values. Immutable. */
final class WordLists {
  /** Not state: what is in here is a function of its key, only slow to make. */
  private static final Map<List<String>, WordLists> MADE = new ConcurrentHashMap<>();

  private static final int MOST_NAME_WORDS = 5;

  private final Gazetteer names;
  private final List<ValueForm> forms;

  private WordLists(List<String> locales) {
    this.names = Gazetteer.wide(Gazetteer.of(locales));
    Pools latin = Pools.of(Gazetteer.LATIN);
    Pools english = Pools.of(List.of("en_US"));
    Pools own = Pools.of(locales);
    Set<String> cities = new HashSet<>();
    Set<String> states = new HashSet<>();
    Set<String> stateCodes = new HashSet<>();
    Set<String> countries = new HashSet<>();
    Set<String> countryCodes = new HashSet<>();
    Set<String> jobs = new HashSet<>();
    // composed of parts, which takes time: those of the other locales are hardly ever met
    for (Pools each : List.of(english, own)) {
      add(cities, each.cities());
      add(jobs, each.jobs());
    }
    for (Pools each : List.of(latin, english, own)) {
      add(cities, each.knownCities());
      add(states, each.states());
      add(stateCodes, each.stateCodes());
      add(countries, each.countries());
      add(countryCodes, each.countryCodes(), each.longCountryCodes());
    }
    this.forms =
        List.of(
            ValueForm.of(Entity.NAME, 0.9, "full names", this::isFullName),
            ValueForm.of(Entity.FIRST_NAME, 0.85, "known first names", this::isFirstName),
            ValueForm.of(Entity.LAST_NAME, 0.75, "known last names", this::isLastName),
            ValueForm.of(Entity.COUNTRY, 0.9, "countries", in(countries)),
            ValueForm.of(Entity.STATE, 0.85, "states or provinces", in(states)),
            ValueForm.of(Entity.CITY, 0.75, "cities", in(cities)),
            ValueForm.of(Entity.JOB_TITLE, 0.8, "job titles", in(jobs)),
            new ValueForm(Entity.STATE, Set.of(), 0, "codes of states", in(stateCodes)),
            new ValueForm(Entity.COUNTRY, Set.of(), 0, "codes of countries", in(countryCodes)));
  }

  /**
   * The lists of these locales, of the United States and of everywhere where names are written in
   * Latin letters.
   */
  static WordLists of(List<String> locales) {
    return MADE.computeIfAbsent(List.copyOf(locales), WordLists::new);
  }

  /** What they tell about whole values; the more telling ones first. */
  List<ValueForm> forms() {
    return forms;
  }

  private static void add(Set<String> words, String[]... lists) {
    for (String[] list : lists) {
      for (String word : list) {
        words.add(word.toLowerCase(Locale.ROOT));
      }
    }
  }

  private static Predicate<String> in(Set<String> words) {
    return value -> words.contains(value.toLowerCase(Locale.ROOT));
  }

  private boolean isFirstName(String value) {
    String lower = value.toLowerCase(Locale.ROOT);
    if (names.isGiven(lower)) {
      return !names.isCommon(lower);
    }
    int blank = lower.indexOf(' ');
    return blank > 0
        && lower.indexOf(' ', blank + 1) < 0
        && names.isGiven(lower.substring(0, blank))
        && (lower.length() - blank < 4 || names.isGiven(lower.substring(blank + 1)))
        && isOnlyLetters(lower);
  }

  private boolean isLastName(String value) {
    String lower = value.toLowerCase(Locale.ROOT);
    return names.isSurname(lower) && !names.isCommon(lower);
  }

  /** First names and a last name, in this order or turned by a comma. */
  private boolean isFullName(String value) {
    if (value.length() > 80 || !isOnlyLetters(value)) {
      return false;
    }
    Words words = new Words(value);
    int last = words.count() - 1;
    if (last < 1 || last >= MOST_NAME_WORDS) {
      return false;
    }
    boolean turned = value.indexOf(',') > 0;
    String given = words.lower(turned ? last : 0);
    String surname = words.lower(turned ? 0 : last);
    boolean common = names.isCommon(given) && names.isCommon(surname);
    return !common && names.isGiven(given) && names.isSurname(surname);
  }

  private static boolean isOnlyLetters(String value) {
    return value.chars().allMatch(c -> Character.isLetter(c) || " .,'\u2019-".indexOf(c) >= 0);
  }
}
