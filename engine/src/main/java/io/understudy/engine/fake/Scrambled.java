package io.understudy.engine.fake;

import io.understudy.engine.key.Draw;

/** Text of the same shape with drawn letters and digits: the last resort for odd values. */
public final class Scrambled {
  private Scrambled() {}

  /** Whether there is a letter or digit to change. */
  public static boolean canChange(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isLetterOrDigit(text.charAt(i))) {
        return true;
      }
    }
    return false;
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

  /**
   * A fake of the same length, with another letter or digit wherever it has the one of the
   * original: templates such as {@code bothify} keep what they have no sign for.
   */
  public static String instead(String original, String fake, Draw draw) {
    if (fake.length() != original.length()) {
      return fake;
    }
    char[] chars = fake.toCharArray();
    for (int i = 0; i < chars.length; i++) {
      char same = original.charAt(i);
      if (chars[i] != same) {
        continue;
      }
      if (Character.isDigit(same)) {
        chars[i] = other(same, '0', 10, draw);
      } else if (Character.isUpperCase(same)) {
        chars[i] = other(same, 'A', 26, draw);
      } else if (Character.isLetter(same)) {
        chars[i] = other(same, 'a', 26, draw);
      }
    }
    return new String(chars);
  }

  /** One of a range other than the one it has. */
  private static char other(char same, char first, int count, Draw draw) {
    boolean inRange = same >= first && same < first + count;
    int choice = draw.below(inRange ? count - 1 : count);
    return (char) (first + (inRange && choice >= same - first ? choice + 1 : choice));
  }

  static char digit(Draw draw) {
    return (char) ('0' + draw.below(10));
  }
}
