package io.understudy.engine.expression;

import io.understudy.engine.python.NoResultException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The filters on plain values, Jinja2's and those of the language. All but {@code isna} give null
 * for null.
 */
final class Filters {
  private static final int MOST_DIGITS = 300;

  private Filters() {}

  /** Filters that need a key or see what is missing are not here: the compiler makes them. */
  static Operation of(int at, String name) {
    if (name.equals("isna")) {
      return operands -> Values.isNull(operands[0]);
    }
    Operation operation = operation(at, name);
    return operands -> {
      if (operands[0] == null) {
        return null;
      }
      try {
        return operation.apply(operands);
      } catch (NoResultException e) {
        throw new EvaluationException(at, e.what());
      }
    };
  }

  private static Operation operation(int at, String name) {
    return switch (name) {
      case "abs" -> operands -> abs(at, operands[0]);
      case "capitalize" -> operands -> Texts.capitalize(text(at, operands[0]));
      case "count", "length" -> operands -> (long) Items.size(at, target(operands));
      case "first" -> operands -> Items.get(at, target(operands), 0L);
      case "last" -> operands -> Items.get(at, target(operands), -1L);
      case "float" -> operands -> toFloat(at, target(operands), operands[1]);
      case "int" -> operands -> toWhole(at, target(operands), operands);
      case "join" -> operands -> join(at, operands);
      case "lower" -> operands -> text(at, operands[0]).toLowerCase(Locale.ROOT);
      case "replace" -> operands -> replace(at, operands);
      case "reverse" -> operands -> reverse(at, target(operands));
      case "round" -> operands -> round(at, operands);
      case "string" -> operands -> text(at, operands[0]);
      case "title" -> operands -> title(text(at, operands[0]));
      case "trim" ->
          operands -> {
            String chars = operands[1] == null ? null : Methods.text(at, operands[1]);
            return Texts.strip(text(at, operands[0]), chars, true, true);
          };
      case "upper" -> operands -> text(at, operands[0]).toUpperCase(Locale.ROOT);
      default ->
          Vocabulary.LIST_FILTERS.contains(name)
              ? ListFilters.of(at, name)
              : TextFilters.of(at, name);
    };
  }

  static Object target(@Nullable Object[] operands) {
    Object target = operands[0];
    if (target == null) {
      throw new IllegalStateException();
    }
    return target;
  }

  static String text(int at, @Nullable Object value) {
    return value == null ? "" : Values.text(at, value);
  }

  private static Object reverse(int at, Object target) {
    Object items = target instanceof Map<?, ?> ? ListFilters.list(at, target) : target;
    return Items.slice(at, items, null, null, -1L);
  }

  private static Object abs(int at, @Nullable Object value) {
    return switch (value) {
      case Long n when n != Long.MIN_VALUE -> Math.abs(n);
      case Double n -> Math.abs(n);
      case BigDecimal n -> n.abs();
      case null, default ->
          throw new EvaluationException(
              at, "a number is expected, found " + Values.typeName(value));
    };
  }

  private static @Nullable String replace(int at, @Nullable Object[] operands) {
    if (operands[1] == null || operands[2] == null) {
      return null;
    }
    return Texts.replace(
        at,
        text(at, operands[0]),
        text(at, operands[1]),
        text(at, operands[2]),
        Methods.whole(at, operands[3], -1));
  }

