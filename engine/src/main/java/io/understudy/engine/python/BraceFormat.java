package io.understudy.engine.python;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Python's {@code "...".format(values)}. For one use. */
public final class BraceFormat {
  private static final int DEEPEST = 2;

  private final List<? extends @Nullable Object> values;
  private final Map<?, ?> names;
  private int next;

  private BraceFormat(List<? extends @Nullable Object> values, Map<?, ?> names) {
    this.values = values;
    this.names = names;
  }

  /**
   * The text.
   *
   * @throws NoResultException if the values do not fit the format
   */
  public static String of(String format, List<? extends @Nullable Object> values, Map<?, ?> names) {
    return new BraceFormat(values, names).write(format, 1);
  }

  private String write(String format, int depth) {
    if (depth > DEEPEST) {
      throw new NoResultException("the format is nested too deep");
    }
    StringBuilder out = new StringBuilder();
    int i = 0;
    while (i < format.length()) {
      char c = format.charAt(i++);
      boolean twice = i < format.length() && format.charAt(i) == c;
      if (c == '{' && !twice) {
        int end = end(format, i);
        out.append(field(format.substring(i, end), depth));
        i = end + 1;
      } else if (c == '}' && !twice) {
        throw new NoResultException("there is a single } in the format; write }}");
      } else {
        out.append(c);
        i += c == '{' || c == '}' ? 1 : 0;
      }
      PythonText.refuseLong(out.length());
    }
    return out.toString();
  }

  private static int end(String format, int from) {
    int open = 1;
    for (int i = from; i < format.length(); i++) {
      open += format.charAt(i) == '{' ? 1 : format.charAt(i) == '}' ? -1 : 0;
      if (open == 0) {
        return i;
      }
    }
    throw new NoResultException("there is a single { in the format; write {{");
  }

  private String field(String field, int depth) {
    int colon = colon(field);
    String head = colon < 0 ? field : field.substring(0, colon);
    int bang = head.indexOf('!');
    String conversion = bang < 0 ? "" : head.substring(bang + 1);
    @Nullable Object value = value(bang < 0 ? head : head.substring(0, bang));
    String spec = colon < 0 ? "" : write(field.substring(colon + 1), depth + 1);
    return switch (conversion) {
      case "" -> FormatSpec.write(value, spec);
      case "s" -> FormatSpec.write(PythonRepr.text(value), spec);
      case "r", "a" -> FormatSpec.write(PythonRepr.repr(value), spec);
      default -> throw new NoResultException("behind ! in a format stands s or r");
    };
  }

  private static int colon(String field) {
    int open = 0;
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      open += c == '[' ? 1 : c == ']' ? -1 : 0;
      if (c == ':' && open == 0) {
        return i;
      }
    }
    return -1;
  }

  private @Nullable Object value(String name) {
    int end = 0;
    while (end < name.length() && name.charAt(end) != '.' && name.charAt(end) != '[') {
      end++;
    }
    @Nullable Object value = first(name.substring(0, end));
    int i = end;
    while (i < name.length()) {
      boolean bracket = name.charAt(i) == '[';
      int stop = bracket ? name.indexOf(']', i) : nextStep(name, i + 1);
      if (stop < 0) {
        throw new NoResultException("a ] is missing in the format");
      }
      value = step(value, name.substring(i + 1, stop));
      i = bracket ? stop + 1 : stop;
    }
    return value;
  }

  private static int nextStep(String name, int from) {
    int i = from;
    while (i < name.length() && name.charAt(i) != '.' && name.charAt(i) != '[') {
      i++;
    }
    return i;
  }

  private @Nullable Object first(String name) {
    if (name.isEmpty() || isNumber(name)) {
      int at = name.isEmpty() ? next++ : Integer.parseInt(name);
      if (at >= values.size()) {
        throw new NoResultException("the format has more places than there are values");
      }
      return values.get(at);
    }
    if (!names.containsKey(name)) {
      throw new NoResultException("the format names a value that is not given");
    }
    return names.get(name);
  }

  private static @Nullable Object step(@Nullable Object value, String key) {
    if (value instanceof Map<?, ?> map && map.containsKey(key)) {
      return map.get(key);
    }
    if (value instanceof List<?> list && isNumber(key) && Integer.parseInt(key) < list.size()) {
      return list.get(Integer.parseInt(key));
    }
    throw new NoResultException("the format looks for something that the value does not have");
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.length() < 6 && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
