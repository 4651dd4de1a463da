package io.understudy.engine.fake;

/** The arithmetic of numbers that check themselves. Linear in the length of a number. */
public final class CheckDigits {
  private static final int VIN_LENGTH = 17;
  private static final int VIN_CHECK = 8;
  private static final int ABA_LENGTH = 9;
  private static final int[] VIN_WEIGHTS = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};
  private static final int[] ABA_WEIGHTS = {3, 7, 1};

  /** What A to Z stand for in a vehicle number; 0 marks the letters that it never holds. */
  private static final String VIN_LETTERS = "12345678012345070923456789";

  private CheckDigits() {}

  /** The Luhn sum of digits (ISO/IEC 7812-1); a multiple of 10 for a valid number. */
  public static int luhn(CharSequence digits) {
    int sum = 0;
    for (int i = digits.length() - 1, place = 0; i >= 0; i--, place++) {
      int digit = digits.charAt(i) - '0';
      int weighed = place % 2 == 0 ? digit : 2 * digit;
      sum += weighed > 9 ? weighed - 9 : weighed;
    }
    return sum;
  }

  /** Remainder by 97 of digits and upper-case ASCII letters, where A stands for 10, Z for 35. */
  public static int mod97(CharSequence text) {
    int remainder = 0;
    for (int i = 0; i < text.length(); i++) {
      int value = Character.digit(text.charAt(i), 36);
      remainder = (value > 9 ? remainder * 100 + value : remainder * 10 + value) % 97;
    }
    return remainder;
  }

  /** Whether a compact, upper-case account number has valid check digits (ISO 13616). */
  public static boolean isIban(CharSequence compact) {
    StringBuilder turned = new StringBuilder(compact.length());
    turned.append(compact, 4, compact.length()).append(compact, 0, 4);
    return mod97(turned) == 1;
  }

  /** Whether nine digits are a valid routing number of the American Bankers Association. */
  public static boolean isAba(CharSequence digits) {
    return digits.length() == ABA_LENGTH && abaSum(digits) % 10 == 0;
  }

  /** The last digit that makes the first eight a routing number. */
  static char abaCheck(CharSequence firstEight) {
    return (char) ('0' + (10 - abaSum(firstEight) % 10) % 10);
  }

  private static int abaSum(CharSequence digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      sum += ABA_WEIGHTS[i % 3] * (digits.charAt(i) - '0');
    }
    return sum;
  }

  /** Whether 17 upper-case characters are a vehicle number with a valid ninth one (49 CFR 565). */
  public static boolean isVin(CharSequence text) {
    if (text.length() != VIN_LENGTH) {
      return false;
    }
    for (int i = 0; i < VIN_LENGTH; i++) {
      if (!isVinCharacter(text.charAt(i))) {
        return false;
      }
    }
    return text.charAt(VIN_CHECK) == vinCheck(text);
  }

  /** A digit or an upper-case letter other than I, O and Q. */
  static boolean isVinCharacter(char c) {
    return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' && VIN_LETTERS.charAt(c - 'A') != '0';
  }

  /** What the ninth of 17 characters must be; the ninth itself does not matter. */
  static char vinCheck(CharSequence text) {
    int sum = 0;
    for (int i = 0; i < VIN_LENGTH; i++) {
      char c = text.charAt(i);
      sum += VIN_WEIGHTS[i] * (c <= '9' ? c - '0' : VIN_LETTERS.charAt(c - 'A') - '0');
    }
    int check = sum % 11;
    return check == 10 ? 'X' : (char) ('0' + check);
  }
}
