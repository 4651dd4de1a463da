package io.understudy.engine.python;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.Temporal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values as texts: Python's {@code str} and {@code repr}. */
public final class PythonRepr {
  private static final int DEEPEST = 50;

  private PythonRepr() {}

  /** {@code str(value)}. */
  public static String text(@Nullable Object value) {
    return value instanceof String text ? text : repr(value);
  }

  /** {@code repr(value)}; dates are written as their text. */
  public static String repr(@Nullable Object value) {
    StringBuilder text = new StringBuilder();
    append(text, value, 0);
    return text.toString();
  }

  private static void append(StringBuilder into, @Nullable Object value, int depth) {
    if (depth > DEEPEST) {
      throw new NoResultException("the value is nested too deep");
    }
    switch (value) {
      case null -> into.append("None");
      case Boolean b -> into.append(b ? "True" : "False");
      case Double number -> into.append(PythonNumbers.shortest(number));
      case BigDecimal number -> into.append(number.toPlainString());
      case String text -> into.append(quoted(text));
      case List<?> list -> {
        into.append('[');
        for (int i = 0; i < list.size(); i++) {
          into.append(i == 0 ? "" : ", ");
          append(into, list.get(i), depth + 1);
        }
        into.append(']');
      }
      case Map<?, ?> map -> {
        into.append('{');
        String between = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          into.append(between);
          append(into, entry.getKey(), depth + 1);
          into.append(": ");
          append(into, entry.getValue(), depth + 1);
          between = ", ";
        }
        into.append('}');
      }
      case Instant instant ->
          into.append(Strftime.iso(instant.atOffset(ZoneOffset.UTC), " ", null));
      case Temporal time -> into.append(Strftime.iso(time, " ", null));
      case Duration duration -> into.append(duration(duration));
      case byte[] bytes -> throw new NoResultException("binary data has no text");
      default -> into.append(value);
    }
    PythonText.refuseLong(into.length());
  }

  /** As {@code 3 days, 1:30:00}. */
  private static String duration(Duration duration) {
    long days = Math.floorDiv(duration.getSeconds(), 86_400L);
    long rest = Math.floorMod(duration.getSeconds(), 86_400L);
    int micros = duration.getNano() / 1000;
    return (days == 0 ? "" : days + (Math.abs(days) == 1 ? " day, " : " days, "))
        + rest / 3600
        + String.format(":%02d:%02d", rest / 60 % 60, rest % 60)
        + (micros == 0 ? "" : String.format(".%06d", micros));
  }

  private static String quoted(String text) {
    char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
    StringBuilder quoted = new StringBuilder(text.length() + 2).append(quote);
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                case '\\' -> quoted.append("\\\\");
                default -> {
                  if (c == quote) {
                    quoted.append('\\').append(quote);
                  } else if (CharacterTests.holds("isprintable", Character.toString(c))) {
                    quoted.appendCodePoint(c);
                  } else {
                    quoted.append(
                        c < 0x100
                            ? String.format("\\x%02x", c)
                            : c < 0x10000
                                ? String.format("\\u%04x", c)
                                : String.format("\\U%08x", c));
                  }
                }
              }
            });
    return quoted.append(quote).toString();
  }
}