  private static @Nullable String join(int at, @Nullable Object[] operands) {
    List<? extends @Nullable Object> list =
        ListFilters.attributes(at, ListFilters.list(at, target(operands)), operands[2]);
    String between = operands[1] == null ? "" : text(at, operands[1]);
    StringBuilder joined = new StringBuilder();
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i) == null) {
        return null;
      }
      joined.append(i == 0 ? "" : between).append(text(at, list.get(i)));
      Arithmetic.refuseLong(at, joined.length());
    }
    return joined.toString();
  }

  /** Unlike Jinja2, which makes 0 of what is no number: without a default that is an error. */
  private static Object toWhole(int at, Object value, @Nullable Object[] operands) {
    Object otherwise = operands[1];
    if (value instanceof Boolean b) {
      return b ? 1L : 0L;
    }
    long base = Methods.whole(at, operands[2], 10);
    if (base != 10 && value instanceof String text) {
      return based(at, text, base, otherwise);
    }
    BigDecimal number = number(value);
    if (number != null && number.precision() - (long) number.scale() <= 18) {
      return number.setScale(0, RoundingMode.DOWN).longValueExact();
    }
    if (value instanceof Long) {
      return value;
    }
    return otherwise(at, value, "whole number", otherwise);
  }

  private static Object based(int at, String text, long base, @Nullable Object otherwise) {
    if (base < 2 || base > 36) {
      throw new EvaluationException(at, "the base must be from 2 to 36");
    }
    String digits = text.strip().replace("_", "");
    String prefix = base == 16 ? "0x" : base == 8 ? "0o" : base == 2 ? "0b" : "";
    boolean prefixed =
        !prefix.isEmpty() && digits.regionMatches(true, 0, prefix, 0, prefix.length());
    try {
      return Long.valueOf(prefixed ? digits.substring(2) : digits, (int) base);
    } catch (NumberFormatException e) {
      return otherwise(at, text, "whole number", otherwise); // its message has the text in it
    }
  }

  private static Object toFloat(int at, Object value, @Nullable Object otherwise) {
    if (value instanceof Double) {
      return value;
    }
    if (value instanceof Boolean b) {
      return b ? 1.0 : 0.0;
    }
    BigDecimal number = number(value);
    return number != null
        ? (Object) number.doubleValue()
        : otherwise(at, value, "number", otherwise);
  }

  private static Object otherwise(int at, Object value, String wanted, @Nullable Object otherwise) {
    if (otherwise != null) {
      return otherwise;
    }
    throw new EvaluationException(
        at, "this " + Values.typeName(value) + " is no " + wanted + " and no default is given");
  }

  private static @Nullable BigDecimal number(Object value) {
    return switch (value) {
      case Double d -> Double.isFinite(d) ? BigDecimal.valueOf(d) : null;
      case Long n -> BigDecimal.valueOf(n);
      case BigDecimal d -> d;
      case String s -> Values.parse(s);
      default -> null;
    };
  }

  private static Object round(int at, @Nullable Object[] operands) {
    long precision = Methods.whole(at, operands[1], 0);
    int digits = (int) Math.max(-MOST_DIGITS, Math.min(MOST_DIGITS, precision));
    RoundingMode mode =
        switch (operands[2] == null ? "common" : text(at, operands[2])) {
          case "common" -> RoundingMode.HALF_EVEN;
          case "ceil" -> RoundingMode.CEILING;
          case "floor" -> RoundingMode.FLOOR;
          default -> throw new EvaluationException(at, "round knows common, ceil and floor");
        };
    return switch (operands[0]) {
      case Long n when digits >= 0 -> mode == RoundingMode.HALF_EVEN ? (Object) n : (double) n;
      case Long n -> BigDecimal.valueOf(n).setScale(digits, mode).longValueExact();
      case Double n when !Double.isFinite(n) -> n;
      case Double n -> Math.copySign(new BigDecimal(n).setScale(digits, mode).doubleValue(), n);
      case BigDecimal n -> n.setScale(digits, mode);
      case null, default ->
          throw new EvaluationException(
              at, "a number is expected, found " + Values.typeName(operands[0]));
    };
  }

  /** Each word capitalized; unlike the method, {@code o'neil} is one word. */
  private static String title(String text) {
    StringBuilder result = new StringBuilder(text.length());
    boolean start = true;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      result.appendCodePoint(start ? Character.toTitleCase(c) : Character.toLowerCase(c));
      start = Character.isWhitespace(c) || "-({[<".indexOf(c) >= 0;
      i += Character.charCount(c);
    }
    return result.toString();
  }
}
