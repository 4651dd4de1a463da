package io.understudy.engine.expression;

import io.understudy.engine.key.Canonical;
import io.understudy.engine.python.Country;
import io.understudy.engine.python.PythonRepr;
import io.understudy.engine.python.TextMatch;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.temporal.Temporal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Truth, equality, order and text of values, as Python has them, but for one thing: a number, date
 * or time equals the text that stands for it ({@code 18} and {@code "18"}). A CSV file has only
 * texts, and a rule must mean the same for it as for a file with types.
 */
final class Values {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,4})?");
  private static final int LONGEST_NUMBER = 100;

  private Values() {}

  static boolean isNull(@Nullable Object value) {
    return value == null || (value instanceof Double number && number.isNaN());
  }

  static boolean truth(@Nullable Object value) {
    return switch (value) {
      case null -> false;
      case Boolean b -> b;
      case Long n -> n != 0;
      case Double n -> n != 0;
      case BigDecimal n -> n.signum() != 0;
      case String s -> !s.isEmpty();
      case Duration d -> !d.isZero();
      case List<?> list -> !list.isEmpty();
      case Map<?, ?> map -> !map.isEmpty();
      default -> true;
    };
  }

  static boolean equal(@Nullable Object a, @Nullable Object b) {
    if (a instanceof Number x && b instanceof Number y) {
      return isNumber(a) && isNumber(b) && !isNull(a) && !isNull(b) && compareNumbers(x, y) == 0;
    }
    if (a instanceof List<?> x && b instanceof List<?> y) {
      if (x.size() != y.size()) {
        return false;
      }
      for (int i = 0; i < x.size(); i++) {
        if (!equal(x.get(i), y.get(i))) {
          return false;
        }
      }
      return true;
    }
    if (a instanceof String x && b instanceof Number y && !isNull(b)) {
      return equalsNumber(x, y);
    }
    if (a instanceof Number x && b instanceof String y && !isNull(a)) {
      return equalsNumber(y, x);
    }
    if (a instanceof Temporal || b instanceof Temporal) {
      return equalTimes(a, b);
    }
    return Objects.equals(a, b);
  }

  private static boolean equalTimes(@Nullable Object a, @Nullable Object b) {
    if (a == null || b == null) {
      return false;
    }
    Object x = instant(a);
    Object y = instant(b);
    if (x instanceof String || y instanceof String) {
      return Canonical.text(x).equals(Canonical.text(y));
    }
    return Objects.equals(dateTime(x, y), dateTime(y, x));
  }

  /** A datetime with an offset is the point in time that it names. */
  private static Object instant(Object value) {
    return value instanceof OffsetDateTime time ? time.toInstant() : value;
  }

  /** A date beside a datetime is its start. */
  private static Object dateTime(Object value, Object other) {
    return value instanceof LocalDate date && other instanceof LocalDateTime
        ? date.atStartOfDay()
        : value;
  }

  private static boolean equalsNumber(String text, Number number) {
    BigDecimal parsed = parse(text);
    return parsed != null && isNumber(number) && compareNumbers(parsed, number) == 0;
  }

  /** The number that a text stands for, if it does. */
  static @Nullable BigDecimal parse(String text) {
    String stripped = text.strip();
    boolean number = stripped.length() <= LONGEST_NUMBER && NUMBER.matcher(stripped).matches();
    return number ? new BigDecimal(stripped) : null;
  }

  @SuppressWarnings("unchecked")
  static int compare(int at, Object left, Object right) {
    if (isNumber(left) && isNumber(right)) {
      return compareNumbers((Number) left, (Number) right);
    }
    Object a = dateTime(instant(left), right);
    Object b = dateTime(instant(right), left);
    if (a instanceof Comparable<?> && a.getClass() == b.getClass()) {
      return ((Comparable<Object>) a).compareTo(b);
    }
    if ((a instanceof Temporal && b instanceof String)
        || (a instanceof String && b instanceof Temporal)) {
      return Canonical.text(a).compareTo(Canonical.text(b));
    }
    BigDecimal x = a instanceof String text ? parse(text) : null;
    BigDecimal y = b instanceof String text ? parse(text) : null;
    if (x != null && isNumber(b)) {
      return compareNumbers(x, (Number) b);
    }
    if (y != null && isNumber(a)) {
      return compareNumbers((Number) a, y);
    }
    throw new EvaluationException(
        at, "there is no order between " + typeName(a) + " and " + typeName(b));
  }

  private static int compareNumbers(Number a, Number b) {
    if (a instanceof Long x && b instanceof Long y) {
      return x.compareTo(y);
    }
    if (a instanceof Double || b instanceof Double) {
      double x = a.doubleValue();
      double y = b.doubleValue();
      if (!Double.isFinite(x) || !Double.isFinite(y)) {
        return Double.compare(x, y);
      }
    }
    return decimal(a).compareTo(decimal(b));
  }

  static boolean isNumber(@Nullable Object value) {
    return value instanceof Long || value instanceof Double || value instanceof BigDecimal;
  }

  static BigDecimal decimal(Number number) {
    return switch (number) {
      case BigDecimal d -> d;
      case Double d -> BigDecimal.valueOf(d);
      default -> BigDecimal.valueOf(number.longValue());
    };
  }

  static boolean contains(int at, Object container, @Nullable Object item) {
    return switch (container) {
      case String text -> {
        if (item instanceof String part) {
          yield text.contains(part);
        }
        throw new EvaluationException(at, "only a text can be in a text, found " + typeName(item));
      }
      case List<?> list -> list.stream().anyMatch(element -> equal(element, item));
      case Map<?, ?> map -> item != null && map.containsKey(item);
      default -> throw new EvaluationException(at, "nothing can be in a " + typeName(container));
    };
  }

  /** The text of a value, as Python's {@code str} gives it for numbers and booleans. */
  static String text(int at, Object value) {
    return switch (value) {
      case String s -> s;
      case List<?> list ->
          throw new EvaluationException(at, "a list has no text; join it with | join");
      case Map<?, ?> map -> throw new EvaluationException(at, "a dictionary has no text");
      case byte[] bytes -> throw new EvaluationException(at, "binary data has no text");
      case Country country ->
          throw new EvaluationException(at, "a country has no text; take .name or .alpha_2 of it");
      case TextMatch match ->
          throw new EvaluationException(at, "a match has no text; take .group() of it");
      default -> PythonRepr.text(value);
    };
  }

  /** For messages. */
  static String typeName(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case String s -> "text";
      case Boolean b -> "boolean";
      case Long n -> "whole number";
      case Double n -> "number";
      case BigDecimal n -> "decimal number";
      case List<?> list -> "list";
      case Map<?, ?> map -> "dictionary";
      case byte[] bytes -> "binary";
      case Duration d -> "timedelta";
      case TextMatch match -> "match";
      case Country country -> "country";
      default -> value.getClass().getSimpleName();
    };
  }
}
