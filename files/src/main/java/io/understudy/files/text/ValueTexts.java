package io.understudy.files.text;

import io.understudy.files.ValueType;
import java.nio.charset.StandardCharsets;

/**
 * Which type a text is a value of:
 *
 * <ul>
 *   <li>BOOLEAN: {@code true}, {@code false}, in small letters only
 *   <li>BIGINT: digits without a leading zero, with or without a minus, of at most 64 bit
 *   <li>NUMERIC: the same of any size up to 1000 characters, with or without a fraction that has
 *       digits on both sides of its point
 *   <li>DOUBLE: a number with an exponent and either a point or a sign in it ({@code 1.5E3}, {@code
 *       1e-7}, {@code 1e+21}), which a double can hold; {@code 12E5} is TEXT, it may be a code
 *   <li>DATE {@code 2024-01-31}, years 0001 to 9999, days that exist
 *   <li>TIME {@code 10:30:00}, with at most 6 digits of a second's fraction, as Postgres would
 *       round more
 *   <li>TIMESTAMP: both, with {@code T} or a blank between them; seconds may be absent
 *   <li>TIMESTAMPTZ: that and {@code Z}, {@code +02}, {@code +0200} or {@code +02:00}
 *   <li>UUID: 36 characters, in small letters, as Postgres writes them
 *   <li>TEXT: everything else, the empty text too
 * </ul>
 */
public final class ValueTexts {
  private static final int LONGEST_NUMBER = 1000;
  private static final int DATE_LENGTH = "2024-01-31".length();
  private static final int FRACTION_DIGITS = 6;
  private static final int UUID_LENGTH = 36;
  private static final String LARGEST_LONG = "9223372036854775807";
  private static final String LARGEST_NEGATIVE = "9223372036854775808";
  private static final int[] DAYS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  private static final int NOT = -1;

  private ValueTexts() {}

  /** Type of the text from {@code from} to before {@code to}. */
  public static ValueType typeOf(byte[] b, int from, int to) {
    int length = to - from;
    if (length == 0) {
      return ValueType.TEXT;
    }
    byte first = b[from];
    if (isDigit(first) || first == '-') {
      ValueType number = number(b, from, to, false);
      if (number != ValueType.TEXT || first == '-') {
        return number;
      }
      if (length >= "10:30:00".length() && b[from + 2] == ':') {
        return time(b, from, to, false) == to ? ValueType.TIME : ValueType.TEXT;
      }
      if (length >= DATE_LENGTH && b[from + 4] == '-') {
        return dateOrTimestamp(b, from, to);
      }
    } else if (first == 't' || first == 'f') {
      if (is(b, from, to, "true") || is(b, from, to, "false")) {
        return ValueType.BOOLEAN;
      }
    }
    return length == UUID_LENGTH && isUuid(b, from) ? ValueType.UUID : ValueType.TEXT;
  }

  /** Type of what is known to be a number of JSON; TEXT if no type holds it well. */
  public static ValueType typeOfNumber(byte[] b, int from, int to) {
    return number(b, from, to, true);
  }

  private static ValueType number(byte[] b, int from, int to, boolean known) {
    int start = b[from] == '-' ? from + 1 : from;
    int p = digits(b, start, to);
    int whole = p - start;
    if (whole == 0 || whole > 1 && b[start] == '0' || to - from > LONGEST_NUMBER) {
      return ValueType.TEXT;
    }
    if (p == to) {
      return fitsLong(b, from, start, to) ? ValueType.BIGINT : ValueType.NUMERIC;
    }
    boolean marked = known;
    if (b[p] == '.') {
      int fraction = p + 1;
      p = digits(b, fraction, to);
      if (p == fraction) {
        return ValueType.TEXT;
      }
      if (p == to) {
        return ValueType.NUMERIC;
      }
      marked = true;
    }
    if (b[p] != 'e' && b[p] != 'E') {
      return ValueType.TEXT;
    }
    p++;
    if (p < to && (b[p] == '+' || b[p] == '-')) {
      marked = true;
      p++;
    }
    if (!marked || p == to || digits(b, p, to) != to) {
      return ValueType.TEXT;
    }
    boolean small = to - p <= 2 && to - from <= 200;
    return small || isFinite(b, from, to) ? ValueType.DOUBLE : ValueType.TEXT;
  }

