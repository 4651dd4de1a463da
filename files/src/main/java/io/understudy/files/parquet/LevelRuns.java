package io.understudy.files.parquet;

import java.util.Arrays;
import org.apache.parquet.column.values.bitpacking.BytePacker;
import org.apache.parquet.column.values.bitpacking.Packer;

/**
 * The repetition or definition levels of a data page.
 *
 * @param body of the page
 * @param values and nulls of the page
 * @param max level; 0: there are no bytes, as all are 0
 * @param packed whether they are of the encoding BIT_PACKED, else they are runs
 * @param start where they begin in the body
 * @param end where they end
 */
record LevelRuns(byte[] body, int values, int max, boolean packed, int start, int end) {
  private static final int GROUP = 8;

  /**
   * Of a data page V1.
   *
   * @param at where they, or their length, begin
   * @throws IllegalArgumentException if they are longer than the page
   */
  static LevelRuns first(byte[] body, int values, int max, boolean packed, int at) {
    long length = 0;
    int start = at;
    if (max > 0 && packed) {
      length = ((long) values * bits(max) + Byte.SIZE - 1) / Byte.SIZE;
    } else if (max > 0) {
      start = at + Integer.BYTES;
      length = body.length < start ? -1 : PlainReader.whole(body, at);
    }
    if (length < 0 || length > body.length - start) {
      throw new IllegalArgumentException("levels");
    }
    return new LevelRuns(body, values, max, packed, start, start + (int) length);
  }

  private static int bits(int max) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(max);
  }

  /**
   * How often each level is there, and whether nothing but these levels, as runs, is in the bytes.
   */
  record Counts(int[] times, boolean clean) {}

  /**
   * Counts.
   *
   * @throws IllegalArgumentException if they are not as the format says
   */
  Counts counts() {
    int[] times = new int[max + 1];
    if (max == 0) {
      times[0] = values;
      return new Counts(times, end == start);
    }
    if (packed) {
      for (int level : all()) {
        count(times, level, 1);
      }
      return new Counts(times, false);
    }
    HybridRuns runs = runs();
    while (runs.next()) {
      if (runs.isRepeated()) {
        count(times, runs.value(), runs.count());
      } else {
        int[] levels = runs.values();
        for (int i = 0; i < runs.count(); i++) {
          count(times, levels[i], 1);
        }
      }
    }
    return new Counts(times, runs.isClean());
  }

  private static void count(int[] times, int level, int more) {
    if (level < 0 || level >= times.length) {
      throw new IllegalArgumentException("a level is too high");
    }
    times[level] += more;
  }

  private HybridRuns runs() {
    return new HybridRuns(bits(max), body, start, end, values);
  }

  /** That of the first value or null. */
  int first() {
    if (max == 0) {
      return 0;
    }
    if (packed) {
      return all()[0];
    }
    HybridRuns runs = runs();
    runs.next();
    return runs.isRepeated() ? runs.value() : runs.values()[0];
  }

  /** One for each value or null. */
  int[] all() {
    int[] all = new int[values];
    if (max == 0) {
      return all;
    }
    if (packed) {
      int bits = bits(max);
      int groups = (values + GROUP - 1) / GROUP;
      byte[] bytes = Arrays.copyOf(Arrays.copyOfRange(body, start, end), groups * bits);
      int[] padded = new int[groups * GROUP];
      BytePacker packer = Packer.BIG_ENDIAN.newBytePacker(bits);
      for (int group = 0; group < groups; group++) {
        packer.unpack8Values(bytes, group * bits, padded, group * GROUP);
      }
      return Arrays.copyOf(padded, values);
    }
    return runs().all(all);
  }
}
