package io.understudy.engine.detect;

import io.understudy.engine.fake.Pools;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Known first and last names, and words that are so common that they are no name unless something
 * else says so. All in lower case.
 *
 * @param given first names
 * @param surnames last names
 * @param common words of everyday language
 * @param countries their English names; some share a word with a name (Costa Rica, Jordan)
 */
record Gazetteer(
    Set<String> given, Set<String> surnames, Set<String> common, Set<String> countries) {
  private static final List<String> ENGLISH = List.of("en_US");
  private static final int SHORTEST = 3;

  /** The locales of Datafaker that write in Latin letters and have names of their own. */
  static final List<String> LATIN =
      List.of(
          "ca", "cs_CZ", "da_DK", "de", "en_AU", "en_GB", "en_IE", "en_IN", "en_NG", "en_PK",
          "en_SG", "en_ZA", "es", "es_AR", "es_MX", "et", "fi_FI", "fr", "hr", "hu", "id", "it",
          "lv", "nb_NO", "nl", "no_NO", "pl", "pt", "pt_BR", "sk", "sv", "tr", "vi");

  /** The names of these locales and of the United States. */
  static Gazetteer of(List<String> locales) {
    Set<String> given = new HashSet<>();
    Set<String> surnames = new HashSet<>(lines("surnames.txt"));
    for (List<String> names : List.of(ENGLISH, locales)) {
      Pools pools = Pools.of(names);
      addAll(given, pools.firstNames());
      addAll(surnames, pools.lastNames());
    }
    Set<String> countries = new HashSet<>();
    addAll(countries, Pools.of(ENGLISH).countries());
    return new Gazetteer(given, surnames, lines("common-words.txt"), countries);
  }

  /** These names and those of everywhere where names are written in Latin letters. */
  static Gazetteer wide(Gazetteer own) {
    Pools latin = Pools.of(LATIN);
    Set<String> given = new HashSet<>(own.given);
    Set<String> surnames = new HashSet<>(own.surnames);
    addAll(given, latin.firstNames());
    addAll(surnames, latin.lastNames());
    return new Gazetteer(given, surnames, own.common, own.countries);
  }

  boolean isGiven(String word) {
    return given.contains(word) || hasPart(word, given);
  }

  boolean isSurname(String word) {
    return surnames.contains(word) || hasPart(word, surnames);
  }

  boolean isCommon(String word) {
    return common.contains(word);
  }

  /** {@code anne-marie}: the first part decides. */
  private static boolean hasPart(String word, Set<String> names) {
    int hyphen = word.indexOf('-');
    return hyphen >= SHORTEST && names.contains(word.substring(0, hyphen));
  }

  private static void addAll(Collection<String> names, String[] added) {
    for (String name : added) {
      if (name.length() >= SHORTEST) {
        names.add(name.toLowerCase(Locale.ROOT));
      }
    }
  }

  private static Set<String> lines(String resource) {
    InputStream in = Gazetteer.class.getResourceAsStream(resource);
    if (in == null) {
      throw new IllegalStateException("the engine's resource " + resource + " is missing");
    }
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      Set<String> lines = new HashSet<>();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
      }
      return lines;
    } catch (IOException e) {
      throw new IllegalStateException("the engine's resource " + resource + " cannot be read", e);
    }
  }

  /** Names are not for logs, not even well-known ones. */
  @Override
  public String toString() {
    return "Gazetteer";
  }
}
