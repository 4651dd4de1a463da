package io.understudy.files.parquet;

import java.util.Arrays;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.values.bitpacking.BytePacker;
import org.apache.parquet.column.values.bitpacking.Packer;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.Encoding;

/**
 * The repetition and definition levels in front of a data page's values: where they end, and how
 * many values are there.
 */
final class Levels {
  private static final int GROUP = 8;

  private final byte[] body;
  private final int values;
  private final int maxDefinition;
  private final boolean definitionsPacked;
  private int definitionsAt;
  private int definitionsEnd;
  private int repetitions;
  private int end;

  private Levels(byte[] body, int values, int maxDefinition, boolean definitionsPacked) {
    this.body = body;
    this.values = values;
    this.maxDefinition = maxDefinition;
    this.definitionsPacked = definitionsPacked;
  }

  /**
   * Of a data page V1.
   *
   * @param body uncompressed
   * @throws IllegalArgumentException if they are not as the format says
   */
  static Levels of(DataPageHeader page, byte[] body, ColumnDescriptor column) {
    Levels levels =
        new Levels(
            body,
            page.getNum_values(),
            column.getMaxDefinitionLevel(),
            page.getDefinition_level_encoding() == Encoding.BIT_PACKED);
    int repetitions =
        levels.end(
            0,
            column.getMaxRepetitionLevel(),
            page.getRepetition_level_encoding() == Encoding.BIT_PACKED);
    levels.end = levels.end(repetitions, column.getMaxDefinitionLevel(), levels.definitionsPacked);
    levels.definitionsAt =
        repetitions
            + (column.getMaxDefinitionLevel() > 0 && !levels.definitionsPacked ? Integer.BYTES : 0);
    levels.definitionsEnd = levels.end;
    return levels;
  }

  /** Of a data page V2, whose levels are not compressed and have no length before them. */
  static Levels of(DataPageHeaderV2 page, byte[] body, ColumnDescriptor column) {
    Levels levels = new Levels(body, page.getNum_values(), column.getMaxDefinitionLevel(), false);
    levels.repetitions = page.getRepetition_levels_byte_length();
    levels.definitionsAt = levels.repetitions;
    levels.definitionsEnd = levels.definitionsAt + page.getDefinition_levels_byte_length();
    levels.end = levels.definitionsEnd;
    return levels;
  }

  private int end(int at, int max, boolean packed) {
    if (max == 0) {
      return at;
    }
    long length;
    int start = at;
    if (packed) {
      length = ((long) values * bits(max) + Byte.SIZE - 1) / Byte.SIZE;
    } else if (body.length - at < Integer.BYTES) {
      throw new IllegalArgumentException("levels");
    } else {
      length = PlainReader.whole(body, at);
      start += Integer.BYTES;
    }
    if (length < 0 || length > body.length - start) {
      throw new IllegalArgumentException("levels");
    }
    return start + (int) length;
  }

  private static int bits(int max) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(max);
  }

  /** Where the first value of the page is. */
  int end() {
    return end;
  }

  /** Where the definition levels begin, behind their length if they have one. */
  int definitionsAt() {
    return definitionsAt;
  }

  /** Values and nulls. */
  int values() {
    return values;
  }

  /**
   * How many values are there.
   *
   * @throws IllegalArgumentException if a level is higher than the column has
   */
  int present() {
    if (maxDefinition == 0) {
      return values;
    }
    int present = 0;
    if (definitionsPacked) {
      for (int level : definitions()) {
        present += count(level, 1);
      }
      return present;
    }
    HybridRuns runs = runs();
    while (runs.next()) {
      if (runs.isRepeated()) {
        present += count(runs.value(), runs.count());
      } else {
        int[] levels = runs.values();
        for (int i = 0; i < runs.count(); i++) {
          present += count(levels[i], 1);
        }
      }
    }
    return present;
  }

  private int count(int level, int times) {
    if (level > maxDefinition) {
      throw new IllegalArgumentException("a level is too high");
    }
    return level == maxDefinition ? times : 0;
  }

  /** Whether nothing but the levels of a column without repetition is in their bytes. */
  boolean isClean() {
    if (definitionsPacked || repetitions > 0) {
      return false;
    }
    if (maxDefinition == 0) {
      return end == 0;
    }
    HybridRuns runs = runs();
    while (runs.next()) {
      // to the end
    }
    return runs.isClean();
  }

  private HybridRuns runs() {
    return new HybridRuns(bits(maxDefinition), body, definitionsAt, definitionsEnd, values);
  }

  /** One for each value or null. */
  int[] definitions() {
    int[] all = new int[values];
    if (maxDefinition == 0) {
      return all;
    }
    if (definitionsPacked) {
      int bits = bits(maxDefinition);
      int groups = (values + GROUP - 1) / GROUP;
      byte[] bytes =
          Arrays.copyOf(Arrays.copyOfRange(body, definitionsAt, definitionsEnd), groups * bits);
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
