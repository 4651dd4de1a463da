package io.understudy.engine.provider;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One argument that a provider takes.
 *
 * @param name as in Python's Faker
 * @param required whether it must be given
 * @param otherwise its value if not; null, {@link Boolean}, {@link Long}, {@link Double} or {@link
 *     String}
 */
public record Parameter(String name, boolean required, @Nullable Object otherwise) {

  /** From a list such as {@code start, digits=none, text='##-??', step=1}. */
  static List<Parameter> list(String written) {
    List<Parameter> parameters = new ArrayList<>();
    for (String one : written.isEmpty() ? new String[0] : written.split(", (?=[a-z_]+(=|,|$))")) {
      int equals = one.indexOf('=');
      parameters.add(
          equals < 0
              ? new Parameter(one, true, null)
              : new Parameter(one.substring(0, equals), false, value(one.substring(equals + 1))));
    }
    return List.copyOf(parameters);
  }

  private static @Nullable Object value(String written) {
    return switch (written) {
      case "none" -> null;
      case "true" -> Boolean.TRUE;
      case "false" -> Boolean.FALSE;
      default -> {
        if (written.startsWith("'")) {
          yield written.substring(1, written.length() - 1);
        }
        yield written.indexOf('.') < 0 ? (Object) Long.valueOf(written) : Double.valueOf(written);
      }
    };
  }

  @Override
  public String toString() {
    if (required) {
      return name;
    }
    String value =
        otherwise instanceof String text
            ? "\"" + text + "\""
            : otherwise == null ? "none" : otherwise.toString();
    return name + "=" + value;
  }
}
