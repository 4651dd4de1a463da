package io.understudy.files.parquet;

import java.util.Arrays;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.values.bitpacking.BytePacker;
import org.apache.parquet.column.values.bitpacking.Packer;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.Encoding;

/**
 * The definition levels in front of a data page's values, of a column without repetition: where
 * they end, and how many values are there.
 */
final class Levels {
  private static final int GROUP = 8;

  private final byte[] body;
  private final int values;
  private final int maxDefinition;
  private final boolean packed;
  private final int start;
  private final int end;
  private int present;
  private boolean clean;

  /**
   * @param values and nulls of the page
   * @param packed whether they are of the encoding BIT_PACKED, else they are runs
   * @param start where they begin in the body, {@code end} where they end
   */
  private Levels(byte[] body, int values, int maxDefinition, boolean packed, int start, int end) {
    this.body = body;
    this.values = values;
    this.maxDefinition = maxDefinition;
    this.packed = packed;
    this.start = start;
    this.end = end;
    count();
  }

  /**
   * Of a data page V1.
   *
   * @param body uncompressed
   * @throws IllegalArgumentException if they are not as the format says
   */
  static Levels of(DataPageHeader page, byte[] body, ColumnDescriptor column) {
    int max = column.getMaxDefinitionLevel();
    int values = page.getNum_values();
    boolean packed = page.getDefinition_level_encoding() == Encoding.BIT_PACKED;
    long length = 0;
    int start = 0;
    if (max > 0 && packed) {
      length = ((long) values * bits(max) + Byte.SIZE - 1) / Byte.SIZE;
    } else if (max > 0) {
      start = Integer.BYTES;
      length = body.length < start ? -1 : PlainReader.whole(body, 0);
    }
    if (length < 0 || length > body.length - start) {
      throw new IllegalArgumentException("levels");
    }
    return new Levels(body, values, max, packed, start, start + (int) length);
  }

  /**
   * Of a data page V2, whose levels are not compressed and have no length before them.
   *
   * @throws IllegalArgumentException if they are not as the format says
   */
  static Levels of(DataPageHeaderV2 page, byte[] body, ColumnDescriptor column) {
    // repetition levels say nothing here, but may be there
    int start = page.getRepetition_levels_byte_length();
    Levels levels =
        new Levels(
            body,
            page.getNum_values(),
            column.getMaxDefinitionLevel(),
            false,
            start,
            start + page.getDefinition_levels_byte_length());
    levels.clean &= start == 0;
    return levels;
  }

  private static int bits(int max) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(max);
  }

  /** Where the first value of the page is. */
  int end() {
    return end;
  }

  /** How many values are there. */
  int present() {
    return present;
  }

  /** Whether nothing but these levels, as runs, is in their bytes. */
  boolean isClean() {
    return clean;
  }

  private void count() {
    if (maxDefinition == 0) {
      present = values;
      clean = end == start;
    } else if (packed) {
      for (int level : definitions()) {
        count(level, 1);
      }
    } else {
      HybridRuns runs = runs();
      while (runs.next()) {
        if (runs.isRepeated()) {
          count(runs.value(), runs.count());
        } else {
          int[] levels = runs.values();
          for (int i = 0; i < runs.count(); i++) {
            count(levels[i], 1);
          }
        }
      }
      clean = runs.isClean();
    }
  }

  private void count(int level, int times) {
    if (level > maxDefinition) {
      throw new IllegalArgumentException("a level is too high");
    }
    present += level == maxDefinition ? times : 0;
  }

  private HybridRuns runs() {
    return new HybridRuns(bits(maxDefinition), body, start, end, values);
  }

  /** One for each value or null. */
  int[] definitions() {
    int[] all = new int[values];
    if (maxDefinition == 0) {
      return all;
    }
    if (packed) {
      int bits = bits(maxDefinition);
      int groups = (values + GROUP - 1) / GROUP;
      byte[] bytes = Arrays.copyOf(Arrays.copyOfRange(body, start, end), groups * bits);
      int[] padded = new int[groups * GROUP];
      BytePacker packer = Packer.BIG_ENDIAN.newBytePacker(bits);
      for (int group = 0; group < groups; group++) {
        packer.unpack8Values(bytes, group * bits, padded, group * GROUP);
      }
      return Arrays.copyOf(padded, values);
    }
    HybridRuns runs = runs();
    int at = 0;
    while (runs.next()) {
      if (runs.isRepeated()) {
        Arrays.fill(all, at, at + runs.count(), runs.value());
      } else {
        System.arraycopy(runs.values(), 0, all, at, runs.count());
      }
      at += runs.count();
    }
    return all;
  }

  /** Position among values and nulls of the value with this number among the values. */
  int place(int value) {
    return places(value + 1)[value];
  }

  /** The same of the first {@code count} values. */
  int[] places(int count) {
    int[] definitions = definitions();
    int[] places = new int[count];
    int seen = 0;
    for (int i = 0; i < definitions.length && seen < count; i++) {
      if (definitions[i] == maxDefinition) {
        places[seen++] = i;
      }
    }
    return places;
  }
}
