package io.understudy.engine.transform;

import io.understudy.engine.fake.DateOffset;

/**
 * A date moved by a keyed offset within bounds: by whole days where it belongs to a subject, the
 * same for all of the subject's dates; else by what follows from the date itself.
 *
 * <p>{@code date_shift("-1y", "-1d"): 03/14/1987 -> 11/27/1986}.
 *
 * @param offset of the bounds
 * @param times whether a time of day moves, too ({@code date_time_shift}); never with a subject
 * @param written whether a text stays in its own written form; else it becomes a date
 */
public record DateShift(DateOffset offset, boolean times, boolean written) implements Transform {

  @Override
  public Object apply(Object value) {
    return offset.moved(read(value), times);
  }

  /**
   * As {@link #apply(Object)}, by the days that belong to a key.
   *
   * @param key whose date it is
   */
  public Object apply(Object value, String key) {
    return offset.moved(read(value), key);
  }

  private Object read(Object value) {
    if (written || !(value instanceof String text)) {
      return value;
    }
    return DateOffset.read(text)
        .orElseThrow(
            () -> new IllegalArgumentException("this text is no date in a form that is known"));
  }
}
