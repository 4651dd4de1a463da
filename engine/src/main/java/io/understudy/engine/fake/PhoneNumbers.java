package io.understudy.engine.fake;

import io.understudy.engine.key.Draw;

/**
 * Phone numbers in the punctuation of their original. Numbers of the North American plan move to
 * the exchange 555, which has no subscribers: NXX-555-XXXX, 7,120,000 numbers. Others keep country
 * code and leading zeros; their last digits change.
 *
 * <p>{@code (617) 248-4867 -> (342) 555-9021}; {@code +1 617.248.4867 x12 -> +1 342.555.9021 x70};
 * {@code +44 20 7946 0958 -> +44 61 3320 7185}.
 */
final class PhoneNumbers {
  private static final int FEWEST_CHANGED = 4;
  private static final int FEWEST_DIGITS = 7;

  private PhoneNumbers() {}

  /**
   * The subscriber's digits: neither punctuation nor the North American prefix nor an extension.
   */
  static String identity(String number) {
    Parts parts = Parts.of(number);
    return parts.digits.isEmpty() ? number : parts.digits.substring(parts.prefix);
  }

  static String make(String original, Draw draw) {
    return make(original, "", draw);
  }

  /**
   * @param area the area code of numbers of the North American plan; empty: any
   */
  static String make(String original, String area, Draw draw) {
    Parts parts = Parts.of(original);
    if (parts.digits.isEmpty() || parts.digits.length() < FEWEST_DIGITS && hasLetters(original)) {
      return Scrambled.text(original, draw); // such as 1-800-FLOWERS
    }
    char[] digits = parts.digits.toCharArray();
    switch (digits.length - parts.prefix) {
      case 10 -> northAmerican(digits, parts, area, draw);
      case 7 -> local(digits, parts, draw);
      default -> other(digits, parts, draw);
    }
    return written(original, parts, digits, draw);
  }

  private static boolean hasLetters(String text) {
    return text.chars().filter(Character::isLetter).count() > 2;
  }

  private static void northAmerican(char[] digits, Parts parts, String area, Draw draw) {
    if (!parts.northAmerican) {
      other(digits, parts, draw);
      return;
    }
    // Area codes: 2..9, then neither N9X (kept for expansion) nor N11 (services).
    int middle = draw.below(9);
    int last = draw.below(middle == 1 ? 9 : 10);
    digits[parts.prefix] = (char) ('2' + draw.below(8));
    digits[parts.prefix + 1] = (char) ('0' + middle);
    digits[parts.prefix + 2] = (char) ('0' + (middle == 1 && last > 0 ? last + 1 : last));
    area.getChars(0, area.length(), digits, parts.prefix);
    exchange(digits, parts.prefix + 3, draw);
  }

  private static void local(char[] digits, Parts parts, Draw draw) {
    if (parts.international) {
      other(digits, parts, draw);
    } else {
      exchange(digits, parts.prefix, draw);
    }
  }

  private static void exchange(char[] digits, int at, Draw draw) {
    "555".getChars(0, 3, digits, at);
    for (int i = at + 3; i < at + 7; i++) {
      digits[i] = Scrambled.digit(draw);
    }
  }

  private static void other(char[] digits, Parts parts, Draw draw) {
    int kept = Math.min(parts.kept, Math.max(0, digits.length - FEWEST_CHANGED));
    for (int i = kept; i < digits.length; i++) {
      boolean leads = i == kept && digits[i] != '0';
      digits[i] = leads ? (char) ('1' + draw.below(9)) : Scrambled.digit(draw);
    }
  }

  private static String written(String original, Parts parts, char[] digits, Draw draw) {
    char[] text = original.toCharArray();
    int next = 0;
    for (int i = 0; i < text.length; i++) {
      if (isDigit(text[i])) {
        text[i] = i < parts.end ? digits[next++] : Scrambled.digit(draw);
      }
    }
    return new String(text);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /**
   * @param digits before the extension
   * @param end index in the text where the extension starts
   * @param prefix how many digits say "North America": 1 or 001
   * @param kept how many digits say the country, or are leading zeros
   */
  record Parts(
      String digits, int end, int prefix, int kept, boolean northAmerican, boolean international) {

    static Parts of(String text) {
      int end = text.length();
      StringBuilder digits = new StringBuilder();
      int country = -1;
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (isDigit(c)) {
          digits.append(c);
        } else if (Character.isLetter(c) && digits.length() >= 7) {
          end = i;
          break;
        } else if (digits.length() > 0 && country < 0) {
          country = digits.length();
        }
      }
      boolean plus = text.startsWith("+") || text.startsWith("(+");
      boolean zeros = digits.length() > 10 && digits.indexOf("00") == 0;
      int prefix = prefix(digits, plus);
      boolean northAmerican =
          prefix > 0 || !plus && digits.length() == 10 && digits.charAt(0) != '0';
      return new Parts(
          digits.toString(),
          end,
          prefix,
          kept(digits, plus, zeros, country),
          northAmerican,
          plus || zeros);
    }

    private static int prefix(CharSequence digits, boolean plus) {
      if (digits.length() == 11 && digits.charAt(0) == '1') {
        return 1;
      }
      boolean dialled =
          !plus && digits.length() == 13 && "001".contentEquals(digits.subSequence(0, 3));
      return dialled ? 3 : 0;
    }

    private static int kept(CharSequence digits, boolean plus, boolean zeros, int country) {
      if (plus) {
        return country >= 1 && country <= 3 ? country : 2;
      }
      return zeros ? 4 : digits.length() > 0 && digits.charAt(0) == '0' ? 1 : 0;
    }
  }
}
