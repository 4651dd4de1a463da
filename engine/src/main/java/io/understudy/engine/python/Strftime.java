package io.understudy.engine.python;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.WeekFields;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Python's {@code strftime} in the C locale: its own directives and those of glibc, with the flags
 * {@code -} (no padding), {@code _} (blanks), {@code 0} and {@code ^} (upper case).
 */
public final class Strftime {
  private static final String[] MONTHS = {
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December"
  };
  private static final String[] DAYS = {
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"
  };
  private static final LocalDate EARLY = LocalDate.of(2000, 1, 2);

  private final LocalDateTime time;
  private final @Nullable ZoneOffset offset;

  private Strftime(LocalDateTime time, @Nullable ZoneOffset offset) {
    this.time = time;
    this.offset = offset;
  }

  /**
   * Whether the format is one.
   *
   * @throws NoResultException if it has an unknown directive
   */
  public static void check(String format) {
    new Strftime(EARLY.atStartOfDay(), null).written(format);
  }

  /**
   * Writes a date, time or both.
   *
   * @param value one of {@link LocalDate}, {@link LocalDateTime}, {@link LocalTime} and {@link
   *     OffsetDateTime}
   * @throws NoResultException if the format has an unknown directive
   */
  public static String write(Object value, String format) {
    return switch (value) {
      case LocalDate date -> new Strftime(date.atStartOfDay(), null).written(format);
      case LocalDateTime time -> new Strftime(time, null).written(format);
      case LocalTime time ->
          new Strftime(time.atDate(LocalDate.of(1900, 1, 1)), null).written(format);
      case OffsetDateTime time ->
          new Strftime(time.toLocalDateTime(), time.getOffset()).written(format);
      default -> throw new NoResultException("a date or time is expected");
    };
  }

