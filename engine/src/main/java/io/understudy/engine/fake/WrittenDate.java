package io.understudy.engine.fake;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A date, or a date with a time of day, and how it is written: the order of its parts, their width
 * and what stands between them. All patterns are bounded and without alternatives that overlap.
 *
 * @param time in UTC if the text has an offset or counts from 1970, else as it stands there
 * @param style how to write another one
 */
record WrittenDate(LocalDateTime time, Style style) {
  private static final int LONGEST = 48;
  private static final int PIVOT = 30;
  private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";

  private static final String TIME =
      "(?:(T|,? {1,2})(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:([.,])(\\d{1,9}))?)?"
          + "( ?[AaPp][Mm])?( ?Z| ?[+-]\\d{2}:?\\d{2}| ?[+-]\\d{2})?)?";
  private static final Pattern YEAR_FIRST =
      Pattern.compile("(\\d{4})([-/.]?)(\\d{1,2})(?:\\2(\\d{1,2}))?" + TIME);
  private static final Pattern YEAR_LAST =
      Pattern.compile("(\\d{1,2})([-/. ])(\\d{1,2})\\2(\\d{4}|\\d{2})" + TIME);
  private static final Pattern DAY_MONTH_NAME =
      Pattern.compile("(\\d{1,2})([- ./]|\\. )([A-Za-z]{3,9})([- ./,]|, )(\\d{4}|\\d{2})" + TIME);
  private static final Pattern MONTH_NAME_DAY =
      Pattern.compile("([A-Za-z]{3,9})([- .]|\\. )(\\d{1,2})(,? |-)(\\d{4})" + TIME);
  private static final Pattern COUNT = Pattern.compile("\\d{10}|\\d{13}");
  private static final Pattern YEAR = Pattern.compile("\\d{4}");

  /** Writes a time in the way of an original. */
  @FunctionalInterface
  interface Style {
    String write(LocalDateTime time);
  }

