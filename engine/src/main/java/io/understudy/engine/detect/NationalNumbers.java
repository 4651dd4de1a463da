package io.understudy.engine.detect;

import io.understudy.engine.fake.CheckDigits;

/**
 * Check digits of numbers that countries give to people. Texts are compact and in upper case; none
 * is too odd to be asked about.
 */
final class NationalNumbers {
  private static final String DNI_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE";
  private static final String MONTHS = "ABCDEHLMPRST";

  /**
   * What the characters at odd places of an Italian tax code count: those of 0 to 9, then A to Z.
   */
  private static final int[] ODD = {
    1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23
  };

  private static final String VERHOEFF_PRODUCTS =
      "0123456789123406789523401789563401289567401239567859876043216598710432765982104387"
          + "65932104989876543210";
  private static final String VERHOEFF_SHIFTS =
      "01234567891576283094580379614289160435279453126870428657390127938064157046913258";

  private NationalNumbers() {}

  /** Ten digits that start with 1 or 2, with a Luhn digit over 80840 and all of them. */
  static boolean isNpi(String text) {
    return text.length() == 10
        && Checksum.isDigits(text, 10)
        && (text.charAt(0) == '1' || text.charAt(0) == '2')
        && CheckDigits.luhn("80840" + text) % 10 == 0;
  }

  static boolean isMod11(String text) {
    int length = text.length();
    if (length < 2 || !Checksum.isDigits(text.substring(0, length - 1), 1) || isUniform(text)) {
      return false;
    }
    char last = text.charAt(length - 1);
    if (last != 'X' && !Chars.isDigit(last)) {
      return false;
    }
    long sum = last == 'X' ? 10 : last - '0';
    for (int i = 0; i < length - 1; i++) {
      sum += (long) (length - i) * (text.charAt(i) - '0');
    }
    return sum % 11 == 0;
  }

  static boolean isMod1110(String digits) {
    int product = 10;
    for (int i = 0; i < digits.length() - 1; i++) {
      int sum = (digits.charAt(i) - '0' + product) % 10;
      product = (sum == 0 ? 10 : sum) * 2 % 11;
    }
    return (11 - product) % 10 == digits.charAt(digits.length() - 1) - '0';
  }

  /** Of the first ten digits one appears twice or thrice, all others at most once. */
  static boolean isSteuerId(String text) {
    if (text.length() != 11 || !Checksum.isDigits(text, 11) || text.charAt(0) == '0') {
      return false;
    }
    int[] counts = new int[10];
    for (int i = 0; i < 10; i++) {
      counts[text.charAt(i) - '0']++;
    }
    int repeated = 0;
    for (int count : counts) {
      if (count > 3) {
        return false;
      }
      repeated += count > 1 ? 1 : 0;
    }
    return repeated == 1 && isMod1110(text);
  }

  static boolean isDni(String text) {
    if (text.length() != 9) {
      return false;
    }
    int first = "XYZ".indexOf(text.charAt(0));
    String number =
        (first >= 0 ? Integer.toString(first) : text.substring(0, 1)) + text.substring(1, 8);
    return Checksum.isDigits(number, 8)
        && DNI_LETTERS.charAt(Integer.parseInt(number) % 23) == text.charAt(8);
  }

  /** 2A and 2B, for Corsica, count as 19 and 18. */
  static boolean isNir(String text) {
    if (text.length() != 15 || "12378".indexOf(text.charAt(0)) < 0) {
      return false;
    }
    String plain = text;
    if (text.startsWith("2A", 5)) {
      plain = text.substring(0, 5) + "19" + text.substring(7);
    } else if (text.startsWith("2B", 5)) {
      plain = text.substring(0, 5) + "18" + text.substring(7);
    }
    return Checksum.isDigits(plain, 15)
        && 97 - Long.parseLong(plain.substring(0, 13)) % 97
            == Integer.parseInt(plain.substring(13));
  }

  static boolean isBsn(String text) {
    if (text.length() != 9 || !Checksum.isDigits(text, 9) || isUniform(text)) {
      return false;
    }
    int sum = -(text.charAt(8) - '0');
    for (int i = 0; i < 8; i++) {
      sum += (9 - i) * (text.charAt(i) - '0');
    }
    return sum % 11 == 0;
  }

  /** Where two people would have the same code, digits are replaced by letters. */
  static boolean isCodiceFiscale(String text) {
    if (text.length() != 16 || MONTHS.indexOf(text.charAt(8)) < 0) {
      return false;
    }
    int sum = 0;
    for (int i = 0; i < 16; i++) {
      char c = text.charAt(i);
      boolean letter = c >= 'A' && c <= 'Z';
      boolean letterPlace = i < 6 || i == 8 || i == 11 || i == 15;
      boolean digit = Chars.isDigit(c) || "LMNPQRSTUV".indexOf(c) >= 0;
      if (letterPlace ? !letter : !digit) {
        return false;
      }
      int value = letter ? c - 'A' : c - '0';
      sum += i == 15 ? 0 : i % 2 == 0 ? ODD[value] : value;
    }
    return sum % 26 == text.charAt(15) - 'A';
  }

  static boolean isCpf(String text) {
    return text.length() == 11
        && Checksum.isDigits(text, 11)
        && !isUniform(text)
        && cpfDigit(text, 9) == text.charAt(9) - '0'
        && cpfDigit(text, 10) == text.charAt(10) - '0';
  }

  private static int cpfDigit(String text, int length) {
    int sum = 0;
    for (int i = 0; i < length; i++) {
      sum += (length + 1 - i) * (text.charAt(i) - '0');
    }
    return sum * 10 % 11 % 10;
  }

  static boolean isVerhoeff(String digits) {
    int check = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int shifted = VERHOEFF_SHIFTS.charAt(i % 8 * 10 + digit) - '0';
      check = VERHOEFF_PRODUCTS.charAt(check * 10 + shifted) - '0';
    }
    return check == 0;
  }

  /** {@code 000000000} passes many a check but is nobody's. */
  private static boolean isUniform(String text) {
    return text.chars().allMatch(c -> c == text.charAt(0));
  }
}
