package io.understudy.files.parquet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.schema.PrimitiveType;

/** The different values of a chunk, numbered as they come. Of any type but BOOLEAN. */
final class CellDictionary {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int FIRST_SLOTS = 1 << 10;
  private static final long SPREAD = 0x9E3779B97F4A7C15L; // 2^64 by the golden ratio

  private final PlainWriter entries;
  private int[] places = new int[FIRST_SLOTS / 2];
  private int[] seen = new int[FIRST_SLOTS / 2];
  private int[] hashes = new int[FIRST_SLOTS / 2];
  private int[] slots = new int[FIRST_SLOTS];
  private int count;
  private int page;

  CellDictionary(PrimitiveType type) {
    this.entries = new PlainWriter(type);
  }

  /** Number of the value with these bytes, which gets the next one if it is new. */
  int of(byte[] from, int at, int length) {
    int hash = hash(from, at, length);
    int slot = hash & slots.length - 1;
    for (int entry = slots[slot] - 1; entry >= 0; entry = slots[slot] - 1) {
      if (hashes[entry] == hash && entries.isAt(places[entry], from, at, length)) {
        return entry;
      }
      slot = slot + 1 & slots.length - 1;
    }
    return add(slot, hash, entries.add(from, at, length));
  }

  /** Number of a number. */
  int of(long number) {
    int hash = mixed(number * SPREAD);
    int slot = hash & slots.length - 1;
    for (int entry = slots[slot] - 1; entry >= 0; entry = slots[slot] - 1) {
      if (entries.number(places[entry]) == number) {
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
      hashes = Arrays.copyOf(hashes, 2 * count);
    }
    places[count] = place;
    hashes[count] = hash;
    slots[slot] = ++count;
    if (2 * count > slots.length) {
      grow();
    }
    return count - 1;
  }

  private void grow() {
    slots = new int[2 * slots.length];
    for (int entry = 0; entry < count; entry++) {
      int slot = hashes[entry] & slots.length - 1;
      while (slots[slot] != 0) {
        slot = slot + 1 & slots.length - 1;
      }
      slots[slot] = entry + 1;
    }
  }

  private static int hash(byte[] from, int at, int length) {
    long hash = length;
    int end = at + length;
    int next = at;
    for (; next <= end - Long.BYTES; next += Long.BYTES) {
      hash = (hash ^ (long) LONGS.get(from, next)) * SPREAD;
      hash ^= hash >>> 32;
    }
    for (; next < end; next++) {
      hash = (hash ^ from[next]) * SPREAD;
    }
    return mixed(hash);
  }

  private static int mixed(long hash) {
    return (int) (hash ^ hash >>> 32);
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
