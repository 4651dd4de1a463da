package io.understudy.engine.provider;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Points in time as Python's Faker writes them: {@code today}, {@code now}, {@code -30y}, {@code
 * +5d}, {@code -1y6M}, a whole number of days, a span of time, or a date. The engine sees no clock,
 * so that a fake is the same on every day: they count from {@link #TODAY}.
 */
public final class RelativeTime {
  /** What "today" means in every config. */
  public static final LocalDate TODAY = LocalDate.of(2025, 1, 1);

  static final LocalDateTime NOW = TODAY.atStartOfDay();

  private static final Pattern WHOLE = Pattern.compile("([+-]?\\d{1,9}[yMwdhms])+");
  private static final Pattern PART = Pattern.compile("([+-]?)(\\d{1,9})([yMwdhms])");
  private static final long DAY = 86_400;
  private static final long LONGEST = 4_000_000L * DAY;

  private RelativeTime() {}

  /** The point in time that a value means. */
  static LocalDateTime at(String parameter, @Nullable Object value) {
    return switch (value) {
      case LocalDateTime time -> time;
      case LocalDate date -> date.atStartOfDay();
      case null, default -> NOW.plusSeconds(seconds(parameter, value));
    };
  }

  /**
   * Seconds from {@link #TODAY} on.
   *
   * @param parameter for the message
   * @throws IllegalArgumentException if the value says no point in time
   */
  public static long seconds(String parameter, @Nullable Object value) {
    long seconds =
        switch (value) {
          case Long days when Math.abs(days) < LONGEST -> days * DAY;
          case BigDecimal days when days.abs().longValue() < LONGEST -> days.longValue() * DAY;
          case Duration span -> span.toSeconds();
          case Period span -> days(span) * DAY;
          case LocalDate date -> (date.toEpochDay() - TODAY.toEpochDay()) * DAY;
          case LocalDateTime time ->
              time.toEpochSecond(ZoneOffset.UTC) - NOW.toEpochSecond(ZoneOffset.UTC);
          case Instant time -> time.getEpochSecond() - NOW.toEpochSecond(ZoneOffset.UTC);
          case String text -> seconds(parameter, text);
          case null, default -> throw wrong(parameter);
        };
    if (Math.abs(seconds) > LONGEST) {
      throw wrong(parameter);
    }
    return seconds;
  }

  private static long days(Period span) {
    return Math.round(span.toTotalMonths() * 365.24 / 12) + span.getDays();
  }

  /** A sign holds for the parts after it, too; years have 365.24 days, months 30.42. */
  private static long seconds(String parameter, String text) {
    String plain = text.strip();
    if (plain.equals("today") || plain.equals("now")) {
      return 0;
    }
    if (!WHOLE.matcher(plain).matches()) {
      throw wrong(parameter);
    }
    double seconds = 0;
    int sign = 1;
    Matcher part = PART.matcher(plain);
    while (part.find()) {
      sign = part.group(1).equals("-") ? -1 : part.group(1).equals("+") ? 1 : sign;
      seconds += sign * Long.parseLong(part.group(2)) * unit(part.group(3).charAt(0));
    }
    return Math.round(seconds);
  }

  private static double unit(char unit) {
    return switch (unit) {
      case 'y' -> 365.24 * DAY;
      case 'M' -> 30.42 * DAY;
      case 'w' -> 7.0 * DAY;
      case 'd' -> DAY;
      case 'h' -> 3600;
      case 'm' -> 60;
      default -> 1;
    };
  }

  private static IllegalArgumentException wrong(String parameter) {
    return new IllegalArgumentException(
        "argument \""
            + parameter
            + "\" must be a date, a number of days or a text such as \"-30y\", \"+5d\" or"
            + " \"today\"");
  }
}
