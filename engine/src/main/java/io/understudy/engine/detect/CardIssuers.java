package io.understudy.engine.detect;

import io.understudy.engine.fake.CheckDigits;

/** Payment card numbers: issuer, length and check digit (ISO/IEC 7812). */
final class CardIssuers {
  private CardIssuers() {}

  /** Whether a brand has numbers of this start and length, and the check digit fits. */
  static boolean isCard(String digits) {
    return isIssued(digits) && CheckDigits.luhn(digits) % 10 == 0;
  }

  private static boolean isIssued(String digits) {
    int length = digits.length();
    if (length < 14 || length > 19) {
      return false;
    }
    int four = Integer.parseInt(digits, 0, 4, 10);
    int three = four / 10;
    int two = four / 100;
    boolean visa = two / 10 == 4 && length == 16;
    boolean mastercard = (two >= 51 && two <= 55 || four >= 2221 && four <= 2720) && length == 16;
    boolean amex = (two == 34 || two == 37) && length == 15;
    boolean diners = (two == 36 || two == 38 || three >= 300 && three <= 305) && length == 14;
    boolean discover = (four == 6011 || two == 65 || three >= 644 && three <= 649) && length == 16;
    boolean jcb = four >= 3528 && four <= 3589 && length == 16;
    boolean unionPay = two == 62 && length >= 16;
    return visa
        || mastercard
        || amex
        || diners
        || discover
        || jcb
        || unionPay
        || isMaestro(four, length);
  }

  private static boolean isMaestro(int four, int length) {
    return length >= 16
        && switch (four) {
          case 5018, 5020, 5038, 5893, 6304, 6759, 6761, 6762, 6763 -> true;
          default -> false;
        };
  }
}
