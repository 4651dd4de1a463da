package io.understudy.engine.proof;

import io.understudy.engine.Survival;
import io.understudy.engine.key.Canonical;
import io.understudy.engine.key.KeyedFunction;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which values a column had, and which of them are in what is written: keyed 64-bit fingerprints in
 * one table of bounded size. When it is full, every fingerprint but those with one more leading
 * zero bit is dropped, and from then on only such are taken: a sample that is the same for
 * originals and outputs, so that what is in both is counted without bias, and never wrongly found
 * (two fingerprints of a million are equal by chance once in ten million files).
 *
 * <p>Used by one thread, for one column of one file; never written anywhere.
 */
public final class Sketch {
  private static final long ORIGINAL = 1;
  private static final long OUTPUT = 2;
  private static final long STAYED = 4;
  private static final long FLAGS = 7;
  private static final int FLAG_BITS = 3;
  private static final int FIRST_SLOTS = 256;
  private static final int RECENT_BITS = 8;
  private static final int LONGEST_RECENT = 64;
  private static final int SPREAD = 0x9E3779B9;

  private final KeyedFunction function;
  private final int capacity;
  private final @Nullable Object[] recentOriginals = new @Nullable Object[1 << RECENT_BITS];
  private final @Nullable Object[] recentOutputs = new @Nullable Object[1 << RECENT_BITS];
  private long[] table = new long[FIRST_SLOTS];
  private int entries;
  private int level;
  private long unchanged;

  /**
   * @param function gives fingerprints
   * @param capacity most fingerprints that are kept; memory is 16 to 32 bytes for each
   */
  public Sketch(KeyedFunction function, int capacity) {
    this.function = function;
    this.capacity = capacity;
  }

  /** A value that the column has before the rules. */
  public void original(Object value) {
    if (!isRecent(recentOriginals, value)) {
      add(value, ORIGINAL);
    }
  }

  /** The value of a cell that a rule matched, after the rules. */
  public void output(Object value) {
    if (!isRecent(recentOutputs, value)) {
      add(value, OUTPUT);
    }
  }

  /** As {@link #output}, of a cell that has the value that it had before. */
  public void stayed(Object value) {
    unchanged++;
    add(value, OUTPUT | STAYED);
  }

  /** What was seen so far. */
  public Survival survival() {
    long originals = 0;
    long outputs = 0;
    long overlap = 0;
    long stayed = 0;
    for (long entry : table) {
      boolean original = (entry & ORIGINAL) != 0;
      boolean output = (entry & OUTPUT) != 0;
      originals += original ? 1 : 0;
      outputs += output ? 1 : 0;
      overlap += original && output ? 1 : 0;
      stayed += (entry & STAYED) != 0 ? 1 : 0;
    }
    long sampled = 1L << level;
    return new Survival(
        unchanged,
        originals * sampled,
        outputs * sampled,
        overlap * sampled,
        stayed * sampled,
        sampled);
  }

  /** Values that repeat often are not hashed each time. */
  private static boolean isRecent(@Nullable Object[] recent, Object value) {
    if (value instanceof String text && text.length() > LONGEST_RECENT || value instanceof byte[]) {
      return false;
    }
    int slot = (value.hashCode() * SPREAD) >>> (Integer.SIZE - RECENT_BITS);
    if (value.equals(recent[slot])) {
      return true;
    }
    recent[slot] = value;
    return false;
  }

  private void add(Object value, long flags) {
    String text = value instanceof String string ? string : Canonical.text(value);
    long fingerprint = function.number(text) & ~FLAGS;
    if (Long.numberOfLeadingZeros(fingerprint) < level) {
      return;
    }
    if (put(table, fingerprint | flags)) {
      entries++;
      makeRoom();
    }
  }

  private void makeRoom() {
    if (entries > capacity) {
      level++;
      rebuild(table.length);
    } else if (2L * entries > table.length) {
      rebuild(2 * table.length);
    }
  }

  private void rebuild(int slots) {
    long[] old = table;
    table = new long[slots];
    entries = 0;
    for (long entry : old) {
      if (entry != 0 && Long.numberOfLeadingZeros(entry & ~FLAGS) >= level) {
        put(table, entry);
        entries++;
      }
    }
  }

  /** Returns whether the fingerprint is new. */
  private static boolean put(long[] table, long entry) {
    int mask = table.length - 1;
    int slot = (int) (entry >>> FLAG_BITS) & mask;
    while (table[slot] != 0) {
      if (((table[slot] ^ entry) & ~FLAGS) == 0) {
        table[slot] |= entry;
        return false;
      }
      slot = (slot + 1) & mask;
    }
    table[slot] = entry;
    return true;
  }

  /** Names no value. */
  @Override
  public String toString() {
    return "Sketch" + Arrays.asList(entries, level);
  }
}
