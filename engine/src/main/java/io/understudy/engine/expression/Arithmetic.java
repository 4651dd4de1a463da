package io.understudy.engine.expression;

import io.understudy.engine.expression.Expression.Operator;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Arithmetic as in Python: exact for whole and decimal numbers, and never a silent overflow. */
final class Arithmetic {
  static final int MAX_TEXT = 10_000_000;
  static final int MAX_ITEMS = 100_000;

  private Arithmetic() {}

  /** Neither operand is null. */
  static Object apply(int at, Operator operator, Object a, Object b) {
    if (operator == Operator.PLUS && a instanceof String x && b instanceof String y) {
      return join(at, x, y);
    }
    if (operator == Operator.PLUS && a instanceof List<?> x && b instanceof List<?> y) {
      if (x.size() + y.size() > MAX_ITEMS) {
        throw new EvaluationException(at, "the list has more than " + MAX_ITEMS + " items");
      }
      List<Object> both = new ArrayList<>(x);
      both.addAll(y);
      return both;
    }
    if (operator == Operator.TIMES && a instanceof String text && b instanceof Long times) {
      return repeat(at, text, times);
    }
    if (operator == Operator.TIMES && a instanceof Long times && b instanceof String text) {
      return repeat(at, text, times);
    }
    if (!Values.isNumber(a) || !Values.isNumber(b)) {
      Object date = Dates.apply(at, operator, a, b);
      if (date != null) {
        return date;
      }
      throw new EvaluationException(
          at,
          "\""
              + operator.symbol()
              + "\" cannot join "
              + Values.typeName(a)
              + " and "
              + Values.typeName(b));
    }
    try {
      if (a instanceof Long x && b instanceof Long y) {
        return whole(at, operator, x, y);
      }
      if (a instanceof Double || b instanceof Double) {
        return floating(at, operator, ((Number) a).doubleValue(), ((Number) b).doubleValue());
      }
      return decimal(at, operator, Values.decimal((Number) a), Values.decimal((Number) b));
    } catch (ArithmeticException e) {
      throw new EvaluationException(at, "\"" + operator.symbol() + "\" overflows");
    }
  }

  private static Object whole(int at, Operator operator, long a, long b) {
    return switch (operator) {
      case PLUS -> Math.addExact(a, b);
      case MINUS -> Math.subtractExact(a, b);
      case TIMES -> Math.multiplyExact(a, b);
      case DIVIDE -> (double) a / nonZero(at, b);
      case FLOOR_DIVIDE -> Math.floorDiv(a, nonZero(at, b));
      case MODULO -> Math.floorMod(a, nonZero(at, b));
      case POWER -> b < 0 ? (Object) Math.pow(a, b) : (Object) power(a, b);
      default -> throw new IllegalStateException(operator.name());
    };
  }

  private static long power(long a, long b) {
    long result = 1;
    long square = a;
    for (long rest = b; rest > 0; rest >>= 1) {
      if ((rest & 1) == 1) {
        result = Math.multiplyExact(result, square);
      }
      if (rest > 1) {
        square = Math.multiplyExact(square, square);
      }
    }
    return result;
  }

  private static Object floating(int at, Operator operator, double a, double b) {
    return switch (operator) {
      case PLUS -> a + b;
      case MINUS -> a - b;
      case TIMES -> a * b;
      case DIVIDE -> a / nonZero(at, b);
      case FLOOR_DIVIDE -> Math.floor(a / nonZero(at, b));
      case MODULO -> modulo(a, nonZero(at, b));
      case POWER -> Math.pow(a, b);
      default -> throw new IllegalStateException(operator.name());
    };
  }

  /** The sign of the result is that of the divisor. */
  private static double modulo(double a, double b) {
    double rest = a % b;
    return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
  }

  private static Object decimal(int at, Operator operator, BigDecimal a, BigDecimal b) {
    if (b.signum() == 0
        && (operator == Operator.DIVIDE
            || operator == Operator.FLOOR_DIVIDE
            || operator == Operator.MODULO)) {
      throw new EvaluationException(at, "division by zero");
    }
    return switch (operator) {
      case PLUS -> a.add(b);
      case MINUS -> a.subtract(b);
      case TIMES -> a.multiply(b);
      case DIVIDE -> a.divide(b, MathContext.DECIMAL128);
      case FLOOR_DIVIDE -> a.divide(b, 0, RoundingMode.FLOOR);
      case MODULO -> a.subtract(b.multiply(a.divide(b, 0, RoundingMode.FLOOR)));
      case POWER -> Math.pow(a.doubleValue(), b.doubleValue());
      default -> throw new IllegalStateException(operator.name());
    };
  }

  static Object negate(int at, Object value) {
    return switch (value) {
      case Long n -> apply(at, Operator.MINUS, 0L, n);
      case Double n -> -n;
      case BigDecimal n -> n.negate();
      case Duration n -> n.negated();
      default ->
          throw new EvaluationException(
              at, "a number is expected, found " + Values.typeName(value));
    };
  }

  static String join(int at, String a, String b) {
    refuseLong(at, a.length() + (long) b.length());
    return a + b;
  }

  /** Refuses a text before it is made, so that no expression can exhaust the memory. */
  static void refuseLong(int at, long length) {
    if (length > MAX_TEXT) {
      throw new EvaluationException(at, "the text is longer than " + MAX_TEXT + " characters");
    }
  }

  /** Refuses a list whose texts are long together. */
  static List<? extends @Nullable Object> refuseLarge(
      int at, List<? extends @Nullable Object> list) {
    long length = 0;
    for (Object item : list) {
      length += item instanceof String text ? text.length() : 1;
    }
    refuseLong(at, length);
    return list;
  }

  private static String repeat(int at, String text, long times) {
    long count = Math.clamp(times, 0, MAX_TEXT + 1L);
    refuseLong(at, text.length() * count);
    return text.repeat((int) count);
  }

  private static long nonZero(int at, long number) {
    if (number == 0) {
      throw new EvaluationException(at, "division by zero");
    }
    return number;
  }

  private static double nonZero(int at, double number) {
    if (number == 0) {
      throw new EvaluationException(at, "division by zero");
    }
    return number;
  }
}