  /** Empty for a text that is none of the known forms. */
  static Optional<WrittenDate> of(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(parsed(text));
    } catch (DateTimeException e) {
      return Optional.empty(); // digits in the form of a date, such as a 31st of June
    }
  }

  private static @Nullable WrittenDate parsed(String text) {
    if (COUNT.matcher(text).matches()) {
      return counted(text);
    }
    if (YEAR.matcher(text).matches()) {
      return new WrittenDate(
          LocalDate.of(Integer.parseInt(text), 1, 1).atStartOfDay(), t -> year(t, 4));
    }
    Matcher match = YEAR_FIRST.matcher(text);
    if (match.matches() && match.group(3).length() + match.group(2).length() > 1) {
      return yearFirst(match);
    }
    match = YEAR_LAST.matcher(text);
    if (match.matches()) {
      return yearLast(match);
    }
    match = DAY_MONTH_NAME.matcher(text);
    if (match.matches()) {
      return dayMonthName(match);
    }
    match = MONTH_NAME_DAY.matcher(text);
    return match.matches() ? monthNameDay(match) : null;
  }

  /** Seconds or milliseconds since 1970. */
  private static WrittenDate counted(String text) {
    long count = Long.parseLong(text);
    boolean millis = text.length() > 10;
    Instant instant = millis ? Instant.ofEpochMilli(count) : Instant.ofEpochSecond(count);
    return new WrittenDate(
        LocalDateTime.ofInstant(instant, ZoneOffset.UTC),
        t -> {
          Instant fake = t.toInstant(ZoneOffset.UTC);
          return Long.toString(millis ? fake.toEpochMilli() : fake.getEpochSecond());
        });
  }

  private static WrittenDate yearFirst(Matcher m) {
    String separator = m.group(2);
    int month = Integer.parseInt(m.group(3));
    boolean hasDay = m.group(4) != null;
    LocalDate date =
        LocalDate.of(
            Integer.parseInt(m.group(1)), month, hasDay ? Integer.parseInt(m.group(4)) : 1);
    int monthWidth = width(m.group(3));
    int dayWidth = hasDay ? width(m.group(4)) : 0;
    return with(
        date,
        t ->
            year(t, 4)
                + separator
                + digits(t.getMonthValue(), monthWidth)
                + (hasDay ? separator + digits(t.getDayOfMonth(), dayWidth) : ""),
        m,
        5);
  }

  private static WrittenDate yearLast(Matcher m) {
    String separator = m.group(2);
    int first = Integer.parseInt(m.group(1));
    int second = Integer.parseInt(m.group(3));
    boolean dayFirst = first > 12 || second <= 12 && separator.equals(".");
    LocalDate date =
        LocalDate.of(year(m.group(4)), dayFirst ? second : first, dayFirst ? first : second);
    int yearWidth = m.group(4).length();
    int firstWidth = width(m.group(1));
    int secondWidth = width(m.group(3));
    return with(
        date,
        t ->
            digits(dayFirst ? t.getDayOfMonth() : t.getMonthValue(), firstWidth)
                + separator
                + digits(dayFirst ? t.getMonthValue() : t.getDayOfMonth(), secondWidth)
                + separator
                + year(t, yearWidth),
        m,
        5);
  }

  private static @Nullable WrittenDate dayMonthName(Matcher m) {
    int month = month(m.group(3));
    if (month == 0) {
      return null;
    }
    LocalDate date = LocalDate.of(year(m.group(5)), month, Integer.parseInt(m.group(1)));
    String name = m.group(3);
    int dayWidth = width(m.group(1));
    int yearWidth = m.group(5).length();
    String afterDay = m.group(2);
    String afterMonth = m.group(4);
    return with(
        date,
        t ->
            digits(t.getDayOfMonth(), dayWidth)
                + afterDay
                + month(t, name)
                + afterMonth
                + year(t, yearWidth),
        m,
        6);
  }

  private static @Nullable WrittenDate monthNameDay(Matcher m) {
    int month = month(m.group(1));
    if (month == 0) {
      return null;
    }
    LocalDate date = LocalDate.of(year(m.group(5)), month, Integer.parseInt(m.group(3)));
    String name = m.group(1);
    int dayWidth = width(m.group(3));
    String afterMonth = m.group(2);
    String afterDay = m.group(4);
    return with(
        date,
        t ->
            month(t, name)
                + afterMonth
                + digits(t.getDayOfMonth(), dayWidth)
                + afterDay
                + year(t, 4),
        m,
        6);
  }

  /** Adds the time of day that the groups from a number on hold, if there is one. */
  private static WrittenDate with(LocalDate date, Style dates, Matcher m, int from) {
    if (m.group(from) == null) {
      return new WrittenDate(date.atStartOfDay(), dates);
    }
    TimeOfDay clock = TimeOfDay.of(m, from);
    LocalDateTime local = date.atTime(clock.time());
    LocalDateTime time = local.minusSeconds(clock.offset().getTotalSeconds());
    return new WrittenDate(
        time,
        t -> {
          LocalDateTime there = t.plusSeconds(clock.offset().getTotalSeconds());
          return dates.write(there) + clock.write(there.toLocalTime());
        });
  }

  private static int year(String digits) {
    int year = Integer.parseInt(digits);
    return digits.length() == 4 ? year : year < PIVOT ? 2000 + year : 1900 + year;
  }

  private static String year(LocalDateTime time, int width) {
    return width == 4 ? digits(time.getYear(), 4) : digits(time.getYear() % 100, 2);
  }

  private static int month(String name) {
    int at = MONTHS.indexOf(name.substring(0, 3).toLowerCase(Locale.ROOT));
    return at < 0 || at % 3 != 0 ? 0 : at / 3 + 1;
  }

  /** As short and in the letter case that the original's month is. */
  private static String month(LocalDateTime time, String original) {
    String name = time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    boolean cut = original.length() == 3;
    return LetterCase.like(original, cut ? name.substring(0, 3) : name);
  }

  /** Two if it starts with a zero, else as wide as the number is. */
  private static int width(String digits) {
    return digits.length() == 2 && digits.charAt(0) == '0' ? 2 : digits.length() == 1 ? 1 : 2;
  }

  static String digits(int number, int width) {
    String digits = Integer.toString(number);
    return digits.length() < width ? "0".repeat(width - digits.length()) + digits : digits;
  }

  /**
   * @param time on the 24-hour clock
   * @param offset from UTC; zero if none is written
   */
  private record TimeOfDay(
      LocalTime time,
      ZoneOffset offset,
      String before,
      int hourWidth,
      boolean seconds,
      String point,
      int fraction,
      String half,
      String zone) {

    static TimeOfDay of(Matcher m, int from) {
      String half = text(m, from + 6);
      int written = Integer.parseInt(m.group(from + 1));
      boolean afternoon = half.toLowerCase(Locale.ROOT).contains("p");
      int hour = half.isEmpty() ? written : written % 12 + (afternoon ? 12 : 0);
      String fraction = text(m, from + 5);
      String seconds = text(m, from + 3);
      LocalTime time =
          LocalTime.of(
              hour,
              Integer.parseInt(m.group(from + 2)),
              seconds.isEmpty() ? 0 : Integer.parseInt(seconds),
              fraction.isEmpty() ? 0 : Integer.parseInt((fraction + "00000000").substring(0, 9)));
      String zone = text(m, from + 7);
      String plain = zone.strip();
      ZoneOffset offset =
          plain.isEmpty() || plain.equals("Z") ? ZoneOffset.UTC : ZoneOffset.of(plain);
      return new TimeOfDay(
          time,
          offset,
          text(m, from),
          m.group(from + 1).length(),
          !seconds.isEmpty(),
          text(m, from + 4),
          fraction.length(),
          half,
          zone);
    }

    private static String text(Matcher m, int group) {
      String text = m.group(group);
      return text == null ? "" : text;
    }

    String write(LocalTime fake) {
      int hour = half.isEmpty() ? fake.getHour() : (fake.getHour() + 11) % 12 + 1;
      StringBuilder text = new StringBuilder(before);
      text.append(digits(hour, hourWidth)).append(':').append(digits(fake.getMinute(), 2));
      if (seconds) {
        text.append(':').append(digits(fake.getSecond(), 2));
      }
      if (fraction > 0) {
        text.append(point).append(digits(fake.getNano(), 9), 0, fraction);
      }
      return text.append(half(fake)).append(zone).toString();
    }

    private String half(LocalTime fake) {
      String wanted = fake.getHour() < 12 ? "a" : "p";
      boolean upper = half.equals(half.toUpperCase(Locale.ROOT));
      String letter = upper ? wanted.toUpperCase(Locale.ROOT) : wanted;
      return half.replaceFirst("[AaPp]", letter);
    }
  }
}
