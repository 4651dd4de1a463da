package io.understudy.files.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.BitSet;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;

/** Levels and indices of a data page made new, where some values became null or not. */
final class NewNulls {
  private static final int FIRST_ROOM = 64;

  private NewNulls() {}

  /** Which values refer to entries that became null. */
  static BitSet of(DataPage page, DictionaryEntries dictionary) {
    BitSet nulls = new BitSet();
    int[] entries = indices(page);
    for (int i = 0; i < entries.length; i++) {
      nulls.set(i, dictionary.isNull(entries[i]));
    }
    return nulls;
  }

  private static int[] indices(DataPage page) {
    return page.entries().all(new int[page.present()]);
  }

  /** The indices of the values that are left, as the page had them. */
  static byte[] entries(DataPage page, DictionaryEntries dictionary) throws IOException {
    int bits = BytesUtils.getWidthFromMaxInt(Math.max(0, dictionary.size() - 1));
    try (RunLengthBitPackingHybridEncoder encoder = encoder(bits, page.cells())) {
      for (int entry : indices(page)) {
        if (!dictionary.isNull(entry)) {
          encoder.writeInt(entry);
        }
      }
      byte[] runs = encoder.toBytes().toByteArray();
      byte[] bytes = new byte[1 + runs.length];
      bytes[0] = (byte) bits;
      System.arraycopy(runs, 0, bytes, 1, runs.length);
      return bytes;
    }
  }

  private static RunLengthBitPackingHybridEncoder encoder(int bits, int values) {
    return new RunLengthBitPackingHybridEncoder(
        bits, FIRST_ROOM, FIRST_ROOM + values, HeapByteBufferAllocator.getInstance());
  }

  /**
   * Both kinds of levels of a page.
   *
   * @param bytes repetition levels, then definition levels
   * @param repetition how many bytes are repetition levels
   */
  record NewLevels(byte[] bytes, int repetition) {}

  /**
   * Levels, perhaps with more nulls, with their lengths before them if the page's version has that.
   *
   * @param nulls of the values that were there
   */
  static NewLevels levels(DataPage page, ColumnDescriptor column, BitSet nulls) throws IOException {
    int present = column.getMaxDefinitionLevel();
    int[] definitions = page.levels().definitions();
    int value = 0;
    for (int i = 0; i < definitions.length; i++) {
      if (definitions[i] == present) {
        definitions[i] = nulls.get(value) ? present - 1 : present;
        value++;
      }
    }
    byte[] repetition = encoded(page, page.levels().repetitions(), column.getMaxRepetitionLevel());
    byte[] definition = encoded(page, definitions, present);
    byte[] both = Arrays.copyOf(repetition, repetition.length + definition.length);
    System.arraycopy(definition, 0, both, repetition.length, definition.length);
    return new NewLevels(both, repetition.length);
  }

  private static byte[] encoded(DataPage page, int[] all, int max) throws IOException {
    if (max == 0) {
      return new byte[0];
    }
    try (RunLengthBitPackingHybridEncoder encoder =
        encoder(BytesUtils.getWidthFromMaxInt(max), page.cells())) {
      for (int level : all) {
        encoder.writeInt(level);
      }
      byte[] levels = encoder.toBytes().toByteArray();
      return page.second() != null
          ? levels
          : ByteBuffer.allocate(Integer.BYTES + levels.length)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putInt(levels.length)
              .put(levels)
              .array();
    }
  }
}
