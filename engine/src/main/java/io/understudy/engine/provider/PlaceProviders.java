package io.understudy.engine.provider;

import io.understudy.engine.fake.UsStates;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;

/** Parts of addresses, codes of countries, and points on the globe. */
final class PlaceProviders {
  private static final String[] MILITARY_STATES = {"AA", "AE", "AP"};
  private static final String[] MILITARY_SHIPS = {"USCGC", "USNS", "USNV", "USS"};
  private static final String[] TERRITORIES = {"AS", "FM", "GU", "MH", "MP", "PR", "PW", "VI"};

  private PlaceProviders() {}

  static void add(Table table) {
    streets(table);
    states(table);
    countries(table);
    points(table);
    table.add(
        "military_apo", Kind.WORDS, "", (o, s) -> "PSC " + s.digits(4) + ", Box " + s.digits(4));
    table.add(
        "military_dpo", Kind.WORDS, "", (o, s) -> "Unit " + s.digits(4) + " Box " + s.digits(4));
    table.add("military_ship", Kind.WORDS, "", (o, s) -> s.oneOf(MILITARY_SHIPS));
    table.add("military_state", Kind.WORDS, "", (o, s) -> s.oneOf(MILITARY_STATES));
  }

  private static void streets(Table table) {
    table.add(
        "building_number", Kind.TEXT, "", (o, s) -> 1 + s.below(9) + s.digits(2 + s.below(3)));
    table.add("street_name", Kind.WORDS, "", (o, s) -> s.oneOf(s.pools().streets()));
    table.add("street_suffix", Kind.WORDS, "", (o, s) -> s.word("address", "street_suffix"));
    table.add("city_prefix", Kind.WORDS, "", (o, s) -> s.word("address", "city_prefix"));
    table.add("city_suffix", Kind.WORDS, "", (o, s) -> s.word("address", "city_suffix"));
    table.add(
        "secondary_address",
        Kind.WORDS,
        "",
        (o, s) -> (s.below(2) == 0 ? "Apt. " : "Suite ") + s.digits(3));
  }

  private static void states(Table table) {
    table.add(
        "state_abbr",
        Kind.WORDS,
        "include_territories=true, include_freely_associated_states=true",
        (o, s) -> {
          int all = UsStates.ALL.size();
          int choice = s.below(all + (o.bool(0) ? TERRITORIES.length : 0));
          return choice < all ? UsStates.ALL.get(choice).code() : TERRITORIES[choice - all];
        });
    table.add(
        new String[] {"postcode_in_state", "zipcode_in_state", "postalcode_in_state"},
        Kind.TEXT,
        "state_abbr=none",
        (o, s) -> zip(o.has(0) ? state(o.text(0)) : s.oneOf(UsStates.ALL), s));
    table.add(
        new String[] {"zipcode_plus4", "postalcode_plus4"},
        Kind.WORDS,
        "",
        (o, s) -> zip(s.oneOf(UsStates.ALL), s) + "-" + s.digits(4));
  }

  private static UsStates.State state(String code) {
    return UsStates.ALL.stream()
        .filter(state -> state.code().equals(code))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "argument \"state_abbr\" must be the code of a state of the US"));
  }

  private static String zip(UsStates.State state, Source s) {
    return s.oneOf(state.zips()) + s.below(10) + (1 + s.below(9));
  }

  private static void countries(Table table) {
    table.add(
        "country_code",
        Kind.WORDS,
        "representation='alpha-2'",
        (o, s) -> {
          String code = s.word("address", "country_code").toUpperCase(Locale.ROOT);
          return switch (o.text(0)) {
            case "alpha-2" -> code;
            case "alpha-3" -> longCode(code);
            default ->
                throw new IllegalArgumentException(
                    "argument \"representation\" must be alpha-2 or alpha-3");
          };
        });
    table.add(
        "current_country_code",
        Kind.WORDS,
        "",
        (o, s) -> s.personas().of(s.key()).homeCountryCode());
    table.add("locale", Kind.WORDS, "", (o, s) -> locale(s));
    table.add("language_code", Kind.WORDS, "", (o, s) -> language(s));
    table.add("bank_country", Kind.WORDS, "", (o, s) -> s.personas().of(s.key()).homeCountryCode());
    table.add("country_calling_code", Kind.TEXT, "", (o, s) -> "+" + s.between(1, 998));
  }

  private static String longCode(String code) {
    try {
      return Locale.of("", code).getISO3Country();
    } catch (MissingResourceException e) {
      return "USA"; // a code of Datafaker's list that has been withdrawn
    }
  }

  private static final String[] LOCALES =
      ("ar_EG cs_CZ da_DK de_AT de_CH de_DE el_GR en_AU en_CA en_GB en_IE en_IN en_NZ en_US en_ZA"
              + " es_AR es_CL es_CO es_ES es_MX et_EE fi_FI fr_BE fr_CA fr_CH fr_FR he_IL hi_IN"
              + " hr_HR hu_HU id_ID it_IT ja_JP ko_KR lt_LT lv_LV nl_BE nl_NL no_NO pl_PL pt_BR"
              + " pt_PT ro_RO ru_RU sk_SK sl_SI sv_SE th_TH tr_TR uk_UA vi_VN zh_CN zh_TW")
          .split(" ");

  private static String locale(Source s) {
    return s.oneOf(LOCALES);
  }

  private static String language(Source s) {
    return locale(s).substring(0, 2);
  }

  private static void points(Table table) {
    table.add(
        "coordinate",
        Kind.NUMBER,
        "center=none, radius=0.001",
        (o, s) -> {
          double centre = o.has(0) ? o.number(0) : s.fraction() * 360 - 180;
          double radius = o.has(0) ? o.number(1) : 0;
          return rounded(centre + radius * (2 * s.fraction() - 1));
        });
    table.add(
        "latlng",
        Kind.LIST,
        "",
        (o, s) -> List.of(rounded(s.fraction() * 180 - 90), rounded(s.fraction() * 360 - 180)));
    table.add(
        "local_latlng",
        Kind.LIST,
        "country_code='US', coords_only=false",
        (o, s) -> place(s.oneOf(Cities.of(o.text(0))), o.bool(1), s));
    table.add(
        "location_on_land",
        Kind.LIST,
        "coords_only=false",
        (o, s) -> place(s.oneOf(Cities.ALL), o.bool(0), s));
  }

  private static BigDecimal rounded(double degrees) {
    return BigDecimal.valueOf(Math.round(degrees * 1e6), 6);
  }

  /** Up to about three kilometres from the middle of an inland part of the city. */
  private static List<String> place(Cities.City city, boolean only, Source s) {
    List<String> place = new ArrayList<>();
    place.add(near(city.latitude(), s));
    place.add(near(city.longitude(), s));
    if (!only) {
      place.addAll(List.of(city.name(), city.country(), city.zone()));
    }
    return place;
  }

  private static String near(String degrees, Source s) {
    return new BigDecimal(degrees)
        .add(BigDecimal.valueOf(s.between(-25_000, 25_000), 6))
        .setScale(5, RoundingMode.HALF_EVEN)
        .toPlainString();
  }
}
