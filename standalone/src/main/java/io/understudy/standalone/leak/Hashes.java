package io.understudy.standalone.leak;

import java.util.Arrays;

/** A set of 64-bit hashes of texts, smaller and quicker to ask than one of the texts. */
final class Hashes {
  static final long START = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;
  private static final int SMALLEST = 1 << 10;

  private long[] slots = new long[SMALLEST];
  private int size;

  /** One more character of a text (FNV-1a, over UTF-16 units). */
  static long next(long hash, char c) {
    return (hash ^ c) * PRIME;
  }

  static long of(String text) {
    long hash = START;
    for (int i = 0; i < text.length(); i++) {
      hash = next(hash, text.charAt(i));
    }
    return hash;
  }

  void add(long hash) {
    if (size * 2 >= slots.length) {
      long[] old = slots;
      slots = new long[old.length * 2];
      Arrays.stream(old).filter(each -> each != 0).forEach(this::put);
    }
    if (put(hash == 0 ? 1 : hash)) {
      size++;
    }
  }

  private boolean put(long hash) {
    int slot = slot(hash);
    while (slots[slot] != 0) {
      if (slots[slot] == hash) {
        return false;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    slots[slot] = hash;
    return true;
  }

  boolean contains(long hash) {
    long wanted = hash == 0 ? 1 : hash;
    int slot = slot(wanted);
    while (slots[slot] != 0) {
      if (slots[slot] == wanted) {
        return true;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return false;
  }

  private int slot(long hash) {
    return (int) ((hash ^ (hash >>> 29)) & (slots.length - 1));
  }
}
