package io.understudy.engine.python;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads dates as {@code dateutil.parser.parse} does: in almost any order, month first where that is
 * possible, years of two digits within 50 years of 2026. Unlike there, nothing is taken from
 * today's date: a text without year and month is none, without a day it is the first.
 */
public final class DateText {
  private static final int LONGEST = 64;
  private static final int THIS_YEAR = 2026;
  private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";
  private static final String DAYS = "montuewedthufrisatsun";
  private static final Set<String> JUMPS =
      Set.of("at", "on", "and", "ad", "m", "t", "of", "st", "nd", "rd", "th");
  private static final Pattern WORD =
      Pattern.compile("[A-Za-z]+|[0-9]+(?:[.,][0-9]+)*|[\\s]+|.", Pattern.DOTALL);
  private static final Pattern OFFSET = Pattern.compile("([+-])(\\d{1,2}):?(\\d{2})?");
  private static final Pattern CLOCK =
      Pattern.compile("(\\d{1,2}):(\\d{1,2})(?::(\\d{1,2})(?:[.,](\\d{1,9})\\d*)?)?");

  private final List<Integer> numbers = new ArrayList<>();
  private final List<String> written = new ArrayList<>();
  private int month = -1;
  private int monthAt = -1;
  private int year = -1;
  private @Nullable LocalTime time;
  private @Nullable ZoneOffset offset;

  private DateText() {}

  /**
   * The date and time: {@link OffsetDateTime} if the text has an offset, else {@link
   * LocalDateTime}.
   *
   * @throws NoResultException if the text is no date
   */
  public static Temporal parse(String text) {
    String trimmed = text.strip();
    if (trimmed.isEmpty() || trimmed.length() > LONGEST) {
      throw noDate();
    }
    try {
      return new DateText().read(trimmed);
    } catch (DateTimeException | NumberFormatException e) {
      throw noDate(); // the exception's own message has the text in it
    }
  }

  private static NoResultException noDate() {
    return new NoResultException("this text is no date with a year");
  }

  private Temporal read(String text) {
    String rest = clock(text);
    Matcher words = WORD.matcher(rest);
    while (words.find()) {
      String word = words.group();
      char first = word.charAt(0);
      if (first >= '0' && first <= '9') {
        digits(word);
      } else if (Character.isLetter(first)) {
        word(word.toLowerCase(Locale.ROOT));
      } else if (!word.isBlank() && "-/.,;'".indexOf(first) < 0) {
        throw noDate();
      }
    }
    LocalDateTime found = date().atTime(time == null ? LocalTime.MIDNIGHT : time);
    if (found.getYear() < 1 || found.getYear() > 9999) {
      throw noDate();
    }
    return offset == null ? found : found.atOffset(offset);
  }

  /** Takes the time of day and the offset out of the text. */
  private String clock(String text) {
    Matcher clock = CLOCK.matcher(text);
    if (!clock.find()) {
      return text;
    }
    int hour = Integer.parseInt(clock.group(1));
    int second = clock.group(3) == null ? 0 : Integer.parseInt(clock.group(3));
    String fraction = clock.group(4) == null ? "" : clock.group(4);
    int nano = Integer.parseInt((fraction + "000000").substring(0, 6)) * 1000;
    String before = text.substring(0, clock.start()).replaceFirst("(?i)(?<=\\d)T$", " ");
    String after = text.substring(clock.end()).stripLeading();
    String half = after.toLowerCase(Locale.ROOT).replaceFirst("^([ap])\\.?m\\.?(?![a-z]).*$", "$1");
    if (half.equals("a") || half.equals("p")) {
      if (hour > 12 || hour == 0) {
        throw noDate();
      }
      hour = hour % 12 + (half.equals("p") ? 12 : 0);
      after = after.replaceFirst("(?i)^[ap]\\.?m\\.?", "").stripLeading();
    }
    time = LocalTime.of(hour, Integer.parseInt(clock.group(2)), second, nano);
    return before + " " + zone(after);
  }

  private String zone(String after) {
    String rest = after.replaceFirst("(?i)^(z|utc|gmt)(?![a-z])", "");
    boolean named = rest.length() != after.length();
    if (named) {
      offset = ZoneOffset.UTC;
    }
    Matcher written = OFFSET.matcher(rest.stripLeading());
    if (!written.lookingAt()) {
      return rest;
    }
    String digits = written.group(2) + (written.group(3) == null ? "" : written.group(3));
    int hours = Integer.parseInt(digits.length() == 3 ? digits.substring(0, 1) : written.group(2));
    int minutes =
        digits.length() == 3
            ? Integer.parseInt(digits.substring(1))
            : written.group(3) == null ? 0 : Integer.parseInt(written.group(3));
    int sign = written.group(1).equals("-") == !named ? -1 : 1;
    offset = ZoneOffset.ofHoursMinutes(sign * hours, sign * minutes);
    return rest.stripLeading().substring(written.end());
  }

