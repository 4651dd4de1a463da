package io.understudy.engine.expression;

import io.understudy.engine.python.DateText;
import io.understudy.engine.python.NoResultException;
import io.understudy.engine.python.Strftime;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.Temporal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Dates and times as Python's {@code datetime} has them, and the time between two of them, which is
 * a {@link Duration}. Points in time count as datetimes in UTC. Years go from 1 to 9999.
 */
final class Dates {
  /** What {@code .replace()} takes of a date, in order. */
  static final List<String> FIELDS =
      List.of("year", "month", "day", "hour", "minute", "second", "microsecond");

  private static final Map<String, ChronoField> BY_NAME =
      Map.of(
          "year", ChronoField.YEAR,
          "month", ChronoField.MONTH_OF_YEAR,
          "day", ChronoField.DAY_OF_MONTH,
          "hour", ChronoField.HOUR_OF_DAY,
          "minute", ChronoField.MINUTE_OF_HOUR,
          "second", ChronoField.SECOND_OF_MINUTE,
          "microsecond", ChronoField.MICRO_OF_SECOND);
  private static final long MOST_SECONDS = 86_400L * 999_999_999;

  private Dates() {}

  /** A point in time becomes a datetime in UTC, everything else stays. */
  static Object local(Object value) {
    return value instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : value;
  }

  /** The date or time itself, or the one that a text says. */
  static Object of(int at, Object value) {
    if (value instanceof String text) {
      try {
        return DateText.parse(text);
      } catch (NoResultException e) {
        throw new EvaluationException(at, e.what());
      }
    }
    if (value instanceof Temporal) {
      return local(value);
    }
    throw new EvaluationException(
        at, "a date or a text is expected, found " + Values.typeName(value));
  }

  static String format(int at, Object value, String format) {
    try {
      return Strftime.write(of(at, value), format);
    } catch (NoResultException e) {
      throw new EvaluationException(at, e.what());
    }
  }

  /** An attribute such as {@code year}; null if a value of this kind has none of this name. */
  static @Nullable Object attribute(Object value, String name) {
    if (value instanceof Duration duration) {
      return switch (name) {
        case "days" -> Math.floorDiv(duration.getSeconds(), 86_400L);
        case "seconds" -> Math.floorMod(duration.getSeconds(), 86_400L);
        case "microseconds" -> (long) duration.getNano() / 1000;
        default -> null;
      };
    }
    ChronoField field = BY_NAME.get(name);
    return field != null
            && value instanceof Temporal
            && ((Temporal) local(value)).isSupported(field)
        ? (Object) ((Temporal) local(value)).getLong(field)
        : null;
  }

  /** {@code timedelta(...)} of numbers that are each of a unit. */
  static Duration between(int at, @Nullable Object[] numbers) {
    long[] nanos = {
      86_400_000_000_000L,
      1_000_000_000L,
      1_000L,
      1_000_000L,
      60_000_000_000L,
      3_600_000_000_000L,
      7 * 86_400_000_000_000L
    };
    Duration sum = Duration.ZERO;
    for (int i = 0; i < nanos.length; i++) {
      if (numbers[i] != null) {
        sum = sum.plus(times(at, Duration.ofNanos(nanos[i]), numbers[i]));
      }
    }
    return checked(at, sum);
  }

  private static Duration checked(int at, Duration duration) {
    if (Math.abs(duration.getSeconds()) > MOST_SECONDS) {
      throw new EvaluationException(at, "the timedelta is longer than 999999999 days");
    }
    return duration.truncatedTo(ChronoUnit.MICROS);
  }

  private static Duration times(int at, Duration duration, Object number) {
    if (!Values.isNumber(number)) {
      throw new EvaluationException(at, "a number is expected, found " + Values.typeName(number));
    }
    double estimate = ((Number) number).doubleValue();
    double seconds = duration.getSeconds() * estimate;
    if (!Double.isFinite(seconds) || Math.abs(seconds) > MOST_SECONDS) {
      throw new EvaluationException(at, "the timedelta is longer than 999999999 days");
    }
    if (number instanceof Long n) {
      return duration.multipliedBy(n);
    }
    double nanos = (seconds - Math.floor(seconds)) * 1e9 + duration.getNano() * estimate;
    long micros = Math.round(nanos / 1000);
    return Duration.ofSeconds((long) Math.floor(seconds)).plusNanos(micros * 1000);
  }

