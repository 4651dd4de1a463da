package io.understudy.engine.detect;

/** Which groups of digits are written like a phone number. */
final class PhoneShapes {
  private static final int FEWEST_DIGITS = 7;
  private static final int MOST_DIGITS = 15;
  private static final int MOST_NATIONAL_DIGITS = 11;

  private PhoneShapes() {}

  /**
   * How many of the first groups are a phone number by their form alone; 0 if none.
   *
   * @param plus whether a + stands before
   * @param bracket whether an opening bracket stands before
   */
  static int proven(DigitGroups groups, boolean plus, boolean bracket) {
    for (int n = Math.min(groups.count(), 7); n > 0; n--) {
      if (isWhole(groups, n) && isProven(groups, n, plus, bracket)) {
        return n;
      }
    }
    return 0;
  }

  /** The same, if the text says that it is a phone number. */
  static int likely(DigitGroups groups, boolean said) {
    for (int n = Math.min(groups.count(), 7); n > 0; n--) {
      if (isWhole(groups, n) && (isNorthAmerican(groups, n, '0') || isLikely(groups, n, said))) {
        return n;
      }
    }
    return 0;
  }

  /** An extension such as {@code x123} may be attached. */
  private static boolean isWhole(DigitGroups groups, int n) {
    return !groups.endsInside(n) || groups.isFollowedBy("x", n) || groups.isFollowedBy("ext", n);
  }

  private static boolean isProven(DigitGroups groups, int n, boolean plus, boolean bracket) {
    int digits = groups.digits(n);
    if (digits < FEWEST_DIGITS || digits > MOST_DIGITS) {
      return false;
    }
    if (plus) {
      return digits > FEWEST_DIGITS && groups.firstDigit(0) != '0';
    }
    return isNorthAmerican(groups, n, '2')
        || isNational(groups, n)
        || bracket && isBracketed(groups, n, digits);
  }

  /**
   * Three, three and four digits, with 1 or 001 before them or not.
   *
   * @param least lowest first digit of area and exchange: the plan says 2
   */
  private static boolean isNorthAmerican(DigitGroups groups, int n, char least) {
    int first = n == 4 && (groups.value(0) == 1) ? 1 : 0;
    if (n - first == 2) {
      return groups.length(0) == 3
          && groups.length(1) == 7
          && groups.separator(0).startsWith(")")
          && groups.firstDigit(0) >= least;
    }
    return n - first == 3
        && groups.length(first) == 3
        && groups.length(first + 1) == 3
        && groups.length(first + 2) == 4
        && groups.firstDigit(first) >= least
        && groups.firstDigit(first + 1) >= least
        && !groups.separator(first + 1).contains(")");
  }

  /** Leading zero, groups of two digits and more, all with one separator (or one after a code). */
  private static boolean isNational(DigitGroups groups, int n) {
    int digits = groups.digits(n);
    boolean abroad = groups.length(0) >= 4 && groups.value(0) > 0 && startsWithZeros(groups);
    int most = abroad ? MOST_DIGITS : MOST_NATIONAL_DIGITS;
    if (groups.firstDigit(0) != '0' || n < 2 || digits < 9 || digits > most) {
      return false;
    }
    if (startsWithZeros(groups) && !abroad) {
      return false;
    }
    for (int i = 0; i < n; i++) {
      if (groups.length(i) < 2 || groups.length(i) > 8) {
        return false;
      }
    }
    String rest = n > 2 ? groups.separator(1) : groups.separator(0);
    for (int i = 1; i < n - 1; i++) {
      if (!groups.separator(i).equals(rest)) {
        return false;
      }
    }
    boolean codes = n == 2 && groups.separator(0).equals(".");
    return !codes && rest.length() == 1;
  }

  /** {@code 0049 30 123456}: zeros that call another country. */
  private static boolean startsWithZeros(DigitGroups groups) {
    return groups.length(0) > 1 && groups.joined(1).startsWith("00");
  }

  /** {@code (11) 4706-6184}. */
  private static boolean isBracketed(DigitGroups groups, int n, int digits) {
    return n > 1
        && n < 5
        && digits >= 8
        && digits <= MOST_NATIONAL_DIGITS
        && groups.length(0) <= 4
        && groups.length(0) > 1
        && groups.length(1) > 1
        && groups.separator(0).startsWith(")");
  }

  private static boolean isLikely(DigitGroups groups, int n, boolean said) {
    int digits = groups.digits(n);
    if (said) {
      return digits >= 6 && digits <= MOST_DIGITS;
    }
    boolean thousands = groups.separatedBy(" ", n) || groups.separatedBy(".", n);
    boolean allThree = true;
    for (int i = 0; i < n; i++) {
      allThree &= i == 0 || groups.length(i) == 3;
      if (groups.length(i) < 2) {
        return false;
      }
    }
    boolean uniform = groups.separatedBy(" ", n) || groups.separatedBy("-", n);
    return n >= 3 && uniform && digits >= 8 && digits <= 12 && !(thousands && allThree);
  }
}
