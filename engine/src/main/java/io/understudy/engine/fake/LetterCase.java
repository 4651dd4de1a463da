package io.understudy.engine.fake;

import java.util.Locale;

/** Puts a fake into the letter case of its original. */
final class LetterCase {
  private LetterCase() {}

  /** UPPER stays upper (from two letters on), lower stays lower, anything else leaves the fake. */
  static String like(String original, String fake) {
    int upper = 0;
    int lower = 0;
    for (int i = 0; i < original.length(); i++) {
      char c = original.charAt(i);
      upper += Character.isUpperCase(c) ? 1 : 0;
      lower += Character.isLowerCase(c) ? 1 : 0;
    }
    if (upper > 1 && lower == 0) {
      return fake.toUpperCase(Locale.ROOT);
    }
    return lower > 0 && upper == 0 ? fake.toLowerCase(Locale.ROOT) : fake;
  }
}
