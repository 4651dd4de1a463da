package io.understudy.engine.fake;

import io.understudy.engine.key.Draw;

/** Text of the same shape with drawn letters and digits: the last resort for odd values. */
final class Scrambled {
  private Scrambled() {}

  /** Whether there is a letter or digit to change. */
  static boolean canChange(String text) {
    return text.chars().anyMatch(Character::isLetterOrDigit);
  }

  /** Letters and digits of any script become ASCII ones. */
  static String text(String original, Draw draw) {
    char[] chars = original.toCharArray();
    for (int i = 0; i < chars.length; i++) {
      char c = chars[i];
      if (Character.isDigit(c)) {
        chars[i] = digit(draw);
      } else if (Character.isUpperCase(c)) {
        chars[i] = (char) ('A' + draw.below(26));
      } else if (Character.isLetter(c) || Character.isSurrogate(c)) {
        chars[i] = (char) ('a' + draw.below(26));
      }
    }
    return new String(chars);
  }

  static char digit(Draw draw) {
    return (char) ('0' + draw.below(10));
  }
}
