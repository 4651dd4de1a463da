package io.understudy.engine.provider;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The arguments of one call, each asked for by its position. */
final class Options {
  private final List<Parameter> parameters;
  private final @Nullable Object[] values;

  /**
   * @param values at the positions of the parameters; null for those left out
   */
  Options(List<Parameter> parameters, @Nullable Object[] values) {
    this.parameters = parameters;
    this.values = values;
  }

  @Nullable Object value(int position) {
    Object given = position < values.length ? values[position] : null;
    return given == null ? parameters.get(position).otherwise() : given;
  }

  boolean has(int position) {
    return value(position) != null;
  }

  String text(int position) {
    return value(position) instanceof String text ? text : fail(position, "a text");
  }

  long whole(int position) {
    return switch (value(position)) {
      case Long number -> number;
      case BigDecimal number when number.stripTrailingZeros().scale() <= 0 -> number.longValue();
      case null, default -> fail(position, "a whole number");
    };
  }

  /** A whole number within bounds, both of which it can be. */
  int whole(int position, int least, int most) {
    long number = whole(position);
    if (number < least || number > most) {
      throw new IllegalArgumentException(
          "argument \""
              + parameters.get(position).name()
              + "\" must be from "
              + least
              + " to "
              + most);
    }
    return (int) number;
  }

  double number(int position) {
    return value(position) instanceof Number number
        ? number.doubleValue()
        : fail(position, "a number");
  }

  boolean bool(int position) {
    return value(position) instanceof Boolean bool ? bool : fail(position, "true or false");
  }

  /** The items of a list, the characters of a text, or the keys of a dictionary; not empty. */
  List<?> items(int position) {
    List<?> items =
        switch (value(position)) {
          case List<?> list -> list;
          case Map<?, ?> map -> new ArrayList<>(map.keySet());
          case String text -> text.codePoints().mapToObj(Character::toString).toList();
          case null, default -> fail(position, "a list");
        };
    return items.isEmpty() ? fail(position, "a list that is not empty") : items;
  }

  private <T> T fail(int position, String expected) {
    throw new IllegalArgumentException(
        "argument \"" + parameters.get(position).name() + "\" must be " + expected);
  }
}
