package io.understudy.engine.fake;

import java.util.Locale;
import java.util.MissingResourceException;

/** The country where a person lives. */
final class Countries {
  private static final String FALLBACK = "US";

  private Countries() {}

  /** A code for a code of two or three letters, else the English name. */
  static String inForm(String shape, Persona persona) {
    String code = persona.countryCode().isEmpty() ? FALLBACK : persona.countryCode();
    Locale country = Locale.of("", code);
    if (isCode(shape, 2)) {
      return country.getCountry();
    }
    if (isCode(shape, 3)) {
      try {
        return country.getISO3Country();
      } catch (MissingResourceException e) {
        return country.getCountry(); // Datafaker has locales of regions that are no countries
      }
    }
    return LetterCase.like(shape, country.getDisplayCountry(Locale.ENGLISH));
  }

  private static boolean isCode(String text, int length) {
    return text.length() == length && text.chars().allMatch(c -> c >= 'A' && c <= 'Z');
  }
}
