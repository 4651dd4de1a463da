package io.understudy.loader.mariadb;

import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * Dates and times as MariaDB writes them: {@code 2026-01-31}, {@code 23:59:59.999999}, and both
 * with a blank between. What no calendar or clock has is an {@link IllegalArgumentException} whose
 * message has no value in it.
 */
final class TimeText {
  private static final int DATE_LENGTH = "2026-01-31".length();
  private static final int MICRO_DIGITS = 6;
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final long MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;

  private TimeText() {}

  /** Days since 1970-01-01. */
  static long days(byte[] text) {
    try {
      return LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10)).toEpochDay();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("holds a date that no calendar has, such as one of zeros");
    }
  }

  /** Microseconds since 1970-01-01. */
  static long moment(byte[] text) {
    return days(text) * MICROS_PER_DAY + clock(text, DATE_LENGTH + 1);
  }

  /** Microseconds since midnight. */
  static long micros(byte[] text) {
    if (text[0] == '-' || text[2] != ':' || number(text, 0, 2) > 23) {
      throw new IllegalArgumentException(
          "holds a time that no clock shows, below 0 or from 24 h on");
    }
    return clock(text, 0);
  }

  private static long clock(byte[] text, int at) {
    long seconds =
        number(text, at, at + 2) * 3600L
            + number(text, at + 3, at + 5) * 60L
            + number(text, at + 6, at + 8);
    long micros = 0;
    int end = at + 9 + MICRO_DIGITS;
    for (int i = at + 9; i < end; i++) {
      micros = micros * 10 + (i < text.length ? text[i] - '0' : 0);
    }
    return seconds * MICROS_PER_SECOND + micros;
  }

  private static int number(byte[] text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = number * 10 + text[i] - '0';
    }
    return number;
  }
}
