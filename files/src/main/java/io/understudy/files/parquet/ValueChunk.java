package io.understudy.files.parquet;

import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;
import org.apache.parquet.format.CompressionCodec;

/**
 * A column of any other type: with a dictionary if the first page is much smaller with it, and as
 * long as that does not grow too large.
 */
final class ValueChunk extends CellChunk {
  /** Beyond, each look into it waits for memory; then plain pages are made faster. */
  private static final int LARGEST_DICTIONARY = 256 << 10;

  private static final double PAYS = 0.7;

  private final CellDictionary dictionary;
  private final PlainWriter plain;
  private final int pageSize;
  private final int width;
  private final int[] entries = new int[PAGE_CELLS];
  private boolean usesEntries = true;
  private boolean hasEntries;
  private long plainSize;

  /**
   * @param pageSize bytes of values that a page ends with, and most of the dictionary
   */
  ValueChunk(ColumnDescriptor column, CompressionCodec codec, Place place, int pageSize) {
    super(column, codec, place);
    this.dictionary = new CellDictionary(column.getPrimitiveType());
    this.plain = new PlainWriter(column.getPrimitiveType());
    this.pageSize = pageSize;
    this.width = Math.max(0, PlainReader.width(column.getPrimitiveType()));
  }

  /** A number; of FLOAT and DOUBLE its bits. */
  void add(long number) {
    if (usesEntries) {
      entries[present()] = dictionary.of(number);
      plainSize += width;
    } else {
      plain.add(number);
    }
    added(isFull());
  }

  void add(byte[] from, int at, int length) {
    if (usesEntries) {
      entries[present()] = dictionary.of(from, at, length);
      plainSize += Integer.BYTES + length;
    } else {
      plain.add(from, at, length);
    }
    added(isFull());
  }

  private boolean isFull() {
    return usesEntries
        ? dictionary.size() >= Math.min(pageSize, LARGEST_DICTIONARY)
        : plain.size() >= pageSize;
  }

  @Override
  Values endValues(Statistics<?> statistics) throws IOException {
    if (usesEntries && present() > 0) {
      dictionary.tell(statistics, entries, present());
      int bits = Integer.SIZE - Integer.numberOfLeadingZeros(dictionary.count() - 1);
      long size = dictionary.size() + (long) present() * bits / Byte.SIZE;
      boolean pays = size < PAYS * plainSize;
      plainSize = 0;
      if (hasEntries || pays) {
        hasEntries = true;
        usesEntries = !isFull();
        return new Values(indices(bits), Encoding.PLAIN_DICTIONARY);
      }
      usesEntries = false;
      dictionary.write(entries, present(), plain);
    } else {
      plain.tellAll(statistics);
    }
    return new Values(plain.view(), Encoding.PLAIN);
  }

  @Override
  void forget() {
    plain.clear();
  }

  private BytesInput indices(int bits) throws IOException {
    try (RunLengthBitPackingHybridEncoder runs = runs(bits)) {
      for (int i = 0; i < present(); i++) {
        runs.writeInt(entries[i]);
      }
      return BytesInput.copy(
          BytesInput.concat(BytesInput.from(new byte[] {(byte) bits}), runs.toBytes()));
    }
  }

  @Override
  void end(EncodedChunk pages) throws IOException {
    if (hasEntries) {
      pages.writeDictionaryPage(
          new DictionaryPage(
              BytesInput.from(dictionary.bytes()), dictionary.count(), Encoding.PLAIN_DICTIONARY));
    }
  }
}