  /** The result of an operator, or null if it is none of dates. Neither operand is null. */
  static @Nullable Object apply(int at, Expression.Operator operator, Object left, Object right) {
    try {
      Object a = local(left);
      Object b = local(right);
      return switch (operator) {
        case PLUS -> plus(at, a, b);
        case MINUS -> minus(at, a, b);
        case TIMES ->
            a instanceof Duration x && Values.isNumber(b)
                ? checked(at, times(at, x, b))
                : b instanceof Duration y && Values.isNumber(a)
                    ? checked(at, times(at, y, a))
                    : null;
        case DIVIDE -> a instanceof Duration x ? divide(at, x, b) : null;
        case FLOOR_DIVIDE ->
            a instanceof Duration x && b instanceof Duration y
                ? (Object) Math.floorDiv(micros(x), nonZero(at, micros(y)))
                : null;
        default -> null;
      };
    } catch (DateTimeException | ArithmeticException e) {
      throw outside(at);
    }
  }

  private static EvaluationException outside(int at) {
    return new EvaluationException(at, "the date is outside of the years 1 to 9999");
  }

  private static @Nullable Object plus(int at, Object a, Object b) {
    if (a instanceof Duration x && b instanceof Duration y) {
      return checked(at, x.plus(y));
    }
    return a instanceof Temporal date && b instanceof Duration y
        ? moved(at, date, y)
        : b instanceof Temporal date && a instanceof Duration x ? moved(at, date, x) : null;
  }

  private static @Nullable Object minus(int at, Object a, Object b) {
    if (a instanceof Duration x && b instanceof Duration y) {
      return checked(at, x.minus(y));
    }
    if (a instanceof Temporal date && b instanceof Duration y) {
      return moved(at, date, y.negated());
    }
    if (!(a instanceof Temporal) || !(b instanceof Temporal)) {
      return null;
    }
    if (a instanceof OffsetDateTime x && b instanceof OffsetDateTime y) {
      return Duration.between(y, x);
    }
    LocalDateTime x = wallClock(a);
    LocalDateTime y = wallClock(b);
    return x == null || y == null ? null : Duration.between(y, x);
  }

  private static @Nullable LocalDateTime wallClock(Object value) {
    return switch (value) {
      case LocalDate date -> date.atStartOfDay();
      case LocalDateTime time -> time;
      default -> null;
    };
  }

  private static @Nullable Object moved(int at, Temporal date, Duration by) {
    Temporal moved =
        switch (date) {
          case LocalDate day -> day.plusDays(Math.floorDiv(by.getSeconds(), 86_400L));
          case LocalTime time -> null;
          default -> date.plus(by);
        };
    if (moved != null) {
      int year = moved.get(ChronoField.YEAR);
      if (year < 1 || year > 9999) {
        throw outside(at);
      }
    }
    return moved;
  }

  private static @Nullable Object divide(int at, Duration a, Object b) {
    if (b instanceof Duration y) {
      return (double) micros(a) / nonZero(at, micros(y));
    }
    if (!Values.isNumber(b)) {
      return null;
    }
    double by = ((Number) b).doubleValue();
    if (by == 0) {
      throw new EvaluationException(at, "division by zero");
    }
    return checked(at, times(at, a, 1 / by));
  }

  private static long micros(Duration duration) {
    return Math.addExact(
        Math.multiplyExact(duration.getSeconds(), 1_000_000L), duration.getNano() / 1000);
  }

  private static long nonZero(int at, long number) {
    if (number == 0) {
      throw new EvaluationException(at, "division by zero");
    }
    return number;
  }

