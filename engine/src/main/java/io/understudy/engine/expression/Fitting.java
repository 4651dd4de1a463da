package io.understudy.engine.expression;

import io.understudy.engine.ColumnType;
import io.understudy.engine.key.Canonical;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.temporal.Temporal;
import org.jspecify.annotations.Nullable;

/**
 * Gives a result the class of a column's type, where nothing is lost by it: {@code "42"} fits a
 * column of whole numbers, {@code "042"} and {@code 4.2} do not.
 */
final class Fitting {
  private Fitting() {}

  static @Nullable Object to(ColumnType type, int at, @Nullable Object value) {
    if (value == null) {
      return null;
    }
    Object fitted =
        switch (type) {
          case TEXT -> text(at, value);
          case INTEGER -> whole(value);
          case DECIMAL -> decimal(value);
          case FLOAT -> floating(value);
          case BOOLEAN -> bool(value);
          case DATE, TIME, TIMESTAMP, INSTANT -> temporal(type, value);
          case BINARY -> value instanceof byte[] ? value : null;
          case NESTED -> null;
        };
    if (fitted == null) {
      throw new EvaluationException(
          at, "a " + Values.typeName(value) + " that does not fit, this column is " + type);
    }
    return fitted;
  }

  private static String text(int at, Object value) {
    return Values.text(at, value);
  }

  private static @Nullable Object whole(Object value) {
    if (value instanceof Long) {
      return value;
    }
    BigDecimal number = decimal(value);
    if (number == null || number.precision() - (long) number.scale() > 19) {
      return null;
    }
    BigDecimal plain = number.stripTrailingZeros();
    if (plain.scale() > 0) {
      return null;
    }
    BigInteger exact = plain.toBigIntegerExact();
    boolean fits = exact.bitLength() < Long.SIZE;
    boolean same = !(value instanceof String text) || text.equals(exact.toString());
    return fits && same ? (Object) exact.longValue() : null;
  }

  private static @Nullable BigDecimal decimal(Object value) {
    return switch (value) {
      case BigDecimal number -> number;
      case Long number -> BigDecimal.valueOf(number);
      case Double number -> Double.isFinite(number) ? BigDecimal.valueOf(number) : null;
      case String text -> plain(text);
      default -> null;
    };
  }

  /** Digits as a number is written, so that {@code 007} is none. */
  private static @Nullable BigDecimal plain(String text) {
    BigDecimal number = Values.parse(text);
    boolean signed = text.startsWith("-");
    String digits = signed ? text.substring(1) : text;
    boolean leadingZero = digits.length() > 1 && digits.startsWith("0") && !digits.startsWith("0.");
    boolean bare = !digits.isEmpty() && Character.isDigit(digits.charAt(0));
    return number != null && bare && !leadingZero && text.equals(text.strip()) ? number : null;
  }

  private static @Nullable Object floating(Object value) {
    if (value instanceof Double) {
      return value;
    }
    BigDecimal number = decimal(value);
    if (number == null) {
      return null;
    }
    double nearest = number.doubleValue();
    boolean same = Double.isFinite(nearest) && BigDecimal.valueOf(nearest).compareTo(number) == 0;
    return same ? (Object) nearest : null;
  }

  private static @Nullable Object bool(Object value) {
    if (value instanceof String text) {
      return text.equalsIgnoreCase("true")
          ? Boolean.TRUE
          : text.equalsIgnoreCase("false") ? Boolean.FALSE : null;
    }
    return value instanceof Boolean ? value : null;
  }

  private static @Nullable Object temporal(ColumnType type, Object value) {
    if (!(value instanceof Temporal) && !(value instanceof String)) {
      return null;
    }
    if (value instanceof OffsetDateTime time) {
      return temporal(type, type == ColumnType.INSTANT ? time.toInstant() : time.toLocalDateTime());
    }
    String text = Canonical.text(value);
    try {
      return switch (type) {
        case DATE ->
            text.endsWith("T00:00:00") && !(value instanceof String)
                ? LocalDateTime.parse(text).toLocalDate()
                : LocalDate.parse(text);
        case TIME -> LocalTime.parse(text);
        case TIMESTAMP ->
            value instanceof LocalDate date ? date.atStartOfDay() : LocalDateTime.parse(text);
        case INSTANT -> value instanceof Instant ? value : OffsetDateTime.parse(text).toInstant();
        default -> null;
      };
    } catch (DateTimeException e) {
      return null; // the caller says that it does not fit; the exception's message has the value
    }
  }
}
