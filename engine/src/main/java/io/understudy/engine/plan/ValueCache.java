package io.understudy.engine.plan;

import org.jspecify.annotations.Nullable;

/**
 * Remembers what became of values. Each value has one slot, and the last one to come takes it; so
 * memory is bounded whatever the file holds. Long texts, which hardly repeat, are not kept.
 */
final class ValueCache {
  private static final int LONGEST_TEXT = 64;
  private static final int SPREAD = 0x9E3779B9;

  private final @Nullable Object[] values;
  private final @Nullable Object[] outcomes;
  private final int shift;

  /**
   * @param bits the number of slots is 2 to this power; at least 1
   */
  ValueCache(int bits) {
    this.values = new @Nullable Object[1 << bits];
    this.outcomes = new @Nullable Object[1 << bits];
    this.shift = Integer.SIZE - bits;
  }

  /** What {@link #put} was given for an equal value, or null. */
  @Nullable Object get(Object value) {
    int slot = slot(value);
    return value.equals(values[slot]) ? outcomes[slot] : null;
  }

  void put(Object value, Object outcome) {
    if (isShort(value) && isShort(outcome)) {
      int slot = slot(value);
      values[slot] = value;
      outcomes[slot] = outcome;
    }
  }

  private int slot(Object value) {
    return (value.hashCode() * SPREAD) >>> shift;
  }

  private static boolean isShort(Object value) {
    return !(value instanceof String text) || text.length() <= LONGEST_TEXT;
  }
}
