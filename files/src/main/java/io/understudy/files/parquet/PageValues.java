package io.understudy.files.parquet;

import io.understudy.files.ColumnVector;
import java.io.IOException;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;

/**
 * The values of a column without repetition, in one row group, taken from PLAIN pages and pages of
 * a dictionary as they are there. Used by one thread.
 */
final class PageValues {
  private final Chunk chunk;
  private final RangeReader in;
  private final PageCodec codec;
  private final PageCursor cursor;
  private final boolean isTruth;
  private final PlainVector plain;
  private @Nullable ColumnVector dictionary;
  private byte[] body = new byte[0];
  private int[] definitions = new int[0];
  private int[] entries = new int[0];
  private boolean hasNulls;
  private boolean isPlain;
  private int cells;
  private int cell;
  private int next;

  /**
   * @param in stands at the beginning of the chunk
   */
  PageValues(Chunk chunk, RangeReader in) {
    this.chunk = chunk;
    this.in = in;
    this.codec = PageCodec.of(chunk.meta().getCodec(), chunk.place());
    this.cursor = new PageCursor(in, chunk);
    PrimitiveType type = chunk.descriptor().getPrimitiveType();
    this.isTruth = type.getPrimitiveTypeName() == PrimitiveTypeName.BOOLEAN;
    this.plain = new PlainVector(type);
    if (isTruth) {
      dictionary = VectorCells.vector(type, 2);
      dictionary.set(0, 0);
      dictionary.set(1, 1);
    }
  }

  /** Whether all pages can be taken so. */
  static boolean fits(Chunk chunk) {
    return chunk.descriptor().getMaxRepetitionLevel() == 0
        && VectorCells.isPlain(chunk.descriptor().getPrimitiveType())
        && ByValue.keepsEncodings(chunk);
  }

  /** Puts the next values and nulls into so many rows. */
  void read(ColumnVector into, int end) {
    int at = 0;
    while (at < end) {
      if (cell == cells) {
        nextPage();
      }
      int count = Math.min(end - at, cells - cell);
      if (hasNulls) {
        withNulls(into, at, at + count);
      } else {
        present(into, at, at + count);
      }
      cell += count;
      at += count;
    }
  }

  private void withNulls(ColumnVector into, int row, int end) {
    int present = chunk.descriptor().getMaxDefinitionLevel();
    int shift = cell - row;
    int at = row;
    while (at < end) {
      int from = at;
      while (at < end && definitions[at + shift] == present) {
        at++;
      }
      present(into, from, at);
      while (at < end && definitions[at + shift] != present) {
        into.setNull(at++);
      }
    }
  }

  private void present(ColumnVector into, int row, int end) {
    if (isPlain) {
      next = plain.take(body, next, into, row, end);
      return;
    }
    ColumnVector from = dictionary;
    if (from == null) {
      throw new IllegalArgumentException("no dictionary");
    }
    for (int i = row; i < end; i++) {
      into.set(i, from, entries[next++]);
    }
  }

  private void nextPage() {
    PageHeader header = cursor.next();
    if (header == null) {
      throw cursor.damaged("more values are needed than the chunk declares");
    }
    byte[] bytes = cursor.body(header, codec);
    in.skip(header.getCompressed_page_size());
    if (header.getType() == PageType.DICTIONARY_PAGE) {
      int count = header.getDictionary_page_header().getNum_values();
      ColumnVector vector = VectorCells.vector(chunk.descriptor().getPrimitiveType(), count);
      plain.take(bytes, 0, vector, 0, count);
      dictionary = vector;
    } else if (header.getType() != PageType.INDEX_PAGE) {
      begin(plain(DataPage.of(header, bytes, chunk.descriptor())));
    }
  }

  private DataPage plain(DataPage page) {
    try {
      return isTruth || page.isDictionaryEncoded() ? page : PlainPage.of(page, chunk.descriptor());
    } catch (IOException e) {
      throw cursor.failure("decoding", e);
    }
  }

  private void begin(DataPage page) {
    cells = page.cells();
    cell = 0;
    hasNulls = page.nulls() > 0;
    if (hasNulls) {
      definitions = page.levels().definitions();
    }
    body = page.body();
    isPlain = page.encoding() == Encoding.PLAIN && !isTruth;
    next = isPlain ? page.levels().end() : 0;
    if (isPlain) {
      return;
    }
    if (isTruth) {
      truths(page);
    } else {
      entries = page.entries().all(entries);
    }
  }

  private void truths(DataPage page) {
    int at = page.levels().end();
    switch (page.encoding()) {
      case PLAIN -> {
        entries = new int[page.present()];
        for (int i = 0; i < entries.length; i++) {
          entries[i] = body[at + i / Byte.SIZE] >> i % Byte.SIZE & 1;
        }
      }
      case RLE ->
          entries =
              new HybridRuns(1, body, at + Integer.BYTES, body.length, page.present()).all(entries);
      default -> throw cursor.damaged("it has the encoding " + page.encoding());
    }
  }
}
