package io.understudy.files.parquet;

import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.format.CompressionCodec;

/** A column of BOOLEAN: a bit for each value. */
final class TruthChunk extends CellChunk {
  private final byte[] bits = new byte[PAGE_CELLS / Byte.SIZE];

  TruthChunk(ColumnDescriptor column, CompressionCodec codec, Place place) {
    super(column, codec, place);
  }

  void add(boolean value) {
    if (value) {
      bits[present() / Byte.SIZE] |= (byte) (1 << present() % Byte.SIZE);
    }
    added(false);
  }

  @Override
  Values endValues(Statistics<?> statistics) {
    int trues = 0;
    for (byte eight : bits) {
      trues += Integer.bitCount(Byte.toUnsignedInt(eight));
    }
    if (trues > 0) {
      statistics.updateStats(true);
    }
    if (trues < present()) {
      statistics.updateStats(false);
    }
    return new Values(
        BytesInput.from(bits, 0, (present() + Byte.SIZE - 1) / Byte.SIZE), Encoding.PLAIN);
  }

  @Override
  void forget() {
    Arrays.fill(bits, (byte) 0);
  }

  @Override
  void end(EncodedChunk pages) {
    // all is in the pages
  }
}
