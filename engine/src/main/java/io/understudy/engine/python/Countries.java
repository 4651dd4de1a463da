package io.understudy.engine.python;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds countries by their names and codes. */
public final class Countries {
  private static final String RESOURCE = "countries.tsv";

  /** Names that are neither the short, the official nor the common one. */
  private static final Map<String, String> ALIASES =
      Map.of("russia", "RU", "uk", "GB", "great britain", "GB", "usa", "US");

  /** Locales of Python Faker that name a country. */
  private static final List<String> LOCALES =
      List.of(
          ("am_ET ar_AA ar_AE ar_BH ar_DZ ar_EG ar_JO ar_PS ar_SA az_AZ bg_BG bn_BD bs_BA cs_CZ"
                  + " da_DK de_AT de_CH de_DE de_LI de_LU dk_DK el_CY el_GR en_AU en_BD en_CA en_GB"
                  + " en_IE en_IN en_KE en_MS en_NG en_NZ en_PH en_PK en_TH en_US es_AR es_CA es_CL"
                  + " es_CO es_ES es_MX et_EE fa_IR fi_FI fil_PH fr_BE fr_CA fr_CH fr_DZ fr_FR"
                  + " fr_QC ga_IE gu_IN ha_NG he_IL hi_IN hr_HR hu_HU hy_AM id_ID ig_NG is_IS it_CH"
                  + " it_IT ja_JP ka_GE ko_KR lb_LU lt_LT lv_LV mk_MK mr_IN mt_MT ne_NP ng_NG nl_BE"
                  + " nl_NL no_NO or_IN pl_PL pt_BR pt_PT ro_RO ru_RU si_LK sk_SK sl_SI sq_AL sr_BA"
                  + " sv_SE ta_IN th_TH tl_PH tr_TR tw_GH uk_UA uz_UZ vi_VN yo_NG zh_CN zh_TW zu_ZA")
              .split(" "));

  private Countries() {}

  /** Made when it is first needed. */
  private static final class Table {
    static final Map<String, Country> BY_WORD = read();

    private static Map<String, Country> read() {
      InputStream in = Objects.requireNonNull(Countries.class.getResourceAsStream(RESOURCE));
      Map<String, Country> words = new HashMap<>();
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
        lines.lines().filter(line -> !line.startsWith("#")).forEach(line -> add(line, words));
      } catch (IOException e) {
        throw new UncheckedIOException(RESOURCE, e);
      }
      ALIASES.forEach(
          (alias, code) ->
              words.put(alias, Objects.requireNonNull(words.get(code.toLowerCase(Locale.ROOT)))));
      return Map.copyOf(words);
    }

    private static void add(String line, Map<String, Country> words) {
      String[] parts = Arrays.copyOf(line.split("\t"), 6);
      Country country =
          new Country(parts[0], parts[1], parts[2], parts[3], orNull(parts[4]), orNull(parts[5]));
      for (String part : parts) {
        if (part != null && !part.isEmpty()) {
          words.putIfAbsent(part.toLowerCase(Locale.ROOT), country);
        }
      }
    }

    private static @Nullable String orNull(@Nullable String text) {
      return text == null || text.isEmpty() ? null : text;
    }
  }

  /**
   * By name or code, in any letter case.
   *
   * @throws NoResultException if there is none
   */
  public static Country lookup(String word) {
    Country found = Table.BY_WORD.get(word.strip().toLowerCase(Locale.ROOT));
    if (found == null) {
      throw new NoResultException("this text is no name and no code of a country");
    }
    return found;
  }

  /** Python Faker's locales of a country; null if it has none. */
  public static @Nullable List<@Nullable Object> locales(Country country) {
    List<@Nullable Object> found = new ArrayList<>();
    for (String locale : LOCALES) {
      if (locale.endsWith(country.alpha2())) {
        found.add(locale);
      }
    }
    return found.isEmpty() ? null : found;
  }

  /** The top-level domain of a country, such as {@code .uk}. */
  public static String topLevelDomain(Country country) {
    String code = country.alpha2().toLowerCase(Locale.ROOT);
    return "." + (code.equals("gb") ? "uk" : code);
  }
}
