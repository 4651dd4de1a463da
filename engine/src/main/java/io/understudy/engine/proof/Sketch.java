package io.understudy.engine.proof;

import io.understudy.engine.Survival;
import io.understudy.engine.key.Canonical;
import io.understudy.engine.key.KeyedFunction;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which values a column had, and which of them are in what is written: fingerprints in one table of
 * bounded size, 29 bits of them keyed, 32 bits a hash that decides what is sampled. When the table
 * is full, every fingerprint but those with one more leading zero bit is dropped, and from then on
 * only such are taken: a sample that is the same for originals and outputs, so that what is in both
 * is counted without bias, and hardly ever wrongly found (two of 16,384 fingerprints are equal by
 * chance once in a billion columns).
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
  private static final int FEWEST_RECENT = 256;
  private static final int SPREAD = 0x9E3779B9;
  private static final int MORE_SPREAD = 0xC2B2AE35;

  /**
   * Entries put into the table at once: places in a large table are waited for, many of them
   * together hardly longer than one.
   */
  private static final int AT_ONCE = 64;

  private final KeyedFunction function;
  private final int capacity;
  private final Recent recentOriginals;
  private final Recent recentOutputs;
  private final long[] waiting = new long[AT_ONCE];
  private int waits;
  private long[] table = new long[FIRST_SLOTS];
  private int entries;
  private int level;
  private long unchanged;

  /**
   * @param function gives fingerprints
   * @param capacity most fingerprints that are kept; memory is 18 to 34 bytes for each
   */
  public Sketch(KeyedFunction function, int capacity) {
    this.function = function;
    this.capacity = capacity;
    int recent = Math.max(FEWEST_RECENT, Integer.highestOneBit(capacity / 4));
    this.recentOriginals = new Recent(recent);
    this.recentOutputs = new Recent(recent);
  }

  /** A value that the column has before the rules. */
  public void original(Object value) {
    add(value, ORIGINAL, recentOriginals);
  }

  /**
   * As {@link #original}, of a text that is ASCII.
   *
   * @param bytes holds it from {@code from} to before {@code to}
   * @param hash its {@link String#hashCode}
   */
  public void original(byte[] bytes, int from, int to, int hash) {
    int spread = spread(hash);
    if (Integer.numberOfLeadingZeros(spread) >= level
        && !recentOriginals.knows(bytes, from, to, spread)) {
      add(spread, function.number(bytes, from, to), ORIGINAL);
    }
  }

  /** The value of a cell that a rule matched, after the rules. */
  public void output(Object value) {
    add(value, OUTPUT, recentOutputs);
  }

  /** As {@link #output}, of a cell that has the value that it had before. */
  public void stayed(Object value) {
    unchanged++;
    add(value, OUTPUT | STAYED, null);
  }

  /** As {@link #stayed}, for more cells with a value that was told of before. */
  public void stayedAgain(long cells) {
    unchanged += cells;
  }

  /** What was seen so far. */
  public Survival survival() {
    putWaiting();
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

  private void add(Object value, long flags, @Nullable Recent recent) {
    String text = value instanceof String string ? string : Canonical.text(value);
    int spread = spread(text.hashCode());
    if (Integer.numberOfLeadingZeros(spread) < level
        || (recent != null && recent.knows(text, spread))) {
      return;
    }
    add(spread, function.number(text), flags);
  }

  private void add(int spread, long keyed, long flags) {
    long fingerprint = ((long) spread << Integer.SIZE | keyed >>> Integer.SIZE) & ~FLAGS;
    if (fingerprint != 0) {
      waiting[waits++] = fingerprint | flags;
      if (waits == AT_ONCE) {
        putWaiting();
      }
    }
  }

  private void putWaiting() {
    for (int i = 0; i < waits; i++) {
      if (Long.numberOfLeadingZeros(waiting[i]) >= level && put(table, waiting[i])) {
        entries++;
        makeRoom();
      }
    }
    waits = 0;
  }

  /** What is sampled depends on this alone, so that most values need not be hashed with the key. */
  private static int spread(int hash) {
    int spread = (hash ^ hash >>> 16) * SPREAD;
    spread = (spread ^ spread >>> 15) * MORE_SPREAD;
    return spread ^ spread >>> 16;
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
      if (entry != 0 && Long.numberOfLeadingZeros(entry) >= level) {
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

  /**
   * Values that repeat often are not hashed with the key each time. What is remembered of a value
   * is its hash, its length and some of its characters: another value that agrees in all of these,
   * and comes next in that slot, is taken for it. Where values turn out to be mostly different,
   * nothing is remembered.
   */
  private static final class Recent {
    private static final int PARTS = 4;
    private static final int PRIME = 1_000_003;
    private static final long MARK_BITS = 0xFFFF_FFFFL;

    private final long[] marks;
    private final Repeats repeats = new Repeats();

    private Recent(int slots) {
      this.marks = new long[slots];
    }

    boolean knows(String text, int spread) {
      return repeats.areWorthIt() && knows(mark(text), spread);
    }

    /** Of an ASCII text. */
    boolean knows(byte[] bytes, int from, int to, int spread) {
      return repeats.areWorthIt() && knows(mark(bytes, from, to - from), spread);
    }

    private boolean knows(long bits, int spread) {
      int slot = spread & (marks.length - 1);
      long mark = (long) spread << Integer.SIZE | bits;
      boolean same = marks[slot] == mark;
      marks[slot] = mark;
      repeats.count(same);
      return same;
    }

    /** 32 bits that are not of the hash code; never 0. */
    private static long mark(String text) {
      int length = text.length();
      long mark = length;
      for (int part = 0; part < PARTS && length > 0; part++) {
        mark = mark * PRIME + text.charAt((length - 1) * part / (PARTS - 1));
      }
      return mark << 1 & MARK_BITS | 1;
    }

    private static long mark(byte[] bytes, int from, int length) {
      long mark = length;
      for (int part = 0; part < PARTS && length > 0; part++) {
        mark = mark * PRIME + bytes[from + (length - 1) * part / (PARTS - 1)];
      }
      return mark << 1 & MARK_BITS | 1;
    }
  }
}
