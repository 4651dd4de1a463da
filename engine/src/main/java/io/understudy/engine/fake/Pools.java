package io.understudy.engine.fake;

import io.understudy.engine.key.KeyedFunction;
import io.understudy.engine.key.SecretKey;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Lists of realistic words for some locales: a function of the locales and Datafaker's version, the
 * same in every process. Immutable to its users; lists are made when first asked for.
 */
public final class Pools {
  private static final List<String> DEFAULT = List.of("en_US");
  private static final int COMPOSED = 8192;
  private static final int SHORTEST_NAME = 3;
  private static final int LAST_LATIN = 0x24f;

  /** Composed words (streets, cities) are drawn with a key that everybody knows. */
  private static final KeyedFunction PUBLIC =
      new KeyedFunction(new SecretKey(new byte[16]), "pools");

  /** Not state: what is in here is a function of its key, only slow to make. */
  private static final Map<List<String>, Pools> MADE = new ConcurrentHashMap<>();

  private final List<LocaleData> locales;
  private final Map<String, String[]> lists = new ConcurrentHashMap<>();

  private final boolean american;

  private Pools(List<LocaleData> locales, boolean american) {
    this.locales = List.copyOf(locales);
    this.american = american;
  }

  /**
   * @param locales such as {@code en_US} or {@code de-DE}; empty means {@code en_US}
   * @throws IllegalArgumentException for a locale without data, naming it
   */
  public static Pools of(List<String> locales) {
    List<String> names = locales.isEmpty() ? DEFAULT : List.copyOf(locales);
    Pools made = MADE.get(names);
    if (made == null) {
      List<LocaleData> data = new ArrayList<>();
      for (String name : names) {
        data.add(LocaleData.of(name));
      }
      made = new Pools(data, names.stream().allMatch(Pools::isAmerican));
      MADE.put(names, made);
    }
    return made;
  }

  /** The words of one of Datafaker's lists; those of English where a locale has none. */
  public String[] list(String group, String key) {
    return words(group, key, word -> true);
  }

  /** Given names of all genders. */
  public String[] firstNames() {
    return names("first_name", "first_name", "female_first_name", "male_first_name");
  }

  /** Surnames. */
  public String[] lastNames() {
    return names("last_name", "last_name", "female_last_name", "male_last_name");
  }

  String[] femaleFirstNames() {
    return names("female", "female_first_name", "first_name");
  }

  String[] maleFirstNames() {
    return names("male", "male_first_name", "first_name");
  }

  /** Given names as they stand in e-mail addresses: ASCII, lower case. */
  String[] mailboxFirstNames() {
    return list("mailbox first", () -> ascii(firstNames(), of(DEFAULT).firstNames()));
  }

  /** Surnames as they stand in e-mail addresses. */
  String[] mailboxLastNames() {
    return list("mailbox last", () -> ascii(lastNames(), of(DEFAULT).lastNames()));
  }

  /** Names of cities; where Datafaker has none of a country, made-up ones. */
  public String[] cities() {
    return composed("address.city", "address", "city");
  }

  /** Invented streets. */
  public String[] streets() {
    return composed("address.street_name", "address", "street_name");
  }

  /** Invented companies. */
  public String[] companies() {
    return composed("company.name", "company", "name");
  }

  /** Job titles. */
  public String[] jobs() {
    return composed("job.title", "job", "title");
  }

  /** Real cities that Datafaker lists, and the world's capitals. */
  public String[] knownCities() {
    return list(
        "known cities",
        () ->
            union(
                locale -> {
                  List<String> known = new ArrayList<>(words(locale, "address", "city", w -> true));
                  known.addAll(words(locale, "address", "city_name", w -> true));
                  known.addAll(words(locale, "nation", "capital_city", w -> true));
                  return known;
                }));
  }

  /** Names of states and provinces. */
  public String[] states() {
    return words("address", "state", word -> true);
  }

  /** Codes of states, of two letters. */
  public String[] stateCodes() {
    return words("address", "state_abbr", word -> word.length() == 2);
  }

