package io.understudy.engine.plan;

import io.understudy.engine.NewText;
import io.understudy.engine.proof.Repeats;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what became of texts, by their bytes. Each has one slot, and the last one to come takes
 * it; long ones are not kept; and where texts turn out to be mostly different, nothing is. See
 * {@link ValueCache}.
 */
final class TextMemory {
  private static final int SPREAD = 0x9E3779B9;

  private final int shift;
  private final int[] hashes;
  private final byte[] @Nullable [] texts;
  private final @Nullable Fate[] fates;
  private final Repeats repeats = new Repeats();

  /**
   * What became of a text.
   *
   * @param outcome null: it stayed
   * @param matched whether a rule matched it
   */
  record Fate(@Nullable NewText outcome, boolean matched) {}

  /**
   * @param bits the number of slots is 2 to this power; at least 1
   */
  TextMemory(int bits) {
    this.shift = Integer.SIZE - bits;
    this.hashes = new int[1 << bits];
    this.texts = new byte[1 << bits] @Nullable [];
    this.fates = new @Nullable Fate[1 << bits];
  }

  /** Whether there is any use in asking. */
  boolean isWorthIt() {
    return repeats.areWorthIt();
  }

  /** What {@link #put} was given for the same bytes, or null. */
  @Nullable Fate get(int hash, byte[] bytes, int from, int to) {
    int slot = slot(hash);
    byte[] text = texts[slot];
    boolean hit =
        hashes[slot] == hash
            && text != null
            && Arrays.equals(text, 0, text.length, bytes, from, to);
    Fate fate = hit ? fates[slot] : null;
    if (!repeats.count(hit)) {
      clear();
    }
    return fate;
  }

  /** Remembers the fate of a text with this hash code. */
  void put(int hash, byte[] bytes, int from, int to, Fate fate) {
    String after = fate.outcome() == null ? null : fate.outcome().text();
    if (repeats.areWorthIt()
        && to - from <= NewText.LONGEST
        && (after == null || after.length() <= NewText.LONGEST)) {
      int slot = slot(hash);
      hashes[slot] = hash;
      texts[slot] = Arrays.copyOfRange(bytes, from, to);
      fates[slot] = fate;
    }
  }

  /** Forgets all texts. */
  void clear() {
    Arrays.fill(texts, null);
    Arrays.fill(fates, null);
  }

  private int slot(int hash) {
    return (hash * SPREAD) >>> shift;
  }
}
