package io.understudy.loader.extract;

import java.util.Arrays;

/** Places of rows in a relation, as numbers: no object for each. */
final class TidSet {
  private static final int OFFSET_BITS = 16;
  private static final int SMALLEST = 1 << 10;

  private long[] slots = new long[SMALLEST]; // 0: free; no row has offset 0
  private int size;

  /** Of the text form {@code (block,offset)}. */
  static long parse(String tid) {
    int comma = tid.indexOf(',');
    long block = Long.parseLong(tid, 1, comma, 10);
    return block << OFFSET_BITS | Long.parseLong(tid, comma + 1, tid.length() - 1, 10);
  }

  /** As an array of {@code tid}. */
  static String array(long[] tids) {
    StringBuilder text = new StringBuilder("{");
    for (long tid : tids) {
      text.append(text.length() == 1 ? "\"(" : ",\"(")
          .append(tid >>> OFFSET_BITS)
          .append(',')
          .append(tid & (1 << OFFSET_BITS) - 1)
          .append(")\"");
    }
    return text.append('}').toString();
  }

  /** False if it was there. */
  boolean add(long tid) {
    if (size * 2 > slots.length) {
      grow();
    }
    int at = slot(tid);
    if (slots[at] == tid) {
      return false;
    }
    slots[at] = tid;
    size++;
    return true;
  }

  private int slot(long tid) {
    long mixed = tid * 0x9E3779B97F4A7C15L;
    int at = (int) (mixed >>> 32) & slots.length - 1;
    while (slots[at] != 0 && slots[at] != tid) {
      at = at + 1 & slots.length - 1;
    }
    return at;
  }

  private void grow() {
    long[] old = slots;
    slots = new long[2 * old.length];
    for (long tid : old) {
      if (tid != 0) {
        slots[slot(tid)] = tid;
      }
    }
  }

  int size() {
    return size;
  }

  /** In the order of the relation's pages. */
  long[] sorted() {
    return Arrays.stream(slots).filter(tid -> tid != 0).sorted().toArray();
  }
}