  /** Names of countries. */
  public String[] countries() {
    return words("address", "country", word -> true);
  }

  /** ISO 3166 codes of two letters. */
  public String[] countryCodes() {
    return words("address", "country_code", word -> word.length() == 2);
  }

  /** ISO 3166 codes of three letters. */
  public String[] longCountryCodes() {
    return words("address", "country_code_long", word -> word.length() == 3);
  }

  /** The first of the keys that a locale has names for. */
  private String[] names(String list, String... keys) {
    return list(list, () -> union(locale -> firstWithNames(locale, keys)));
  }

  private static List<String> firstWithNames(LocaleData locale, String... keys) {
    for (String key : keys) {
      List<String> names =
          new Templates(locale).words("name", key).stream().filter(Pools::isName).toList();
      if (!names.isEmpty()) {
        return names;
      }
    }
    throw new IllegalStateException("Datafaker has no names for " + locale.tag());
  }

  /** Datafaker's English lists hold words such as "In" and "My" as first names. */
  private static boolean isName(String word) {
    return word.length() >= SHORTEST_NAME || word.codePointAt(0) > LAST_LATIN;
  }

  /** The names that can be written in ASCII; the other list if there are none. */
  private static Set<String> ascii(String[] names, String[] otherwise) {
    Set<String> ascii = new LinkedHashSet<>();
    for (String name : names) {
      String letters = ascii(name);
      if (!letters.isEmpty()) {
        ascii.add(letters);
      }
    }
    return ascii.isEmpty() ? ascii(otherwise, otherwise) : ascii;
  }

  /** A name in ASCII and lower case; empty if it cannot be written so. */
  static String ascii(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (isAscii(lower)) {
      return lower;
    }
    String letters = Normalizer.normalize(lower, Normalizer.Form.NFD).replaceAll("[\\p{M}' -]", "");
    return isAscii(letters) ? letters : "";
  }

  private static boolean isAscii(String letters) {
    for (int i = 0; i < letters.length(); i++) {
      if (letters.charAt(i) < 'a' || letters.charAt(i) > 'z') {
        return false;
      }
    }
    return true;
  }

  /** Whether places of a locale are in the US. */
  static boolean isAmerican(String locale) {
    String tag = locale.strip().replace('_', '-').toLowerCase(Locale.ROOT);
    return tag.equals("en-us") || tag.equals("en");
  }

  /** Whether all places are in the US. */
  boolean isAmerican() {
    return american;
  }

  private String[] words(String group, String key, Predicate<String> wanted) {
    return list(
        group + "/" + key,
        () -> {
          Set<String> words = union(locale -> words(locale, group, key, wanted));
          return words.isEmpty()
              ? new LinkedHashSet<>(words(LocaleData.english(), group, key, wanted))
              : words;
        });
  }

  private static List<String> words(
      LocaleData locale, String group, String key, Predicate<String> wanted) {
    return new Templates(locale).words(group, key).stream().filter(wanted).toList();
  }

  /** The name is a constant, so that its hash is computed once. */
  private String[] composed(String name, String group, String key) {
    return list(name, () -> union(locale -> composed(locale, group, key)));
  }

  private static List<String> composed(LocaleData locale, String group, String key) {
    List<String> made =
        new Templates(locale)
            .expansions(group, key, COMPOSED, PUBLIC.draw(locale.tag() + "/" + group + "/" + key));
    return made.isEmpty() ? composed(LocaleData.english(), group, key) : made;
  }

  private Set<String> union(Function<LocaleData, List<String>> words) {
    Set<String> union = new LinkedHashSet<>();
    for (LocaleData locale : locales) {
      union.addAll(words.apply(locale));
    }
    return union;
  }

  /** Made twice if two threads ask at once, which costs less than a lock for every value. */
  private String[] list(String name, Supplier<Set<String>> maker) {
    String[] list = lists.get(name);
    if (list == null) {
      list = maker.get().toArray(new String[0]);
      lists.put(name, list);
    }
    return list;
  }
}
