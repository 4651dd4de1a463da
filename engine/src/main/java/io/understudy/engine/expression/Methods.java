package io.understudy.engine.expression;

import io.understudy.engine.python.NoResultException;
import io.understudy.engine.python.TextMatch;
import java.time.Duration;
import java.time.temporal.Temporal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Methods of values: those of Python's {@code str}, {@code list}, {@code dict}, {@code datetime},
 * {@code timedelta} and match objects. On null, or with null for an argument they need, they give
 * null.
 */
final class Methods {
  private Methods() {}

  static Operation of(int at, String name) {
    int required = 1 + signature(name).required();
    boolean ofTexts = MethodWords.TEXT_METHODS.contains(name);
    @Nullable Operation ofText = ofTexts ? TextMethods.of(at, name) : null;
    return operands -> {
      for (int i = 0; i < required; i++) {
        if (operands[i] == null) {
          return null;
        }
      }
      Object target = operands[0];
      try {
        if (target instanceof String) {
          if (ofText != null) {
            return ofText.apply(operands);
          }
          throw wrongType(at, name, target, ofTexts);
        }
        return target == null ? null : other(at, name, target, operands, ofTexts);
      } catch (NoResultException e) {
        throw new EvaluationException(at, e.what());
      }
    };
  }

  private static @Nullable Object other(
      int at, String name, Object target, @Nullable Object[] operands, boolean ofTexts) {
    switch (target) {
      case List<?> list when MethodWords.LIST_METHODS.contains(name) -> {
        return Containers.list(at, name, list, operands);
      }
      case Map<?, ?> map when MethodWords.MAP_METHODS.contains(name) -> {
        return Containers.map(name, map, operands);
      }
      case TextMatch match when MethodWords.MATCH_METHODS.contains(name) -> {
        return Matches.method(at, name, match, operands);
      }
      case Temporal date when name.equals(MethodWords.REPLACE_FIELDS) -> {
        return Dates.replace(at, date, operands);
      }
      case Temporal date when MethodWords.DATE_METHODS.contains(name) -> {
        Object result = Dates.method(at, name, date, operands);
        if (result != null) {
          return result;
        }
      }
      case Duration duration when name.equals("total_seconds") -> {
        return Dates.method(at, name, duration, operands);
      }
      default -> {}
    }
    throw wrongType(at, name, target, ofTexts);
  }

  private static EvaluationException wrongType(
      int at, String name, Object target, boolean ofTexts) {
    String shown = name.equals(MethodWords.REPLACE_FIELDS) ? "replace" : name;
    String found = Values.typeName(target);
    return new EvaluationException(
        at,
        ofTexts
            ? "method \"" + shown + "\" needs a text, found " + found + " (| string makes one)"
            : "there is no method \"" + shown + "\" of a " + found);
  }

  private static Signature signature(String name) {
    Signature signature = MethodWords.METHODS.get(name);
    if (signature == null) {
      throw new IllegalArgumentException(name);
    }
    return signature;
  }

  static String text(int at, @Nullable Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw new EvaluationException(at, "a text is expected, found " + Values.typeName(value));
  }

  static long whole(int at, @Nullable Object value, long otherwise) {
    return switch (value) {
      case null -> otherwise;
      case Long n -> n;
      default ->
          throw new EvaluationException(
              at, "a whole number is expected, found " + Values.typeName(value));
    };
  }

  static @Nullable Long wholeOrNull(int at, @Nullable Object value) {
    return value == null ? null : (Long) whole(at, value, 0);
  }
}
