package io.understudy.files.parquet;

import java.util.Arrays;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.schema.PrimitiveType;

/** The different values of a chunk, numbered as they come. Of any type but BOOLEAN. */
final class CellDictionary {
  private static final int FIRST_SLOTS = 1 << 10;
  private static final long SPREAD = 0x9E3779B97F4A7C15L; // 2^64 by the golden ratio

  private static final long ENTRY = 0xFFFF_FFFFL;

  private final PlainWriter entries;
  private int[] places = new int[FIRST_SLOTS / 2];
  private int[] seen = new int[FIRST_SLOTS / 2];

  /** Open addressing: 0, or 32 bits of a value's hash and its number plus one. */
  private long[] slots = new long[FIRST_SLOTS];

  private int count;
  private int page;

  CellDictionary(PrimitiveType type) {
    this.entries = new PlainWriter(type);
  }

  /** Number of the value with these bytes, which gets the next one if it is new. */
  int of(byte[] from, int at, int length) {
    int hash = hash(from, at, length);
    int slot = hash & slots.length - 1;
    for (long found = slots[slot]; found != 0; found = slots[slot]) {
      int entry = (int) (found & ENTRY) - 1;
      if (found >> Integer.SIZE == hash && entries.isAt(places[entry], from, at, length)) {
        return entry;
      }
      slot = slot + 1 & slots.length - 1;
    }
    return add(slot, hash, entries.add(from, at, length));
  }

  /** Number of a number. */
  int of(long number) {
    int hash = (int) (mixed(number) >>> Integer.SIZE);
    int slot = hash & slots.length - 1;
    for (long found = slots[slot]; found != 0; found = slots[slot]) {
      int entry = (int) (found & ENTRY) - 1;
      if (found >> Integer.SIZE == hash && entries.number(places[entry]) == number) {
        return entry;
      }
      slot = slot + 1 & slots.length - 1;
    }
    return add(slot, hash, entries.add(number));
  }

  private int add(int slot, int hash, int place) {
    if (count == places.length) {
      places = Arrays.copyOf(places, 2 * count);
      seen = Arrays.copyOf(seen, 2 * count);
    }
    places[count] = place;
    slots[slot] = (long) hash << Integer.SIZE | ++count;
    if (2 * count > slots.length) {
      grow();
    }
    return count - 1;
  }

  private void grow() {
    long[] old = slots;
    slots = new long[2 * old.length];
    for (long found : old) {
      if (found != 0) {
        int slot = (int) (found >> Integer.SIZE) & slots.length - 1;
        while (slots[slot] != 0) {
          slot = slot + 1 & slots.length - 1;
        }
        slots[slot] = found;
      }
    }
  }

  private static int hash(byte[] from, int at, int length) {
    long hash = length;
    int next = at;
    for (int left = length; left > 0; left -= Long.BYTES) {
      hash =
          mixed(
              hash
                  ^ (left < Long.BYTES
                      ? few(from, next, left)
                      : (long) PlainReader.LONGS.get(from, next)));
      next += Long.BYTES;
    }
    return (int) (hash >>> Integer.SIZE);
  }

  private static long few(byte[] from, int at, int count) {
    long bytes = 0;
    for (int i = 0; i < count; i++) {
      bytes = bytes << Byte.SIZE | Byte.toUnsignedLong(from[at + i]);
    }
    return bytes;
  }

  /** Each bit of the number changes about half of those of the result. */
  private static long mixed(long number) {
    long once = number * SPREAD;
    long twice = (once ^ once >>> 32) * SPREAD;
    return twice ^ twice >>> 29;
  }

  /** How many values there are. */
  int count() {
    return count;
  }

  /** Bytes of the values in PLAIN encoding. */
  int size() {
    return entries.size();
  }

  /** The values in PLAIN encoding, in the order of their numbers. */
  byte[] bytes() {
    return entries.bytes();
  }

  /** Widens the statistics of a page by the first {@code length} of these values. */
  void tell(Statistics<?> statistics, int[] numbers, int length) {
    page++;
    for (int i = 0; i < length; i++) {
      int entry = numbers[i];
      if (seen[entry] != page) {
        seen[entry] = page;
        entries.tell(statistics, places[entry]);
      }
    }
  }

  /** Appends the first {@code length} of these values. */
  void write(int[] numbers, int length, PlainWriter into) {
    for (int i = 0; i < length; i++) {
      into.add(entries, places[numbers[i]]);
    }
  }
}
