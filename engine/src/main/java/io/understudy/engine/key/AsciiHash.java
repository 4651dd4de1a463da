package io.understudy.engine.key;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * {@link String#hashCode} of ASCII texts of which only the bytes are there, eight of them at a
 * time.
 */
public final class AsciiHash {
  /** No hash code: the text is not ASCII. */
  public static final long NONE = Long.MIN_VALUE;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
  private static final long EVERY_SECOND = 0x00FF_00FF_00FF_00FFL;
  private static final long EVERY_FOURTH = 0x0000_FFFF_0000_FFFFL;
  private static final int PRIME = 31;
  private static final int SQUARE = PRIME * PRIME;
  private static final int FOURTH = SQUARE * SQUARE;

  /** The prime to the power of 0 to 8. */
  private static final int[] POWERS = new int[Long.BYTES + 1];

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = POWERS[i - 1] * PRIME;
    }
  }

  private AsciiHash() {}

  /**
   * The hash code of the text whose bytes these are, from {@code from} to before {@code to}.
   *
   * @return an int, or {@link #NONE}
   */
  public static long of(byte[] bytes, int from, int to) {
    int hash = 0;
    long all = 0;
    int at = from;
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      long word = (long) LONG.get(bytes, at);
      all |= word;
      hash = hash * (FOURTH * FOURTH) + eight(word);
    }
    int rest = to - at;
    if (rest > 0) {
      if (to >= Long.BYTES) {
        // what is before them becomes zeros, which add nothing
        long last = (long) LONG.get(bytes, to - Long.BYTES);
        long word = last & -1L << Byte.SIZE * (Long.BYTES - rest);
        all |= word;
        hash = hash * POWERS[rest] + eight(word);
      } else {
        for (; at < to; at++) {
          all |= bytes[at];
          hash = hash * PRIME + bytes[at];
        }
      }
    }
    return (all & HIGH_BITS) == 0 ? hash : NONE;
  }

  /** What eight bytes add: pairs of them, pairs of pairs, and both halves. */
  private static int eight(long word) {
    long pairs = (word & EVERY_SECOND) * PRIME + (word >>> Byte.SIZE & EVERY_SECOND);
    long fours = (pairs & EVERY_FOURTH) * SQUARE + (pairs >>> Short.SIZE & EVERY_FOURTH);
    return (int) fours * FOURTH + (int) (fours >>> Integer.SIZE);
  }
}
