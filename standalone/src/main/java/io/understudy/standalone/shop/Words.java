package io.understudy.standalone.shop;

import io.understudy.engine.fake.Pools;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import net.datafaker.Faker;
import net.datafaker.service.FakerContext;

/**
 * Word lists of the shop, made once. First names, streets and states are Datafaker's; surnames are
 * composed here and are never one of the first or last names that fakes are drawn from, so that a
 * masked name cannot equal an original one by chance.
 */
final class Words {
  private static final List<String> SURNAME_STARTS =
      List.of(
          "Ald", "Alder", "Amber", "Ash", "Bar", "Beck", "Black", "Brad", "Bram", "Bren", "Brook",
          "Burn", "Cald", "Car", "Chal", "Clay", "Cold", "Cran", "Crom", "Dal", "Darn", "Dun",
          "East", "Eld", "Ellen", "Elm", "Ever", "Fair", "Farn", "Fen", "Flax", "Gran", "Green",
          "Hal", "Ham", "Hart", "Haw", "Hazel", "Heath", "Hol", "Hunt", "Ing", "Kel", "Kings",
          "Kirk", "Lang", "Lin", "Long", "Lud", "Mar", "Mel", "Mil", "Nor", "North", "Oak", "Over",
          "Pem", "Pen", "Pres", "Quar", "Rad", "Raven", "Red", "Ring", "Rock", "Rush", "Sand",
          "Shel", "Silver", "South", "Stan", "Stone", "Strat", "Sut", "Tarn", "Thorn", "Wake",
          "Wal", "Wen", "West", "Whit", "Win", "Wood", "Wyn");
  private static final List<String> SURNAME_ENDS =
      List.of(
          "borne", "brook", "bury", "by", "combe", "cott", "croft", "dale", "den", "don", "field",
          "ford", "gate", "grove", "ham", "hurst", "land", "ley", "low", "mere", "more", "shaw",
          "stead", "thorpe", "ton", "wait", "ward", "well", "wick", "worth");
  private static final List<String> DOMAIN_STARTS =
      List.of(
          "quillwire",
          "brindlenet",
          "cedarpost",
          "harborlumen",
          "tallowmail",
          "kestrelink",
          "oakspan",
          "marlowtel",
          "pinehollow",
          "vantagecove",
          "fernbridge",
          "saltmarsh-online",
          "copperlane",
          "ridgecast",
          "willowtel",
          "emberline",
          "northquay",
          "larkfield-it",
          "stillwatermail",
          "graniteworks");
  private static final List<String> DOMAIN_ENDS = List.of(".com", ".net", ".org");
  private static final List<String> PLACE_STARTS =
      List.of(
          "Maple", "Cedar", "Harbor", "River", "Stone", "Clear", "Pine", "Silver", "Spring", "Fair",
          "Green", "Oak", "Summer", "Winter", "Eagle", "Falcon", "Lake", "Mill", "Rock", "Sand",
          "Walnut", "Willow", "Brook", "Canyon", "Copper", "Crystal", "Elk", "Garden", "Glen",
          "Prairie");

  private final List<String> women;
  private final List<String> men;
  private final List<String> surnames;
  private final List<String> streetSuffixes;
  private final List<String> citySuffixes;
  private final List<String> states;
  private final Map<String, List<String>> postcodes;

  /** Reads Datafaker's lists. */
  Words() {
    Faker faker = new Faker(Locale.US);
    Pools pools = Pools.of(List.of("en_US"));
    Set<String> given = Set.of(pools.firstNames());
    women = names(list(faker, "name.female_first_name"), given);
    men = names(list(faker, "name.male_first_name"), given);
    Set<String> taken = new HashSet<>(given);
    taken.addAll(List.of(pools.lastNames()));
    surnames = surnames(taken);
    streetSuffixes = list(faker, "address.street_suffix");
    citySuffixes = list(faker, "address.city_suffix");
    postcodes = postcodes(faker);
    states = list(faker, "address.state_abbr").stream().filter(postcodes::containsKey).toList();
  }

  /** Forms of postcodes by state; Datafaker has one or a list of them. */
  private static Map<String, List<String>> postcodes(Faker faker) {
    Map<String, Object> forms =
        faker.fakeValuesService().fetchObject("address.postcode_by_state", context(faker));
    Map<String, List<String>> postcodes = new HashMap<>();
    forms.forEach(
        (state, form) ->
            postcodes.put(
                state,
                form instanceof List<?> many
                    ? many.stream().map(Object::toString).toList()
                    : List.of(form.toString())));
    return postcodes;
  }

  private static FakerContext context(Faker faker) {
    return faker.getContext();
  }

  private static List<String> list(Faker faker, String key) {
    List<String> words = faker.fakeValuesService().fetchObject(key, context(faker));
    return List.copyOf(words);
  }

  /** Those of plain letters that masking knows as names, too. */
  private static List<String> names(List<String> words, Set<String> known) {
    return words.stream()
        .filter(word -> known.contains(word) && word.chars().allMatch(Character::isLetter))
        .sorted()
        .distinct()
        .toList();
  }

  private static List<String> surnames(Set<String> taken) {
    TreeSet<String> names = new TreeSet<>();
    for (String start : SURNAME_STARTS) {
      for (String end : SURNAME_ENDS) {
        String name = start + end;
        if (!taken.contains(name) && start.charAt(start.length() - 1) != end.charAt(0)) {
          names.add(name);
        }
      }
    }
    return new ArrayList<>(names);
  }

  String firstName(boolean woman, SplittableRandom random) {
    return pick(woman ? women : men, random);
  }

  String surname(SplittableRandom random) {
    return pick(surnames, random);
  }

  /** All surnames there are. */
  List<String> surnames() {
    return List.copyOf(surnames);
  }

  int domains() {
    return DOMAIN_STARTS.size() * DOMAIN_ENDS.size();
  }

  String domain(int number) {
    return DOMAIN_STARTS.get(number % DOMAIN_STARTS.size())
        + DOMAIN_ENDS.get(number / DOMAIN_STARTS.size());
  }

  String street(SplittableRandom random) {
    String name = random.nextInt(3) == 0 ? surname(random) : pick(PLACE_STARTS, random);
    return 1 + random.nextInt(9_900) + " " + name + " " + pick(streetSuffixes, random);
  }

  String city(SplittableRandom random) {
    return pick(PLACE_STARTS, random) + pick(citySuffixes, random);
  }

  String state(SplittableRandom random) {
    return pick(states, random);
  }

  /** A postcode of that state; those of New England and New Jersey begin with a zero. */
  String postcode(String state, SplittableRandom random) {
    StringBuilder code =
        new StringBuilder(pick(postcodes.getOrDefault(state, List.of("0####")), random));
    for (int i = 0; i < code.length(); i++) {
      if (code.charAt(i) == '#') {
        code.setCharAt(i, (char) ('0' + random.nextInt(10)));
      }
    }
    return code.toString();
  }

  static <T> T pick(List<T> words, SplittableRandom random) {
    return words.get(random.nextInt(words.size()));
  }
}