  /** A method without arguments, or with those given; null if a value of this kind has none. */
  static @Nullable Object method(int at, String name, Object target, @Nullable Object[] operands) {
    if (target instanceof Duration duration) {
      return name.equals("total_seconds") ? (Object) (micros(duration) / 1e6) : null;
    }
    Temporal value = (Temporal) local(target);
    boolean hasDate = value.isSupported(ChronoField.DAY_OF_MONTH);
    boolean hasTime = value.isSupported(ChronoField.HOUR_OF_DAY);
    return switch (name) {
      case "strftime" -> format(at, value, Methods.text(at, operands[1]));
      case "isoformat" -> isoFormat(at, value, operands);
      case "date" -> hasDate && hasTime ? LocalDate.from(value) : null;
      case "time" -> hasDate && hasTime ? LocalTime.from(value) : null;
      case "weekday" -> hasDate ? (Object) (value.getLong(ChronoField.DAY_OF_WEEK) - 1) : null;
      case "isoweekday" -> hasDate ? (Object) value.getLong(ChronoField.DAY_OF_WEEK) : null;
      case "isocalendar" ->
          hasDate
              ? List.of(
                  value.getLong(IsoFields.WEEK_BASED_YEAR),
                  value.getLong(IsoFields.WEEK_OF_WEEK_BASED_YEAR),
                  value.getLong(ChronoField.DAY_OF_WEEK))
              : null;
      case "toordinal" ->
          hasDate ? (Object) (value.getLong(ChronoField.EPOCH_DAY) + 719_163) : null;
      case "timestamp" ->
          switch (value) {
            case LocalDateTime time -> micros(time.atOffset(ZoneOffset.UTC)) / 1e6;
            case OffsetDateTime time -> micros(time) / 1e6;
            default -> null;
          };
      default -> null;
    };
  }

  private static long micros(OffsetDateTime time) {
    return time.toEpochSecond() * 1_000_000 + time.getNano() / 1000;
  }

  private static String isoFormat(int at, Temporal value, @Nullable Object[] operands) {
    String between = operands[1] == null ? "T" : Methods.text(at, operands[1]);
    String exact = operands[2] == null ? "auto" : Methods.text(at, operands[2]);
    ChronoUnit unit =
        switch (exact) {
          case "auto" -> null;
          case "hours" -> ChronoUnit.HOURS;
          case "minutes" -> ChronoUnit.MINUTES;
          case "seconds" -> ChronoUnit.SECONDS;
          case "milliseconds" -> ChronoUnit.MILLIS;
          case "microseconds" -> ChronoUnit.MICROS;
          default ->
              throw new EvaluationException(
                  at, "timespec must be auto, hours, minutes, seconds, milliseconds, microseconds");
        };
    return Strftime.iso(value, between, unit);
  }

  /**
   * {@code .replace(year=..., ...)}; the operands after the target are those of {@link #FIELDS}.
   */
  static Object replace(int at, Object target, @Nullable Object[] operands) {
    Temporal value = (Temporal) local(target);
    long[] parts = new long[FIELDS.size()];
    for (int i = 0; i < parts.length; i++) {
      ChronoField field = BY_NAME.get(FIELDS.get(i));
      boolean there = field != null && value.isSupported(field);
      if (!there && operands[i + 1] != null) {
        throw new EvaluationException(
            at, "a " + Values.typeName(target) + " has no " + FIELDS.get(i));
      }
      parts[i] = Methods.whole(at, operands[i + 1], there ? value.getLong(field) : 0);
    }
    try {
      LocalTime time =
          LocalTime.of(whole(parts[3]), whole(parts[4]), whole(parts[5]))
              .with(ChronoField.MICRO_OF_SECOND, parts[6]);
      if (value instanceof LocalTime) {
        return time;
      }
      if (parts[0] < 1 || parts[0] > 9999) {
        throw outside(at);
      }
      LocalDate date = LocalDate.of(whole(parts[0]), whole(parts[1]), whole(parts[2]));
      return switch (value) {
        case LocalDate day -> date;
        case OffsetDateTime old -> date.atTime(time).atOffset(old.getOffset());
        default -> date.atTime(time);
      };
    } catch (DateTimeException e) {
      throw new EvaluationException(at, "there is no such date or time");
    }
  }

  private static int whole(long number) {
    return (int) Math.clamp(number, -1, 1_000_000);
  }
}
