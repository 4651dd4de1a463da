package io.understudy.engine.python;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as Jinja2's {@code tojson} writes it: sorted keys, ASCII, safe inside HTML. */
public final class PythonJson {
  private static final int DEEPEST = 50;

  private final StringBuilder out = new StringBuilder();
  private final @Nullable String step;

  private PythonJson(@Nullable String step) {
    this.step = step;
  }

  /**
   * Writes.
   *
   * @param indent blanks per level; null: all in one line
   */
  public static String write(@Nullable Object value, @Nullable Long indent) {
    String step = indent == null ? null : " ".repeat((int) Math.clamp(indent, 0, 20));
    PythonJson json = new PythonJson(step);
    json.value(value, 0);
    return json.out.toString();
  }

  private void value(@Nullable Object value, int depth) {
    if (depth > DEEPEST) {
      throw new NoResultException("the value is nested too deep");
    }
    switch (value) {
      case null -> out.append("null");
      case Boolean b -> out.append(b);
      case String text -> text(text);
      case Long n -> out.append(n);
      case BigDecimal n -> out.append(n.toPlainString());
      case Double n when Double.isFinite(n) -> out.append(PythonNumbers.shortest(n));
      case List<?> list -> {
        List<Runnable> items = new ArrayList<>();
        list.forEach(item -> items.add(() -> value(item, depth + 1)));
        block('[', items, ']', depth);
      }
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> sorted = new LinkedHashMap<>();
        map.entrySet().stream()
            .sorted(Comparator.comparing(entry -> PythonRepr.text(entry.getKey())))
            .forEach(entry -> sorted.put(PythonRepr.text(entry.getKey()), entry.getValue()));
        List<Runnable> items = new ArrayList<>();
        sorted.forEach(
            (key, item) ->
                items.add(
                    () -> {
                      text(key);
                      out.append(": ");
                      value(item, depth + 1);
                    }));
        block('{', items, '}', depth);
      }
      default -> throw new NoResultException("this value has no JSON");
    }
    PythonText.refuseLong(out.length());
  }

  private void block(char open, List<Runnable> items, char close, int depth) {
    out.append(open);
    for (int i = 0; i < items.size(); i++) {
      out.append(i == 0 ? "" : step == null ? ", " : ",");
      newLine(depth + 1);
      items.get(i).run();
    }
    if (!items.isEmpty()) {
      newLine(depth);
    }
    out.append(close);
  }

  private void newLine(int depth) {
    if (step != null) {
      out.append('\n').append(step.repeat(depth));
    }
  }

  private void text(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        default -> {
          if (c < ' ' || c > '~' || "<>&'".indexOf(c) >= 0) {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
