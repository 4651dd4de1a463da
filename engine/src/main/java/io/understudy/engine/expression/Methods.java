package io.understudy.engine.expression;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Python's {@code str} methods. On null, or with null for an argument they need, they give null.
 */
final class Methods {
  private Methods() {}

  static Operation of(int at, String name) {
    int required = 1 + signature(name).required();
    Operation operation = operation(at, name);
    return operands -> {
      for (int i = 0; i < required; i++) {
        if (operands[i] == null) {
          return null;
        }
      }
      if (!(operands[0] instanceof String)) {
        throw new EvaluationException(
            at,
            "method \""
                + name
                + "\" needs a text, found "
                + Values.typeName(operands[0])
                + " (| string makes one)");
      }
      return operation.apply(operands);
    };
  }

  private static Signature signature(String name) {
    Signature signature = Vocabulary.METHODS.get(name);
    if (signature == null) {
      throw new IllegalArgumentException(name);
    }
    return signature;
  }

  private static Operation operation(int at, String name) {
    return switch (name) {
      case "capitalize" -> operands -> Texts.capitalize(text(at, operands[0]));
      case "endswith" -> operands -> affix(at, operands, false);
      case "join" -> operands -> join(at, text(at, operands[0]), operands[1]);
      case "lower" -> operands -> text(at, operands[0]).toLowerCase(Locale.ROOT);
      case "lstrip" -> operands -> strip(at, operands, true, false);
      case "replace" ->
          operands ->
              Texts.replace(
                  at,
                  text(at, operands[0]),
                  text(at, operands[1]),
                  text(at, operands[2]),
                  whole(at, operands[3], -1));
      case "rstrip" -> operands -> strip(at, operands, false, true);
      case "split" ->
          operands ->
              Texts.split(
                  at,
                  text(at, operands[0]),
                  operands[1] == null ? null : text(at, operands[1]),
                  whole(at, operands[2], -1));
      case "startswith" -> operands -> affix(at, operands, true);
      case "strip" -> operands -> strip(at, operands, true, true);
      case "title" -> operands -> Texts.title(text(at, operands[0]));
      case "upper" -> operands -> text(at, operands[0]).toUpperCase(Locale.ROOT);
      case "zfill" -> operands -> Texts.zfill(at, text(at, operands[0]), whole(at, operands[1], 0));
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static String strip(int at, @Nullable Object[] operands, boolean left, boolean right) {
    String chars = operands[1] == null ? null : text(at, operands[1]);
    return Texts.strip(text(at, operands[0]), chars, left, right);
  }

  private static boolean affix(int at, @Nullable Object[] operands, boolean prefix) {
    String text = text(at, operands[0]);
    List<?> affixes = operands[1] instanceof List<?> list ? list : List.of(text(at, operands[1]));
    for (Object affix : affixes) {
      String part = text(at, affix);
      if (prefix ? text.startsWith(part) : text.endsWith(part)) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable String join(int at, String separator, @Nullable Object items) {
    if (!(items instanceof List<?> list)) {
      throw new EvaluationException(at, "join needs a list, found " + Values.typeName(items));
    }
    StringBuilder joined = new StringBuilder();
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i) == null) {
        return null;
      }
      joined.append(i == 0 ? "" : separator).append(text(at, list.get(i)));
      Arithmetic.refuseLong(at, joined.length());
    }
    return joined.toString();
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
}
