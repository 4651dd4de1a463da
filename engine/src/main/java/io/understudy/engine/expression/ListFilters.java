package io.understudy.engine.expression;

import io.understudy.engine.python.ListText;
import io.understudy.engine.python.NoResultException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Jinja2's filters of lists and dictionaries. Texts count as lists of characters. */
final class ListFilters {
  private static final int MOST_FOREACH = 1_000;

  private ListFilters() {}

  static Operation of(int at, String name) {
    return switch (name) {
      case "batch" -> operands -> batch(at, operands);
      case "dictsort" -> operands -> sortedPairs(at, operands);
      case "groupby" -> operands -> groups(at, operands);
      case "items" -> operands -> Containers.pairs(map(at, Filters.target(operands)));
      case "list" -> operands -> list(at, Filters.target(operands));
      case "max" -> operands -> extreme(at, operands, 1);
      case "min" -> operands -> extreme(at, operands, -1);
      case "slice" -> operands -> slices(at, operands);
      case "sort" -> operands -> sorted(at, operands);
      case "sum" -> operands -> sum(at, operands);
      case "unique" -> operands -> unique(at, operands);
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** Items of a list, characters of a text, keys of a dictionary. */
  static List<? extends @Nullable Object> list(int at, Object value) {
    return switch (value) {
      case List<?> list -> list;
      case Map<?, ?> map -> new ArrayList<@Nullable Object>(map.keySet());
      case String text -> {
        if (text.length() > Arithmetic.MAX_ITEMS) {
          throw new EvaluationException(
              at, "the list has more than " + Arithmetic.MAX_ITEMS + " items");
        }
        yield text.codePoints().mapToObj(Character::toString).toList();
      }
      default ->
          throw new EvaluationException(at, "a list is expected, found " + Values.typeName(value));
    };
  }

  /** The items of {@code foreach}: those of a list, or of a text that is one. */
  static @Nullable List<? extends @Nullable Object> foreach(int at, @Nullable Object value) {
    Object found = value;
    if (value instanceof String text) {
      try {
        found = ListText.read(text);
      } catch (NoResultException e) {
        throw new EvaluationException(at, e.what());
      }
    }
    if (value == null) {
      return null;
    }
    if (found == null || found instanceof String) {
      throw new EvaluationException(
          at, "foreach needs a list, found a text of a " + Values.typeName(found));
    }
    List<? extends @Nullable Object> items = list(at, found);
    if (items.size() > MOST_FOREACH) {
      throw new EvaluationException(at, "foreach has more than " + MOST_FOREACH + " items");
    }
    return items;
  }

  private static Map<?, ?> map(int at, Object value) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new EvaluationException(at, "a dictionary is expected, found " + Values.typeName(value));
  }

  /** An attribute of each item, such as {@code address.city} or a position; null: the items. */
  static List<? extends @Nullable Object> attributes(
      int at, List<? extends @Nullable Object> list, @Nullable Object attribute) {
    if (attribute == null) {
      return list;
    }
    List<@Nullable Object> values = new ArrayList<>();
    list.forEach(item -> values.add(attribute(at, item, attribute)));
    return values;
  }

  /** Null if the item has no such attribute, key or position. */
  static @Nullable Object attribute(int at, @Nullable Object item, Object attribute) {
    Object value = item;
    for (Object step : steps(at, attribute)) {
      value = value == null ? null : ValueAttributes.find(value, step);
    }
    return value;
  }

  private static List<Object> steps(int at, Object attribute) {
    if (attribute instanceof Long) {
      return List.of(attribute);
    }
    List<Object> steps = new ArrayList<>();
    for (String step : Methods.text(at, attribute).split("\\.", -1)) {
      boolean position = step.matches("[0-9]{1,9}");
      steps.add(position ? (Object) Long.valueOf(step) : step);
    }
    return steps;
  }

  private static List<@Nullable Object> batch(int at, @Nullable Object[] operands) {
    List<? extends @Nullable Object> list = list(at, Filters.target(operands));
    long size = Methods.whole(at, operands[1], 0);
    if (size < 1) {
      throw new EvaluationException(at, "batch needs a number of items of at least 1");
    }
    List<@Nullable Object> batches = new ArrayList<>();
    for (int from = 0; from < list.size(); from += (int) Math.min(size, list.size())) {
      List<@Nullable Object> batch =
          new ArrayList<>(list.subList(from, (int) Math.min(list.size(), from + size)));
      fill(at, batch, size, operands[2]);
      batches.add(batch);
    }
    return batches;
  }

  private static void fill(int at, List<@Nullable Object> list, long size, @Nullable Object with) {
    if (with != null && size > Arithmetic.MAX_ITEMS) {
      throw new EvaluationException(
          at, "the list has more than " + Arithmetic.MAX_ITEMS + " items");
    }
    while (with != null && list.size() < size) {
      list.add(with);
    }
  }

  private static List<@Nullable Object> slices(int at, @Nullable Object[] operands) {
    List<? extends @Nullable Object> list = list(at, Filters.target(operands));
    long count = Methods.whole(at, operands[1], 0);
    if (count < 1 || count > Arithmetic.MAX_ITEMS) {
      throw new EvaluationException(
          at, "slice needs a number of lists from 1 to " + Arithmetic.MAX_ITEMS);
    }
    int each = list.size() / (int) count;
    int longer = list.size() % (int) count;
    List<@Nullable Object> slices = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < count; i++) {
      int to = from + each + (i < longer ? 1 : 0);
      List<@Nullable Object> slice = new ArrayList<>(list.subList(from, to));
      if (i >= longer && longer >= 0 && operands[2] != null) {
        slice.add(operands[2]);
      }
      slices.add(slice);
      from = to;
    }
    return slices;
  }