  private static boolean fitsLong(byte[] b, int from, int start, int to) {
    int digits = to - start;
    if (start > from && digits == 1 && b[start] == '0') {
      return false; // -0 is not how a whole number is written
    }
    if (digits != LARGEST_LONG.length()) {
      return digits < LARGEST_LONG.length();
    }
    String largest = start > from ? LARGEST_NEGATIVE : LARGEST_LONG;
    for (int i = 0; i < digits; i++) {
      if (b[start + i] != largest.charAt(i)) {
        return b[start + i] < largest.charAt(i);
      }
    }
    return true;
  }

  /** Neither too large for a double nor so small that it would become zero. */
  private static boolean isFinite(byte[] b, int from, int to) {
    double value = Double.parseDouble(new String(b, from, to - from, StandardCharsets.ISO_8859_1));
    if (value != 0) {
      return Double.isFinite(value);
    }
    for (int i = from; i < to && b[i] != 'e' && b[i] != 'E'; i++) {
      if (b[i] >= '1' && b[i] <= '9') {
        return false;
      }
    }
    return true;
  }

  private static ValueType dateOrTimestamp(byte[] b, int from, int to) {
    if (!isDate(b, from)) {
      return ValueType.TEXT;
    }
    int p = from + DATE_LENGTH;
    if (p == to) {
      return ValueType.DATE;
    }
    if (b[p] != 'T' && b[p] != ' ') {
      return ValueType.TEXT;
    }
    p = time(b, p + 1, to, true);
    if (p == NOT) {
      return ValueType.TEXT;
    }
    if (p == to) {
      return ValueType.TIMESTAMP;
    }
    return isZone(b, p, to) ? ValueType.TIMESTAMPTZ : ValueType.TEXT;
  }

  private static boolean isDate(byte[] b, int at) {
    int year = pair(b, at);
    int yearEnd = pair(b, at + 2);
    int month = pair(b, at + 5);
    int day = pair(b, at + 8);
    if (year < 0
        || yearEnd < 0
        || b[at + 4] != '-'
        || b[at + 7] != '-'
        || month < 1
        || month > 12
        || day < 1
        || day > DAYS[month - 1]) {
      return false;
    }
    year = 100 * year + yearEnd;
    boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return year > 0 && (month != 2 || day < 29 || leap);
  }

  /** End of the time of day that starts here, or NOT. */
  private static int time(byte[] b, int at, int to, boolean secondsMayBeAbsent) {
    int p = at + "10:30".length();
    if (p > to || b[at + 2] != ':' || !isPair(b, at, 23) || !isPair(b, at + 3, 59)) {
      return NOT;
    }
    if (p + 3 > to || b[p] != ':') {
      return secondsMayBeAbsent ? p : NOT;
    }
    if (!isPair(b, p + 1, 59)) {
      return NOT;
    }
    p += 3;
    if (p < to && b[p] == '.') {
      int end = digits(b, p + 1, to);
      return end > p + 1 && end <= p + 1 + FRACTION_DIGITS ? end : NOT;
    }
    return p;
  }

  private static boolean isZone(byte[] b, int at, int to) {
    if (b[at] == 'Z') {
      return at + 1 == to;
    }
    if (b[at] != '+' && b[at] != '-' || at + 3 > to || !isPair(b, at + 1, 15)) {
      return false;
    }
    int p = at + 3;
    if (p == to) {
      return true;
    }
    if (b[p] == ':') {
      p++;
    }
    return p + 2 == to && isPair(b, p, 59);
  }

  private static boolean isUuid(byte[] b, int at) {
    for (int i = 0; i < UUID_LENGTH; i++) {
      byte c = b[at + i];
      boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
      if (dash ? c != '-' : !(isDigit(c) || c >= 'a' && c <= 'f')) {
        return false;
      }
    }
    return true;
  }

  private static boolean is(byte[] b, int from, int to, String word) {
    if (to - from != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (b[from + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPair(byte[] b, int at, int largest) {
    int value = pair(b, at);
    return value >= 0 && value <= largest;
  }

  /** The number that two digits are, or NOT. */
  private static int pair(byte[] b, int at) {
    return isDigit(b[at]) && isDigit(b[at + 1]) ? 10 * (b[at] - '0') + b[at + 1] - '0' : NOT;
  }

  /** Behind the digits that start here. */
  private static int digits(byte[] b, int from, int to) {
    int p = from;
    while (p < to && p + Long.BYTES <= b.length) {
      int count = EightBytes.first(EightBytes.notDigits(EightBytes.at(b, p)));
      p += count;
      if (count < Long.BYTES) {
        return Math.min(p, to);
      }
    }
    while (p < to && isDigit(b[p])) {
      p++;
    }
    return Math.min(p, to);
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}
