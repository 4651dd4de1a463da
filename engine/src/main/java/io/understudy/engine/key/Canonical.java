package io.understudy.engine.key;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/**
 * One text per value, whatever the file format it came in, so that keyed functions agree between a
 * parquet, a CSV and a JSONL file:
 *
 * <ul>
 *   <li>numbers are plain digits without trailing zeros in the fraction: {@code 5}, {@code 5.0} and
 *       {@code 5.00} are {@code 5}; a text of the form {@code 5.00} too (but {@code 007} stays)
 *   <li>dates are ISO: {@code 2024-01-31}
 *   <li>times of day have seconds, and a fraction without trailing zeros: {@code 10:30:00}
 *   <li>wall-clock times are {@code 2024-01-31T10:30:00}; a text with a blank for the {@code T} too
 *   <li>points in time are in UTC with {@code Z}; a text with an offset too
 *   <li>everything else is the text itself, without white space around it
 * </ul>
 */
public final class Canonical {
  private static final int DATE_LENGTH = "2024-01-31".length();
  private static final int TIMESTAMP_LENGTH = "2024-01-31T10:30:00".length();
  private static final int LONGEST = 40;

  private Canonical() {}

  /** The text of a value of a class that {@link io.understudy.engine.ColumnType} names. */
  public static String text(Object value) {
    return switch (value) {
      case String text -> text(text);
      case BigDecimal number -> plain(number);
      case Double number ->
          Double.isFinite(number) ? plain(new BigDecimal(number.toString())) : number.toString();
      case LocalTime time -> time(time);
      case LocalDateTime time -> timestamp(time);
      case Instant instant -> timestamp(instant.atOffset(ZoneOffset.UTC).toLocalDateTime()) + "Z";
      case LocalDate date -> date.toString();
      case byte[] bytes -> new String(bytes, StandardCharsets.ISO_8859_1);
      default -> value.toString();
    };
  }

  /**
   * Whether an ASCII text is its own canonical text, as far as a look at some of its bytes says; if
   * false, it may be all the same.
   *
   * @param to behind its last byte
   */
  public static boolean isItself(byte[] ascii, int from, int to) {
    int length = to - from;
    if (length == 0 || ascii[from] <= ' ' || ascii[to - 1] <= ' ') {
      return false;
    }
    byte last = ascii[to - 1];
    if (length > LONGEST || !isDigit((char) last) && last != 'Z') {
      return true;
    }
    if (length > 2 && ascii[from + 2] == ':'
        || length >= TIMESTAMP_LENGTH && ascii[from + 13] == ':') {
      return false;
    }
    return last != '0' || !hasPoint(ascii, from, to);
  }

  private static boolean hasPoint(byte[] ascii, int from, int to) {
    for (int i = from; i < to; i++) {
      if (ascii[i] == '.') {
        return true;
      }
    }
    return false;
  }

  private static String text(String text) {
    String trimmed = text.strip();
    if (trimmed.isEmpty()
        || trimmed.length() > LONGEST
        || !isDigit(trimmed.charAt(trimmed.length() - 1))
            && trimmed.charAt(trimmed.length() - 1) != 'Z') {
      return trimmed;
    }
    if (looksLikeTimestamp(trimmed)) {
      return timestamp(trimmed);
    }
    if (looksLikeTime(trimmed)) {
      return timeOfDay(trimmed);
    }
    return withoutTrailingZeros(trimmed);
  }

  private static boolean looksLikeTimestamp(String text) {
    return text.length() >= TIMESTAMP_LENGTH
        && text.charAt(4) == '-'
        && text.charAt(7) == '-'
        && (text.charAt(DATE_LENGTH) == 'T' || text.charAt(DATE_LENGTH) == ' ')
        && text.charAt(13) == ':'
        && text.charAt(16) == ':';
  }

  private static boolean looksLikeTime(String text) {
    return (text.length() == "10:30".length() || text.length() >= "10:30:00".length())
        && text.charAt(2) == ':'
        && isDigit(text.charAt(0));
  }

  private static String timeOfDay(String text) {
    try {
      return time(LocalTime.parse(text));
    } catch (DateTimeParseException e) {
      return text; // not a time after all, so it stands for itself
    }
  }

  private static String timestamp(String text) {
    String iso =
        withMinutes(text.substring(0, DATE_LENGTH) + 'T' + text.substring(DATE_LENGTH + 1));
    try {
      boolean zoned =
          iso.indexOf('Z') > 0 || iso.indexOf('+') > 0 || iso.lastIndexOf('-') > DATE_LENGTH;
      return zoned
          ? text(OffsetDateTime.parse(iso).toInstant())
          : timestamp(LocalDateTime.parse(iso));
    } catch (DateTimeParseException e) {
      return text; // not a time after all, so it stands for itself
    }
  }

  /** Offsets are also written {@code +02} (Postgres) and {@code +0200}. */
  private static String withMinutes(String iso) {
    int sign = Math.max(iso.lastIndexOf('+'), iso.lastIndexOf('-'));
    int digits = iso.length() - sign - 1;
    if (sign < TIMESTAMP_LENGTH || digits != 2 && digits != 4) {
      return iso;
    }
    String hours = iso.substring(0, sign + 3);
    return digits == 2 ? hours + ":00" : hours + ":" + iso.substring(sign + 3);
  }

  private static String timestamp(LocalDateTime time) {
    return time.toLocalDate() + "T" + time(time.toLocalTime());
  }

  private static String time(LocalTime time) {
    String text = time.toString();
    return text.length() == "10:30".length() ? text + ":00" : withoutZeros(text, text.indexOf('.'));
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  /** For a text of the form {@code [-]digits.digits}, else the text. */
  private static String withoutTrailingZeros(String text) {
    int start = text.charAt(0) == '-' ? 1 : 0;
    int point = -1;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.' && point < 0 && i > start) {
        point = i;
      } else if (!isDigit(c)) {
        return text;
      }
    }
    boolean leadingZero = point > start + 1 && text.charAt(start) == '0';
    return point < 0 || leadingZero ? text : withoutZeros(text, point);
  }

  private static String withoutZeros(String text, int point) {
    if (point < 0) {
      return text;
    }
    int end = text.length();
    while (text.charAt(end - 1) == '0') {
      end--;
    }
    String shorter = text.substring(0, end == point + 1 ? point : end);
    return shorter.equals("-0") ? "0" : shorter;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
