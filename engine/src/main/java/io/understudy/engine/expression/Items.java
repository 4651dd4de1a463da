package io.understudy.engine.expression;

import io.understudy.engine.python.TextMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looking into lists, dictionaries and texts. */
final class Items {
  private Items() {}

  /** {@code target[index]}; neither is null. */
  static @Nullable Object get(int at, Object target, Object index) {
    if (target instanceof Map<?, ?> map) {
      if (!map.containsKey(index)) {
        throw new EvaluationException.Missing(at, "the dictionary has no such key");
      }
      return map.get(index);
    }
    if (target instanceof TextMatch match) {
      return match.group(Matches.number(at, match, index));
    }
    int size = size(at, target);
    if (!(index instanceof Long position)) {
      throw new EvaluationException(
          at, "a position must be a whole number, found " + Values.typeName(index));
    }
    long found = position < 0 ? position + size : position;
    if (found < 0 || found >= size) {
      throw new EvaluationException.Missing(at, "there is nothing at this position");
    }
    return target instanceof List<?> list
        ? list.get((int) found)
        : Texts.part((String) target, (int) found, (int) found + 1);
  }

  /** Items of a list or characters of a text; of a dictionary its keys. */
  static int size(int at, Object target) {
    return switch (target) {
      case String text -> Texts.length(text);
      case List<?> list -> list.size();
      case Map<?, ?> map -> map.size();
      default ->
          throw new EvaluationException(
              at, "a text, list or dictionary is expected, found " + Values.typeName(target));
    };
  }

  static Object slice(
      int at, Object target, @Nullable Object from, @Nullable Object to, @Nullable Object step) {
    if (target instanceof Map<?, ?>) {
      throw new EvaluationException(at, "a dictionary has no slices");
    }
    int size = size(at, target);
    long stride = bound(at, step, 1);
    if (stride == 0) {
      throw new EvaluationException(at, "the step of a slice must not be 0");
    }
    boolean forward = stride > 0;
    long first = clamp(bound(at, from, forward ? 0 : size - 1L), from != null, size, forward);
    long last = to == null ? (forward ? size : -1) : clamp(bound(at, to, 0), true, size, forward);
    if (stride == 1 && target instanceof String text) {
      return first < last ? Texts.part(text, (int) first, (int) last) : "";
    }
    if (target instanceof String text) {
      int[] characters = text.codePoints().toArray();
      StringBuilder picked = new StringBuilder();
      for (long i = first; forward ? i < last : i > last; i += stride) {
        picked.appendCodePoint(characters[(int) i]);
      }
      return picked.toString();
    }
    List<@Nullable Object> picked = new ArrayList<>();
    for (long i = first; forward ? i < last : i > last; i += stride) {
      picked.add(((List<?>) target).get((int) i));
    }
    return picked;
  }

  private static long bound(int at, @Nullable Object value, long otherwise) {
    return switch (value) {
      case null -> otherwise;
      case Long n -> Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, n));
      default ->
          throw new EvaluationException(
              at, "a slice needs whole numbers, found " + Values.typeName(value));
    };
  }

  private static long clamp(long position, boolean given, int size, boolean forward) {
    long found = given && position < 0 ? position + size : position;
    return forward ? Math.max(0, Math.min(size, found)) : Math.max(-1, Math.min(size - 1L, found));
  }

  static Object reverse(int at, Object target) {
    return slice(at, target, null, null, -1L);
  }
}
