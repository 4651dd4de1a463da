package io.understudy.engine.fake;

import io.understudy.engine.key.Canonical;
import io.understudy.engine.key.KeyedFunction;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * By how much the dates of one subject move: one number per key and pair of bounds, never zero, so
 * that all intervals between a subject's dates stay what they are. Immutable.
 */
public final class DateOffset {
  private static final long DAY = 86_400;

  private final KeyedFunction function;
  private final long least;
  private final long most;

  /**
   * @param least seconds from the original to the earliest date that can stand for it
   * @param most seconds to the latest; a smaller number than {@code least} changes places with it
   * @throws IllegalArgumentException if there is no whole day between them but the original's own
   */
  DateOffset(KeyedFunction function, long least, long most) {
    this.function = function;
    this.least = Math.min(least, most);
    this.most = Math.max(least, most);
    if (count(DAY) < 1) {
      throw new IllegalArgumentException(
          "the offsets leave every date on its day; put at least one day between them");
    }
  }

  /** How many multiples of a unit are within the bounds, zero apart. */
  private long count(long unit) {
    long first = Math.ceilDiv(least, unit);
    long last = Math.floorDiv(most, unit);
    return last - first + (first <= 0 && last >= 0 ? 0 : 1);
  }

  private long offset(String key, long unit) {
    long first = Math.ceilDiv(least, unit);
    long last = Math.floorDiv(most, unit);
    long offset = first + Math.unsignedMultiplyHigh(function.number(key), count(unit));
    return first <= 0 && last >= 0 && offset >= 0 ? offset + 1 : offset;
  }

  /** Days to add to the dates of a key. */
  public long days(String key) {
    return offset(key, DAY);
  }

  /**
   * A date moved by whole days.
   *
   * @param value a date, date and time, point in time, or a text that is one
   * @param key whose date it is
   * @return a value of the same class
   * @throws IllegalArgumentException if the value is none of these, or the calendar ends
   */
  public Object moved(Object value, String key) {
    return moved(value, time -> time.plusDays(days(key)));
  }

  /**
   * A date moved by what follows from itself.
   *
   * @param seconds whether a time of day moves too
   * @throws IllegalArgumentException as {@link #moved(Object, String)}
   */
  public Object moved(Object value, boolean seconds) {
    return moved(
        value,
        time -> {
          boolean midnight = time.toLocalTime().equals(LocalTime.MIDNIGHT);
          String own = Canonical.text(midnight ? time.toLocalDate() : time);
          return seconds && !midnight ? time.plusSeconds(offset(own, 1)) : time.plusDays(days(own));
        });
  }

  /** As a date where the text holds no time of day; empty if it holds no date. */
  public static Optional<Object> read(String text) {
    return WrittenDate.of(text.strip())
        .map(
            written -> {
              LocalDateTime time = written.time();
              return time.toLocalTime().equals(LocalTime.MIDNIGHT) ? time.toLocalDate() : time;
            });
  }

  /** Where a time is moved to. */
  @FunctionalInterface
  private interface Move {
    LocalDateTime to(LocalDateTime time);
  }

  private static Object moved(Object value, Move move) {
    try {
      return switch (value) {
        case LocalDate date -> move.to(date.atStartOfDay()).toLocalDate();
        case LocalDateTime time -> move.to(time);
        case Instant instant ->
            move.to(LocalDateTime.ofInstant(instant, ZoneOffset.UTC)).toInstant(ZoneOffset.UTC);
        case String text -> text(text, move);
        case Long number -> text(number.toString(), move);
        default ->
            throw new IllegalArgumentException(
                "a date is expected, found " + value.getClass().getSimpleName());
      };
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("the moved date is outside the calendar");
    }
  }

  private static String text(String text, Move move) {
    WrittenDate written =
        WrittenDate.of(text.strip())
            .orElseThrow(
                () -> new IllegalArgumentException("this text is no date in a form that is known"));
    return written.style().write(move.to(written.time()));
  }

  /** The day a date moves to. */
  LocalDate moved(LocalDate date, String key) {
    return date.plusDays(days(key));
  }

  LocalDateTime moved(LocalDateTime time, String key) {
    return time.plusDays(days(key));
  }

  Instant moved(Instant instant, String key) {
    return instant.plus(days(key), ChronoUnit.DAYS);
  }
}
