package io.understudy.files.parquet;

import java.util.Arrays;
import org.apache.parquet.column.values.bitpacking.BytePacker;
import org.apache.parquet.column.values.bitpacking.Packer;

/**
 * The runs of whole numbers in the hybrid of run-length encoding and bit-packing (parquet-format,
 * Encodings.md, "RLE = 3"), one after the other; a long packed run in pieces. Bytes that are
 * missing at the end of a packed run are zeros, as some writers cut it.
 */
final class HybridRuns {
  private static final int GROUP = 8;
  private static final int LARGE_GROUP = 32;
  private static final int PIECE = 1 << 10;
  private static final int MOST_BITS = 32;

  private final int bits;
  private final BytePacker packer;
  private final byte[] in;
  private final int end;
  private final int[] values = new int[PIECE];
  private int at;
  private int left;
  private long packedLeft;
  private int count;
  private int value;
  private boolean repeated;
  private boolean padded;

  /**
   * @param bits of a number, 0 to 32
   * @param in the runs, from {@code at} to before {@code end}
   * @param wanted how many numbers there are
   * @throws IllegalArgumentException if there are no numbers of so many bits
   */
  HybridRuns(int bits, byte[] in, int at, int end, int wanted) {
    if (bits < 0 || bits > MOST_BITS) {
      throw new IllegalArgumentException("bits");
    }
    this.bits = bits;
    this.packer = Packer.LITTLE_ENDIAN.newBytePacker(bits);
    this.in = in;
    this.at = at;
    this.end = end;
    this.left = wanted;
  }

  /**
   * Goes to the next run; false if all wanted numbers were seen.
   *
   * @throws IllegalArgumentException if the bytes end before them
   */
  boolean next() {
    if (left == 0) {
      return false;
    }
    if (packedLeft == 0) {
      begin();
    }
    if (packedLeft > 0) {
      unpack();
    }
    count = Math.min(count, left);
    left -= count;
    return true;
  }

  /**
   * Once all wanted numbers were seen: whether nothing but they is in the bytes, so that these may
   * be passed on.
   */
  boolean isClean() {
    return at == end && packedLeft == 0 && !padded;
  }

  /** Whether the run is one {@link #value} again and again; else it is {@link #values}. */
  boolean isRepeated() {
    return repeated;
  }

  /** Numbers in the run. */
  int count() {
    return count;
  }

  int value() {
    return value;
  }

  /** The first {@link #count} of them are the run; live. */
  int[] values() {
    return values;
  }

  /**
   * All that are left, at the start of an array.
   *
   * @param into is made larger as they come, if there is no room in it
   */
  int[] all(int[] into) {
    int[] all = into;
    int at = 0;
    while (next()) {
      if (all.length < at + count) {
        all = Arrays.copyOf(all, Math.max(at + count, 2 * all.length));
      }
      if (repeated) {
        Arrays.fill(all, at, at + count, value);
      } else {
        System.arraycopy(values, 0, all, at, count);
      }
      at += count;
    }
    return all;
  }

  private void begin() {
    long header = varint();
    if (header >>> 1 == 0) {
      // readers do not agree on what it means
      throw new IllegalArgumentException("a run of no numbers");
    }
    if ((header & 1) == 1) {
      long packed = (header >>> 1) * GROUP;
      // more than is wanted is padding
      packedLeft = Math.min(packed, ((long) left + GROUP - 1) / GROUP * GROUP);
      if ((packedLeft - GROUP) / GROUP * bits > end - at) {
        throw new IllegalArgumentException("a run ends early");
      }
      count = 0;
      return;
    }
    int width = (bits + Byte.SIZE - 1) / Byte.SIZE;
    if (width > end - at) {
      throw new IllegalArgumentException("a run ends early");
    }
    repeated = true;
    count = (int) Math.min(header >>> 1, left);
    value = 0;
    for (int i = 0; i < width; i++) {
      value |= (in[at++] & 0xFF) << (Byte.SIZE * i);
    }
  }

  private long varint() {
    long number = 0;
    for (int shift = 0; shift < MOST_BITS; shift += 7) {
      if (at >= end) {
        throw new IllegalArgumentException("runs end early");
      }
      byte next = in[at++];
      number |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return number;
      }
    }
    throw new IllegalArgumentException("a run is too long");
  }

  private void unpack() {
    repeated = false;
    count = (int) Math.min(packedLeft, PIECE);
    packedLeft -= count;
    int length = count / GROUP * bits;
    byte[] bytes = in;
    int from = at;
    if (length > end - at) {
      bytes = new byte[length];
      System.arraycopy(in, at, bytes, 0, end - at);
      from = 0;
    }
    at = Math.min(end, at + length);
    int done = 0;
    for (; done + LARGE_GROUP <= count; done += LARGE_GROUP) {
      packer.unpack32Values(bytes, from, values, done);
      from += LARGE_GROUP / GROUP * bits;
    }
    for (; done < count; done += GROUP) {
      packer.unpack8Values(bytes, from, values, done);
      from += bits;
    }
    for (int i = left; i < count; i++) {
      padded |= values[i] != 0;
    }
  }
}
