package io.understudy.files.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;
import org.apache.parquet.format.CompressionCodec;

/**
 * Encodes one flat column of one row group as its values come, with no object for any of them, in
 * data pages V1. Used by one thread.
 */
abstract sealed class CellChunk permits ValueChunk, TruthChunk {
  static final int PAGE_CELLS = 20_000;
  private static final int FIRST_RUN = 64;
  private static final int LARGEST_RUN = 1 << 20;

  private final boolean nullable;
  private final EncodedChunk out;
  private final boolean[] defined = new boolean[PAGE_CELLS];
  private int cells;
  private int present;

  /**
   * @param place for messages
   */
  CellChunk(ColumnDescriptor column, CompressionCodec codec, Place place) {
    this.nullable = column.getMaxDefinitionLevel() > 0;
    this.out = new EncodedChunk(column, codec, place);
  }

  /** The next cell has no value. */
  void addNull() {
    if (!nullable) {
      throw new IllegalArgumentException("the column has no nulls");
    }
    defined[cells++] = false;
    if (cells == PAGE_CELLS) {
      endPage();
    }
  }

  /**
   * The value of the next cell was taken.
   *
   * @param full whether the page's values are so long that it should end
   */
  final void added(boolean full) {
    present++;
    defined[cells++] = true;
    if (full || cells == PAGE_CELLS) {
      endPage();
    }
  }

  /** Values of the page that is being filled. */
  final int present() {
    return present;
  }

  /**
   * The values of a page, encoded.
   *
   * @param bytes without the levels
   */
  record Values(BytesInput bytes, Encoding encoding) {}

  /**
   * Encodes the values of the page; {@link #forget} follows.
   *
   * @param statistics widened by them
   */
  abstract Values endValues(Statistics<?> statistics) throws IOException;

  /** The values of the page are written. */
  abstract void forget();

  /** All pages are made. */
  abstract void end(EncodedChunk pages) throws IOException;

  private void endPage() {
    Statistics<?> statistics = out.facts().newStatistics();
    statistics.setNumNulls(cells - present);
    try {
      BytesInput levels = nullable ? levels() : BytesInput.empty();
      Values values = endValues(statistics);
      out.addPage(
          BytesInput.concat(levels, values.bytes()),
          cells,
          cells,
          statistics,
          Encoding.RLE,
          Encoding.RLE,
          values.encoding());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    forget();
    cells = 0;
    present = 0;
  }

  /** Runs of ones and zeros behind their length. */
  private BytesInput levels() throws IOException {
    byte[] runs;
    if (present == cells || present == 0) {
      ByteArrayOutputStream run = new ByteArrayOutputStream();
      BytesUtils.writeUnsignedVarInt(cells << 1, run);
      run.write(present == 0 ? 0 : 1);
      runs = run.toByteArray();
    } else {
      try (RunLengthBitPackingHybridEncoder encoder = runs(1)) {
        for (int i = 0; i < cells; i++) {
          encoder.writeInt(defined[i] ? 1 : 0);
        }
        runs = encoder.toBytes().toByteArray();
      }
    }
    byte[] length =
        ByteBuffer.allocate(Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(runs.length)
            .array();
    return BytesInput.concat(BytesInput.from(length), BytesInput.from(runs));
  }

  /** Encodes numbers of so many bits as runs. */
  static RunLengthBitPackingHybridEncoder runs(int bits) {
    return new RunLengthBitPackingHybridEncoder(
        bits, FIRST_RUN, LARGEST_RUN, HeapByteBufferAllocator.getInstance());
  }

  /** All cells are in. */
  EncodedChunk finish() {
    if (cells > 0) {
      endPage();
    }
    try {
      end(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out;
  }
}
