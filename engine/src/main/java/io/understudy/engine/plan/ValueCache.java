package io.understudy.engine.plan;

import io.understudy.engine.proof.Repeats;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what became of values. Each value has one slot, and the last one to come takes it; so
 * memory is bounded whatever the file holds. Long texts, which hardly repeat, are not kept; and
 * where values turn out to be mostly different, nothing is.
 */
final class ValueCache {
  private static final int LONGEST_TEXT = 64;
  private static final int SPREAD = 0x9E3779B9;

  /** Of the values, beside them: most questions about others need no look at a value. */
  private final int[] hashes;

  private final @Nullable Object[] values;
  private final @Nullable Object[] outcomes;
  private final int shift;
  private final Repeats repeats = new Repeats();

  /**
   * @param bits the number of slots is 2 to this power; at least 1
   */
  ValueCache(int bits) {
    this.hashes = new int[1 << bits];
    this.values = new @Nullable Object[1 << bits];
    this.outcomes = new @Nullable Object[1 << bits];
    this.shift = Integer.SIZE - bits;
  }

  /** What {@link #put} was given for an equal value, or null. */
  @Nullable Object get(Object value) {
    if (!repeats.areWorthIt()) {
      return null;
    }
    int hash = value.hashCode();
    int slot = slot(hash);
    boolean hit = hashes[slot] == hash && value.equals(values[slot]);
    repeats.count(hit);
    return hit ? outcomes[slot] : null;
  }

  void put(Object value, Object outcome) {
    if (repeats.areWorthIt() && isShort(value) && isShort(outcome)) {
      int hash = value.hashCode();
      int slot = slot(hash);
      hashes[slot] = hash;
      values[slot] = value;
      outcomes[slot] = outcome;
    }
  }

  /** Forgets all values. */
  void clear() {
    Arrays.fill(values, null);
    Arrays.fill(outcomes, null);
  }

  private int slot(int hash) {
    return (hash * SPREAD) >>> shift;
  }

  private static boolean isShort(Object value) {
    return !(value instanceof String text) || text.length() <= LONGEST_TEXT;
  }
}
