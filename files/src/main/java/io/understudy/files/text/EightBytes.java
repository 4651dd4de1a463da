package io.understudy.files.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Eight bytes looked at at once. The first of them is the lowest of the word; what is found is
 * marked by the highest bit of its byte. Above the lowest mark there can be false ones, so that
 * each byte marked has to be looked at.
 */
public final class EightBytes {
  /** The highest bit of each byte: set in all but ASCII. */
  public static final long HIGH_BITS = 0x8080_8080_8080_8080L;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long LOW_BITS = 0x0101_0101_0101_0101L;

  private static final long ZEROS = '0' * LOW_BITS;

  /** Added to a number above 9, sets the highest bit. */
  private static final long ABOVE_NINE = (0x80 - 10) * LOW_BITS;

  private EightBytes() {}

  /** The bytes from this position. */
  public static long at(byte[] bytes, int position) {
    return (long) LONGS.get(bytes, position);
  }

  /** A byte eight times; with it {@code zeros(word ^ eight)} marks where it is. */
  public static long eight(byte b) {
    return (b & 0xff) * LOW_BITS;
  }

  /** Marks bytes that are 0. */
  public static long zeros(long word) {
    return word - LOW_BITS & ~word & HIGH_BITS;
  }

  /** Marks bytes below a number, which is 1 to 128 and given {@link #eight} times. */
  public static long below(long word, long eightTimes) {
    return word - eightTimes & ~word & HIGH_BITS;
  }

  /** Marks bytes that are no digits. */
  public static long notDigits(long word) {
    long digits = word ^ ZEROS;
    return (digits + ABOVE_NINE | digits) & HIGH_BITS;
  }

  /**
   * Position of the first of some bytes that is this one, given eight times; {@code to} if none is.
   */
  public static int indexOf(byte[] bytes, int from, int to, long eightTimes) {
    int p = from;
    while (p + Long.BYTES <= to) {
      long marks = zeros(at(bytes, p) ^ eightTimes);
      if (marks != 0) {
        return p + first(marks);
      }
      p += Long.BYTES;
    }
    while (p < to && bytes[p] != (byte) eightTimes) {
      p++;
    }
    return p;
  }

  /** Where in the word the first mark is, 0 to 7; 8 if there is none. */
  public static int first(long marks) {
    return Long.numberOfTrailingZeros(marks) >>> 3;
  }
}
