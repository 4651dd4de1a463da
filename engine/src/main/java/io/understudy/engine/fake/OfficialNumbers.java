package io.understudy.engine.fake;

import io.understudy.engine.key.Draw;
import java.util.Locale;

/** Numbers with rules of their own: social security, payment cards, bank accounts. */
final class OfficialNumbers {
  private static final int SSN_DIGITS = 9;

  private OfficialNumbers() {}

  /**
   * 9XX-XX-XXXX with a group below 50: areas from 900 on are never issued, and the taxpayer numbers
   * that start with 9 have groups from 50 on. 49,000,000 numbers less those that end in 0000.
   *
   * <p>{@code 308-63-0237 -> 941-27-5503}; {@code 308630237 -> 941275503}.
   */
  static String ssn(String original, Draw draw) {
    String digits = ssnIdentity(original);
    if (digits.length() != SSN_DIGITS || !isDigit(digits.charAt(0))) {
      return Scrambled.text(original, draw);
    }
    int area = 900 + draw.below(100);
    int group = 1 + draw.below(49);
    int serial = 1 + draw.below(9999);
    int number = (area * 100 + group) * 10_000 + serial;
    String fake = Integer.toString(number);
    return digits(original).length() == SSN_DIGITS ? written(original, fake) : fake;
  }

  /** The nine digits; a number column has lost the leading zeros of some. */
  static String ssnIdentity(String original) {
    String digits = digitsOrText(original);
    boolean number = digits.equals(original) && isDigit(digits.charAt(0));
    return number && (digits.length() == 7 || digits.length() == 8)
        ? "0".repeat(SSN_DIGITS - digits.length()) + digits
        : digits;
  }

  /**
   * Same length and issuer digits, valid check digit (Luhn).
   *
   * <p>{@code 4716 4245 2151 1864 -> 4783 0916 5527 3348}.
   */
  static String card(String original, Draw draw) {
    char[] digits = digits(original).toCharArray();
    if (digits.length < 12 || digits.length > 19) {
      return Scrambled.text(original, draw);
    }
    int issuer = issuerDigits(digits[0]);
    for (int i = issuer; i < digits.length - 1; i++) {
      digits[i] = Scrambled.digit(draw);
    }
    digits[digits.length - 1] = '0';
    int sum = CheckDigits.luhn(new String(digits));
    digits[digits.length - 1] = (char) ('0' + (10 - sum % 10) % 10);
    return written(original, new String(digits));
  }

  /** Brands are told apart by one digit (4), by four (Mastercard from 2221, Discover), or two. */
  static int issuerDigits(char first) {
    return first == '4' ? 1 : first == '2' || first == '6' ? 4 : 2;
  }

  /** The two check digits of an account. */
  static String ibanCheck(String country, String account) {
    int check = 98 - CheckDigits.mod97((account + country).toUpperCase(Locale.ROOT) + "00");
    return (check < 10 ? "0" : "") + check;
  }

  /**
   * Same country, length and kinds of characters, valid check digits (ISO 13616).
   *
   * <p>{@code DE89 3704 0044 0532 0130 00 -> DE46 8251 9903 7146 2208 51}.
   */
  static String iban(String original, Draw draw) {
    String compact = alphanumeric(original);
    boolean valid =
        compact.length() >= 15
            && Character.isLetter(compact.charAt(0))
            && Character.isLetter(compact.charAt(1))
            && isDigit(compact.charAt(2))
            && isDigit(compact.charAt(3));
    if (!valid) {
      return Scrambled.text(original, draw);
    }
    String account = Scrambled.text(compact.substring(4), draw);
    String country = compact.substring(0, 2);
    String fake = country + ibanCheck(country, account) + account;
    StringBuilder text = new StringBuilder(original.length());
    int next = 0;
    for (int i = 0; i < original.length(); i++) {
      char c = original.charAt(i);
      text.append(Character.isLetterOrDigit(c) ? fake.charAt(next++) : c);
    }
    return text.toString();
  }

  /** The digits of a text; what identifies a number however it is grouped. */
  static String digits(String text) {
    StringBuilder digits = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (isDigit(text.charAt(i))) {
        digits.append(text.charAt(i));
      }
    }
    return digits.toString();
  }

  /** The digits, or the text itself if there are none. */
  static String digitsOrText(String text) {
    String digits = digits(text);
    return digits.isEmpty() ? text : digits;
  }

  /** Letters in upper case and digits; what identifies an account however it is grouped. */
  static String compact(String text) {
    return alphanumeric(text).toUpperCase(Locale.ROOT);
  }

  static String alphanumeric(String text) {
    StringBuilder compact = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (Character.isLetterOrDigit(text.charAt(i))) {
        compact.append(text.charAt(i));
      }
    }
    return compact.toString();
  }

  static String written(String original, String digits) {
    char[] text = original.toCharArray();
    int next = 0;
    for (int i = 0; i < text.length; i++) {
      if (isDigit(text[i])) {
        text[i] = digits.charAt(next++);
      }
    }
    return new String(text);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