  private void word(String word) {
    boolean isMonth = word.length() >= 3 && MONTHS.indexOf(word.substring(0, 3)) % 3 == 0;
    boolean isDay = word.length() >= 3 && DAYS.indexOf(word.substring(0, 3)) % 3 == 0;
    if (isMonth && (word.length() <= 4 || isFull(word))) {
      if (month >= 0) {
        throw noDate();
      }
      month = MONTHS.indexOf(word.substring(0, 3)) / 3 + 1;
      monthAt = numbers.size();
    } else if (!isDay && !JUMPS.contains(word)) {
      throw noDate();
    }
  }

  private static boolean isFull(String word) {
    int number = MONTHS.indexOf(word.substring(0, 3)) / 3;
    String name = Month.of(number + 1).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    return name.toLowerCase(Locale.ROOT).equals(word);
  }

  private void digits(String word) {
    String digits = word;
    if (word.indexOf('.') > 0 || word.indexOf(',') > 0) {
      for (String part : word.split("[.,]")) {
        digits(part);
      }
      return;
    }
    switch (digits.length()) {
      case 8 -> packed(digits);
      case 12, 14 -> {
        packed(digits.substring(0, 8));
        packedTime(digits.substring(8));
      }
      case 6 -> {
        if (year >= 0 || !numbers.isEmpty()) {
          packedTime(digits);
        } else {
          add(digits.substring(0, 2));
          add(digits.substring(2, 4));
          add(digits.substring(4));
          swapToYearFirst();
        }
      }
      case 1, 2, 3, 4 -> {
        if (digits.length() == 4 && numbers.size() == 3) {
          packedTime(digits);
        } else {
          add(digits);
        }
      }
      default -> throw noDate();
    }
  }

  /** Six digits are YYMMDD. */
  private void swapToYearFirst() {
    year = full(numbers.get(0));
    numbers.remove(0);
    written.remove(0);
  }

  private void packed(String digits) {
    if (!numbers.isEmpty() || year >= 0) {
      throw noDate();
    }
    year = Integer.parseInt(digits.substring(0, 4));
    add(digits.substring(4, 6));
    add(digits.substring(6));
  }

  private void packedTime(String digits) {
    time =
        LocalTime.of(
            Integer.parseInt(digits.substring(0, 2)),
            Integer.parseInt(digits.substring(2, 4)),
            digits.length() > 4 ? Integer.parseInt(digits.substring(4)) : 0);
  }

  private void add(String digits) {
    numbers.add(Integer.parseInt(digits));
    written.add(digits);
  }

  private LocalDate date() {
    int at = -1;
    for (int i = 0; year < 0 && i < numbers.size(); i++) {
      if (written.get(i).length() > 2 || numbers.get(i) > 31) {
        at = i;
        year = full(numbers.get(i), written.get(i));
      }
    }
    if (at >= 0) {
      numbers.remove(at);
    }
    if (numbers.size() > (year < 0 ? 3 : 2) - (month > 0 ? 1 : 0)) {
      throw noDate();
    }
    return month > 0 ? named() : numeric();
  }

  private LocalDate named() {
    if (year >= 0) {
      return LocalDate.of(year, month, numbers.isEmpty() ? 1 : numbers.get(0));
    }
    if (numbers.size() != 2) {
      throw noDate();
    }
    int first = numbers.get(0);
    int second = numbers.get(1);
    boolean firstIsYear = monthAt == 1 && first > 31;
    return firstIsYear
        ? LocalDate.of(full(first), month, second)
        : LocalDate.of(full(second), month, first);
  }

  private LocalDate numeric() {
    if (year < 0) {
      if (numbers.size() != 3) {
        throw noDate();
      }
      int a = numbers.get(0);
      int b = numbers.get(1);
      int c = numbers.get(2);
      boolean dayFirst = a > 12;
      return LocalDate.of(full(c), dayFirst ? b : a, dayFirst ? a : b);
    }
    if (numbers.isEmpty()) {
      return LocalDate.of(year, 1, 1);
    }
    if (numbers.size() == 1) {
      return LocalDate.of(year, numbers.get(0), 1);
    }
    int a = numbers.get(0);
    int b = numbers.get(1);
    boolean dayFirst = a > 12;
    return LocalDate.of(year, dayFirst ? b : a, dayFirst ? a : b);
  }

  private static int full(int number) {
    return full(number, number < 100 ? "00" : "000");
  }

  private static int full(int number, String digits) {
    if (digits.length() > 2) {
      return number;
    }
    int year = number + THIS_YEAR / 100 * 100;
    return year >= THIS_YEAR + 50 ? year - 100 : year < THIS_YEAR - 50 ? year + 100 : year;
  }
}
