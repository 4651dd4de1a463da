package io.understudy.engine.expression;

import io.understudy.engine.python.Country;
import java.time.Duration;
import java.time.temporal.Temporal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What stands behind the point of a value: a key, or an attribute of a date or country. */
final class ValueAttributes {
  /** Attributes that some value has of itself; beside them there are the keys of dictionaries. */
  static final Set<String> NAMES = names();

  private ValueAttributes() {}

  private static Set<String> names() {
    Set<String> names = new HashSet<>(Dates.FIELDS);
    names.addAll(List.of("days", "seconds", "microseconds"));
    names.addAll(Country.ATTRIBUTES);
    return Set.copyOf(names);
  }

  /**
   * The value of an attribute.
   *
   * @throws EvaluationException if the target has none of this name
   */
  static @Nullable Object get(int at, Object target, String name) {
    if (target instanceof Map<?, ?>) {
      return Items.get(at, target, name);
    }
    if (target instanceof Country country && Country.ATTRIBUTES.contains(name)) {
      return country.attribute(name);
    }
    Object value = Dates.attribute(target, name);
    if (value == null) {
      throw new EvaluationException(
          at,
          NAMES.contains(name)
              ? "a " + Values.typeName(target) + " has no \"" + name + "\""
              : "only dictionaries have attributes, found " + Values.typeName(target));
    }
    return value;
  }

  /** A key, position or attribute; null if there is none. */
  static @Nullable Object find(Object target, Object step) {
    return switch (target) {
      case Map<?, ?> map -> map.get(step);
      case List<?> list ->
          step instanceof Long n && n >= 0 && n < list.size() ? list.get(n.intValue()) : null;
      case String text ->
          step instanceof Long n && n >= 0 && n < Texts.length(text)
              ? Texts.part(text, n.intValue(), n.intValue() + 1)
              : null;
      case Country country ->
          step instanceof String name && Country.ATTRIBUTES.contains(name)
              ? country.attribute(name)
              : null;
      case Temporal date -> step instanceof String name ? Dates.attribute(date, name) : null;
      case Duration span -> step instanceof String name ? Dates.attribute(span, name) : null;
      default -> null;
    };
  }
}