  private static @Nullable Object folded(@Nullable Object value, boolean caseSensitive) {
    return value instanceof String text && !caseSensitive ? text.toLowerCase(Locale.ROOT) : value;
  }

  private static int order(int at, @Nullable Object a, @Nullable Object b) {
    if (a == null || b == null) {
      throw new EvaluationException(
          at, "there is no order between " + Values.typeName(a) + " and " + Values.typeName(b));
    }
    if (a instanceof List<?> x && b instanceof List<?> y) {
      for (int i = 0; i < Math.min(x.size(), y.size()); i++) {
        int sign = order(at, x.get(i), y.get(i));
        if (sign != 0) {
          return sign;
        }
      }
      return Integer.compare(x.size(), y.size());
    }
    return Values.compare(at, a, b);
  }

  private static List<@Nullable Object> sorted(int at, @Nullable Object[] operands) {
    boolean reverse = Values.truth(operands[1]);
    boolean caseSensitive = Values.truth(operands[2]);
    Comparator<@Nullable Object> order =
        (a, b) -> {
          int sign =
              operands[3] == null
                  ? order(at, folded(a, caseSensitive), folded(b, caseSensitive))
                  : byAttributes(at, a, b, Methods.text(at, operands[3]), caseSensitive);
          return reverse ? -sign : sign;
        };
    List<@Nullable Object> sorted = new ArrayList<>(list(at, Filters.target(operands)));
    return sort(at, sorted, order);
  }

  private static List<@Nullable Object> sort(
      int at, List<@Nullable Object> list, Comparator<@Nullable Object> order) {
    try {
      list.sort(order);
    } catch (IllegalArgumentException e) {
      throw new EvaluationException(at, "these values have no order");
    }
    return list;
  }

  private static int byAttributes(
      int at, @Nullable Object a, @Nullable Object b, String attributes, boolean caseSensitive) {
    for (String attribute : attributes.split(",", -1)) {
      int sign =
          order(
              at,
              folded(attribute(at, a, attribute), caseSensitive),
              folded(attribute(at, b, attribute), caseSensitive));
      if (sign != 0) {
        return sign;
      }
    }
    return 0;
  }

  private static List<@Nullable Object> sortedPairs(int at, @Nullable Object[] operands) {
    boolean caseSensitive = Values.truth(operands[1]);
    boolean byValue = "value".equals(operands[2]);
    if (operands[2] != null && !byValue && !"key".equals(operands[2])) {
      throw new EvaluationException(at, "dictsort sorts by \"key\" or \"value\"");
    }
    boolean reverse = Values.truth(operands[3]);
    Long position = byValue ? 1L : 0L;
    Comparator<@Nullable Object> order =
        (a, b) -> {
          int sign =
              order(
                  at,
                  folded(attribute(at, a, position), caseSensitive),
                  folded(attribute(at, b, position), caseSensitive));
          return reverse ? -sign : sign;
        };
    return sort(at, Containers.pairs(map(at, Filters.target(operands))), order);
  }

  private static List<@Nullable Object> groups(int at, @Nullable Object[] operands) {
    Object attribute = operands[1] == null ? "" : operands[1];
    boolean caseSensitive = Values.truth(operands[3]);
    Map<@Nullable Object, List<@Nullable Object>> groups = new LinkedHashMap<>();
    Map<@Nullable Object, @Nullable Object> names = new LinkedHashMap<>();
    for (Object item : list(at, Filters.target(operands))) {
      Object found = attribute(at, item, attribute);
      Object name = found == null ? operands[2] : found;
      if (name == null) {
        throw new EvaluationException(at, "groupby: an item has no such attribute");
      }
      Object key = folded(name, caseSensitive);
      groups.computeIfAbsent(key, k -> new ArrayList<>()).add(item);
      names.putIfAbsent(key, name);
    }
    List<@Nullable Object> keys = new ArrayList<>(groups.keySet());
    sort(at, keys, (a, b) -> order(at, a, b));
    List<@Nullable Object> pairs = new ArrayList<>();
    keys.forEach(key -> pairs.add(Containers.pair(names.get(key), groups.get(key))));
    return pairs;
  }

  private static @Nullable Object extreme(int at, @Nullable Object[] operands, int wanted) {
    boolean caseSensitive = Values.truth(operands[1]);
    Object best = null;
    boolean first = true;
    for (Object item : list(at, Filters.target(operands))) {
      int sign =
          first
              ? wanted
              : order(
                  at,
                  folded(by(at, item, operands[2]), caseSensitive),
                  folded(by(at, best, operands[2]), caseSensitive));
      if (Integer.signum(sign) == wanted) {
        best = item;
      }
      first = false;
    }
    return best;
  }

  private static @Nullable Object by(int at, @Nullable Object item, @Nullable Object attribute) {
    return attribute == null ? item : attribute(at, item, attribute);
  }

  private static @Nullable Object sum(int at, @Nullable Object[] operands) {
    Object sum = operands[2] == null ? Long.valueOf(0) : operands[2];
    for (Object item : attributes(at, list(at, Filters.target(operands)), operands[1])) {
      if (item == null) {
        return null;
      }
      sum = Arithmetic.apply(at, Expression.Operator.PLUS, sum, item);
    }
    return sum;
  }

  private static List<@Nullable Object> unique(int at, @Nullable Object[] operands) {
    boolean caseSensitive = Values.truth(operands[1]);
    Map<@Nullable Object, @Nullable Object> firsts = new LinkedHashMap<>();
    for (Object item : list(at, Filters.target(operands))) {
      firsts.putIfAbsent(folded(by(at, item, operands[2]), caseSensitive), item);
    }
    return new ArrayList<>(firsts.values());
  }
}
