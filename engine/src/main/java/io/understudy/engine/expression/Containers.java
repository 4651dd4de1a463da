package io.understudy.engine.expression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Methods of Python's {@code list} and {@code dict} that do not change them. */
final class Containers {
  private Containers() {}

  static Object list(int at, String name, List<?> list, @Nullable Object[] operands) {
    return switch (name) {
      case "copy" -> list;
      case "count" -> list.stream().filter(item -> Values.equal(item, operands[1])).count();
      default -> index(at, list, operands);
    };
  }

  private static Long index(int at, List<?> list, @Nullable Object[] operands) {
    long from = clamp(Methods.whole(at, operands[2], 0), list.size());
    long to = clamp(Methods.whole(at, operands[3], list.size()), list.size());
    for (long i = from; i < to; i++) {
      if (Values.equal(list.get((int) i), operands[1])) {
        return i;
      }
    }
    throw new EvaluationException.Missing(at, "the list does not have this item");
  }

  private static long clamp(long position, int size) {
    return Math.clamp(position < 0 ? position + size : position, 0, size);
  }

  static @Nullable Object map(String name, Map<?, ?> map, @Nullable Object[] operands) {
    return switch (name) {
      case "copy" -> map;
      case "get" -> map.containsKey(operands[1]) ? map.get(operands[1]) : operands[2];
      case "items" -> pairs(map);
      case "keys" -> new ArrayList<@Nullable Object>(map.keySet());
      default -> new ArrayList<@Nullable Object>(map.values());
    };
  }

  /** Keys and values as lists of two. */
  static List<@Nullable Object> pairs(Map<?, ?> map) {
    List<@Nullable Object> pairs = new ArrayList<>();
    map.forEach((key, value) -> pairs.add(pair(key, value)));
    return pairs;
  }

  static List<@Nullable Object> pair(@Nullable Object first, @Nullable Object second) {
    return Collections.unmodifiableList(Arrays.asList(first, second));
  }
}
