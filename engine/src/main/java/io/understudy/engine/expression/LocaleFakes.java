package io.understudy.engine.expression;

import io.understudy.engine.transform.Fake;
import io.understudy.engine.transform.Transforms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What makes fakes in the locale of a call: the config's, one that is known before the first row,
 * or one that each row names.
 */
final class LocaleFakes<T> {
  /** Beyond, what a row names is made for that row alone. */
  private static final int MOST_REMEMBERED = 200;

  private final int at;
  private final Transforms config;
  private final @Nullable Code locale;
  private final Function<Transforms, T> maker;
  private final T constant;
  private final Map<List<String>, T> made = new ConcurrentHashMap<>();

  /**
   * @param locale null: those of the config
   * @throws ExpressionException for a constant locale without words
   */
  LocaleFakes(int at, Transforms config, @Nullable Code locale, Function<Transforms, T> maker) {
    this.at = at;
    this.config = config;
    this.maker = maker;
    this.locale = locale == null || locale.isConstant() ? null : locale;
    try {
      List<String> names =
          locale == null || this.locale != null ? List.of() : names(locale.value());
      this.constant = maker.apply(names.isEmpty() ? config : config.in(names));
    } catch (EvaluationException e) {
      throw new ExpressionException(at, e.what());
    } catch (IllegalArgumentException e) {
      throw new ExpressionException(at, String.valueOf(e.getMessage()));
    }
  }

  Uses uses() {
    return locale == null ? Uses.NOTHING : locale.uses();
  }

  /** For the row at hand; where it names no locale, as the config says. */
  T of(Cell cell) {
    if (locale == null) {
      return constant;
    }
    List<String> names = names(locale.evaluator().evaluate(cell));
    if (names.isEmpty()) {
      return constant;
    }
    T known = made.get(names);
    if (known == null) {
      try {
        known = maker.apply(config.in(names));
      } catch (IllegalArgumentException e) {
        throw new EvaluationException(at, "the row names a locale that has no words");
      }
      if (made.size() < MOST_REMEMBERED) {
        made.put(names, known);
      }
    }
    return known;
  }

  private List<String> names(@Nullable Object value) {
    List<String> names = new ArrayList<>();
    List<?> values =
        value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
    for (Object name : values) {
      if (!(name instanceof String text)) {
        throw new EvaluationException(
            at, "a locale must be a text or a list of texts, found " + Values.typeName(name));
      }
      names.add(text);
    }
    return names;
  }

  /**
   * The fake of a cell.
   *
   * @param other what it follows from; null: the value itself
   * @param filled whether a cell without a value gets one
   */
  @Nullable Object fake(
      int at,
      @Nullable Object self,
      @Nullable String other,
      boolean filled,
      boolean seeded,
      Fake fake) {
    if (self == null) {
      return filled && other != null ? fake.fresh(other) : null;
    }
    if (other == null) {
      return seeded ? null : KeyedCode.applied(at, fake, self);
    }
    return KeyedCode.applied(at, fake, self, other);
  }
}