  private String written(String format) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c != '%') {
        text.append(c);
        continue;
      }
      char flag = i + 1 < format.length() ? format.charAt(i + 1) : ' ';
      boolean flagged = "-_0^".indexOf(flag) >= 0;
      i += flagged ? 2 : 1;
      if (i >= format.length()) {
        throw new NoResultException("the format ends with a single %; write %%");
      }
      String part = directive(format.charAt(i), flagged ? flag : ' ');
      text.append(flagged && flag == '^' ? part.toUpperCase(Locale.ROOT) : part);
      PythonText.refuseLong(text.length());
    }
    return text.toString();
  }

  private String directive(char letter, char flag) {
    return switch (letter) {
      case '%' -> "%";
      case 'a' -> weekday().substring(0, 3);
      case 'A' -> weekday();
      case 'b', 'h' -> MONTHS[time.getMonthValue() - 1].substring(0, 3);
      case 'B' -> MONTHS[time.getMonthValue() - 1];
      case 'c' -> written("%a %b %e %H:%M:%S %Y");
      case 'C' -> number(time.getYear() / 100, 2, flag, '0');
      case 'd' -> number(time.getDayOfMonth(), 2, flag, '0');
      case 'D', 'x' -> written("%m/%d/%y");
      case 'e' -> number(time.getDayOfMonth(), 2, flag, ' ');
      case 'f' -> number(time.getNano() / 1000, 6, ' ', '0');
      case 'F' -> written("%Y-%m-%d");
      case 'G' -> Integer.toString(time.get(IsoFields.WEEK_BASED_YEAR));
      case 'g' -> number(time.get(IsoFields.WEEK_BASED_YEAR) % 100, 2, flag, '0');
      case 'H' -> number(time.getHour(), 2, flag, '0');
      case 'I' -> number(hour12(), 2, flag, '0');
      case 'j' -> number(time.getDayOfYear(), 3, flag, '0');
      case 'k' -> number(time.getHour(), 2, flag, ' ');
      case 'l' -> number(hour12(), 2, flag, ' ');
      case 'm' -> number(time.getMonthValue(), 2, flag, '0');
      case 'M' -> number(time.getMinute(), 2, flag, '0');
      case 'n' -> "\n";
      case 'p' -> time.getHour() < 12 ? "AM" : "PM";
      case 'P' -> time.getHour() < 12 ? "am" : "pm";
      case 'r' -> written("%I:%M:%S %p");
      case 'R' -> written("%H:%M");
      case 's' -> Long.toString(time.toEpochSecond(offset == null ? ZoneOffset.UTC : offset));
      case 'S' -> number(time.getSecond(), 2, flag, '0');
      case 't' -> "\t";
      case 'T', 'X' -> written("%H:%M:%S");
      case 'u' -> Integer.toString(time.getDayOfWeek().getValue());
      case 'U' -> number(week(DayOfWeek.SUNDAY), 2, flag, '0');
      case 'V' -> number(time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR), 2, flag, '0');
      case 'w' -> Integer.toString(time.getDayOfWeek().getValue() % 7);
      case 'W' -> number(week(DayOfWeek.MONDAY), 2, flag, '0');
      case 'y' -> number(time.getYear() % 100, 2, flag, '0');
      case 'Y' -> Integer.toString(time.getYear());
      case 'z' -> zone();
      case 'Z' -> offset == null || offset.getTotalSeconds() != 0 ? "" : "UTC";
      default ->
          throw new NoResultException(
              "\"%" + letter + "\" is not known in a format; write %% for a percent sign");
    };
  }

  private String weekday() {
    return DAYS[time.getDayOfWeek().getValue() - 1];
  }

  private int hour12() {
    return (time.getHour() + 11) % 12 + 1;
  }

  private int week(DayOfWeek first) {
    return time.get(WeekFields.of(first, 7).weekOfYear());
  }

  private String zone() {
    return offset == null ? "" : colon().replace(":", "");
  }

  private String colon() {
    return offset == null || offset.getTotalSeconds() == 0 ? "+00:00" : offset.getId();
  }

  private static String number(int number, int width, char flag, char fill) {
    String digits = Integer.toString(number);
    char with = flag == '_' ? ' ' : flag == '0' ? '0' : fill;
    return flag == '-'
        ? digits
        : String.valueOf(with).repeat(Math.max(0, width - digits.length())) + digits;
  }

  /**
   * Python's {@code str} of a date, time or both; with {@code T} between the two its {@code
   * isoformat}.
   *
   * @param unit how exact it is at least: {@code null} as exact as the value is
   */
  public static String iso(Object value, String between, @Nullable ChronoUnit unit) {
    return switch (value) {
      case LocalDate date ->
          number(date.getYear(), 4, ' ', '0')
              + date.toString().substring(date.toString().length() - 6);
      case LocalTime time -> iso(time, unit);
      case LocalDateTime time ->
          iso(time.toLocalDate(), between, unit) + between + iso(time.toLocalTime(), unit);
      case OffsetDateTime time ->
          iso(time.toLocalDateTime(), between, unit)
              + new Strftime(EARLY.atStartOfDay(), time.getOffset()).colon();
      default -> throw new NoResultException("a date or time is expected");
    };
  }

  private static String iso(LocalTime time, @Nullable ChronoUnit unit) {
    StringBuilder text = new StringBuilder(number(time.getHour(), 2, ' ', '0'));
    if (unit == ChronoUnit.HOURS) {
      return text.toString();
    }
    text.append(':').append(number(time.getMinute(), 2, ' ', '0'));
    if (unit == ChronoUnit.MINUTES) {
      return text.toString();
    }
    text.append(':').append(number(time.getSecond(), 2, ' ', '0'));
    int micros = time.getNano() / 1000;
    if (unit == ChronoUnit.MILLIS) {
      text.append('.').append(number(micros / 1000, 3, ' ', '0'));
    } else if (unit == ChronoUnit.MICROS || (unit == null && micros > 0)) {
      text.append('.').append(number(micros, 6, ' ', '0'));
    }
    return text.toString();
  }
}
