package io.understudy.engine.fake;

import io.understudy.engine.key.Canonical;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/** Replaces values of one entity by fakes of it. Immutable and shared between threads. */
public final class EntityFake {
  private static final int MOST_STEPS = 1000;

  private final Entity entity;
  private final TextFake fake;
  private final TextFake keyed;
  private final DateFake dates;

  /**
   * @param keyed makes fakes that belong to something else than the value
   * @param dates for values that are dates or times; used for date entities only
   */
  EntityFake(Entity entity, TextFake fake, TextFake keyed, DateFake dates) {
    this.entity = entity;
    this.fake = fake;
    this.keyed = keyed;
    this.dates = dates;
  }

  /** What the values are. */
  public Entity entity() {
    return entity;
  }

  /** The fake of a text; blank text, and text without a letter or digit, is returned as it is. */
  public String text(String original) {
    return text(original, null);
  }

  /** As {@link #text(String)}, for what the key stands for. */
  private String text(String original, @Nullable String key) {
    String text = original.strip();
    if (text.isEmpty() || !Scrambled.canChange(text)) {
      return original;
    }
    return key == null ? fake.fake(text) : keyed.fake(text, key);
  }

  /** A fake for a cell that has no value, in the entity's usual form. */
  public String fresh(String key) {
    return keyed.fake(Samples.of(entity), key);
  }

  /**
   * The fake of a value: text for text; for a number a number of the same class, or text if this
   * entity's fakes are not numbers; for a date or time one of the same class, if this entity is
   * {@link Entity#DATE} or {@link Entity#DATE_TIME}.
   *
   * @throws IllegalArgumentException for any other class of value
   */
  public Object value(Object original) {
    return value(original, null);
  }

  /**
   * A value of the same class and form that belongs to a key, such as whose row it is.
   *
   * @param key null: the value's own fake
   * @throws IllegalArgumentException as {@link #value(Object)}
   */
  public Object value(Object original, @Nullable String key) {
    return switch (original) {
      case String text -> text(text, key);
      case Long number -> number(number, Long.class, key);
      case BigDecimal number -> number(number, BigDecimal.class, key);
      case Double number -> number(number, Double.class, key);
      case LocalDate date when isDate() -> key == null ? dates.date(date) : dates.moved(date, key);
      case LocalDateTime time when isDate() ->
          key == null ? dates.time(time) : dates.moved(time, key);
      case LocalTime time when isDate() -> dates.time(time);
      case Instant instant when isDate() ->
          key == null ? dates.instant(instant) : dates.moved(instant, key);
      default ->
          throw new IllegalArgumentException(
              "a fake "
                  + entity.entityName()
                  + (isDate()
                      ? " needs text, a number, a date or a time"
                      : " needs text or a number")
                  + ", found "
                  + original.getClass().getSimpleName());
    };
  }

  private boolean isDate() {
    return entity == Entity.DATE || entity == Entity.DATE_TIME;
  }

  private Object number(Object original, Class<?> wanted, @Nullable String key) {
    String text = Canonical.text(original);
    // A fake of 19 digits can be too large; the fake of the fake is then as good, and as unique.
    for (int i = 0; i < MOST_STEPS; i++) {
      text = text(text, key);
      if (!isNumber(text)) {
        return text;
      }
      BigDecimal number = new BigDecimal(text);
      if (original instanceof BigDecimal decimal) {
        return number.scale() < decimal.scale() ? number.setScale(decimal.scale()) : number;
      }
      if (wanted == Double.class) {
        return number.doubleValue();
      }
      if (number.precision() - number.scale() < 19
          || number.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0) {
        return number.longValue();
      }
    }
    throw new IllegalArgumentException(
        "no fake " + entity.entityName() + " fits into the column's type");
  }

  private static boolean isNumber(String text) {
    int points = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean sign = i == 0 && c == '-' && text.length() > 1;
      points += c == '.' ? 1 : 0;
      if (!sign && c != '.' && (c < '0' || c > '9')) {
        return false;
      }
    }
    return points <= 1;
  }
}
