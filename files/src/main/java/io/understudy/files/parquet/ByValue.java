package io.understudy.files.parquet;

import io.understudy.engine.CellException;
import io.understudy.engine.PlanExecution;
import io.understudy.engine.TextExecution;
import io.understudy.engine.ValueExecution;
import io.understudy.files.FileException;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.Set;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;

/** One chunk of a column and the rules at work on its values, apart from their rows. */
final class ByValue {
  /** Values that pass through the rules together. */
  static final int SLICE = 1 << 10;

  private static final int BLOCK = 1 << 20;
  private static final Set<Encoding> ENCODINGS =
      EnumSet.of(
          Encoding.PLAIN,
          Encoding.PLAIN_DICTIONARY,
          Encoding.RLE_DICTIONARY,
          Encoding.RLE,
          Encoding.BIT_PACKED);

  private final Source source;
  private final Chunk chunk;
  private final long firstRow;
  private final PageCodec codec;
  private final Rules rules;
  private final @Nullable PlainTexts texts;

  /**
   * The rules of a column.
   *
   * @param values at work on values that stand in the pages themselves
   * @param entries at work on those that stand in a dictionary
   * @param texts as {@code values}, of a column of texts; null: it is none, or its texts stay
   */
  record Rules(ValueExecution values, ValueExecution entries, @Nullable TextExecution texts) {

    /** Null if the column's cells depend on others of their row, or others on them. */
    static @Nullable Rules of(PlanExecution execution, int column) {
      ValueExecution values = execution.byValue(column);
      ValueExecution entries = execution.byValue(column);
      return values == null || entries == null
          ? null
          : new Rules(values, entries, execution.byText(column));
    }
  }

  /**
   * @param firstRow 0-based number in the file of the chunk's first row
   */
  ByValue(Source source, Chunk chunk, Rules rules, long firstRow) {
    this.source = source;
    this.chunk = chunk;
    this.firstRow = firstRow;
    this.codec = PageCodec.of(chunk.meta().getCodec(), chunk.place());
    this.rules = rules;
    this.texts =
        rules.texts() != null && PlainTexts.fits(type()) ? new PlainTexts(rules.texts()) : null;
  }

  /** Whether pages of the column can be taken apart here. */
  static boolean fits(PrimitiveType type) {
    return type.getPrimitiveTypeName() != PrimitiveTypeName.BOOLEAN;
  }

  /** Whether all pages are of encodings that can be kept. */
  boolean keepsEncodings() {
    return keepsEncodings(chunk);
  }

  /** Whether all pages of a chunk are PLAIN, or of a dictionary; those of a BOOLEAN perhaps RLE. */
  static boolean keepsEncodings(Chunk chunk) {
    return chunk.meta().getNum_values() == 0 || ENCODINGS.containsAll(chunk.meta().getEncodings());
  }

  Chunk chunk() {
    return chunk;
  }

  PageCodec codec() {
    return codec;
  }

  ColumnDescriptor descriptor() {
    return chunk.descriptor();
  }

  PrimitiveType type() {
    return chunk.descriptor().getPrimitiveType();
  }

  ValueExecution values() {
    return rules.values();
  }

  String column() {
    return String.join(".", chunk.descriptor().getPath());
  }

  /** 0-based row in the file of one of the chunk. */
  long row(long place) {
    return firstRow + place;
  }

  /**
   * Passes the dictionary through the rules.
   *
   * @param into where the new entries go; null: nowhere
   */
  DictionaryEntries entries(PageHeader header, byte[] body, @Nullable PlainWriter into)
      throws InterruptedException {
    int count = header.getDictionary_page_header().getNum_values();
    return new DictionaryEntries(
        column(), type(), count, body, rules.entries(), into, () -> firstUses(count));
  }

  /** What is done with a page. */
  interface Step {
    /**
     * Takes a page of values or the dictionary; the reader stands at its body.
     *
     * @return false if no other page is wanted
     */
    boolean take(PageCursor cursor, PageHeader header) throws IOException, InterruptedException;
  }

  /**
   * Walks over the chunk.
   *
   * @param runEnd end of what is read after it without a gap
   * @return whether all pages were wanted
   */
  boolean eachPage(RangeReader in, long runEnd, Step step) throws InterruptedException {
    in.open(chunk.start(), chunk.end(), runEnd);
    PageCursor cursor = new PageCursor(in, chunk);
    for (PageHeader header = cursor.next(); header != null; header = cursor.next()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      try {
        if (header.getType() != PageType.INDEX_PAGE && !step.take(cursor, header)) {
          return false;
        }
      } catch (CellException | FileException e) {
        throw e;
      } catch (UnfitValueException e) {
        throw cursor.damaged(e.getMessage());
      } catch (IOException | RuntimeException | OutOfMemoryError e) {
        throw cursor.failure("decoding", e);
      }
      in.skip(header.getCompressed_page_size());
    }
    return true;
  }

  /**
   * Whether values of an encoding are entries of a dictionary; else they stand in the page.
   *
   * @param dictionary of the chunk, if there was one
   */
  static boolean refers(
      PageCursor cursor, Encoding encoding, @Nullable DictionaryEntries dictionary) {
    boolean refers = encoding == Encoding.PLAIN_DICTIONARY || encoding == Encoding.RLE_DICTIONARY;
    if (refers && dictionary == null) {
      throw cursor.damaged("it refers to a dictionary that the chunk does not have");
    }
    return refers;
  }

  /** For each entry of the dictionary the first row that refers to it, or -1. */
  private long[] firstUses(int entries) throws InterruptedException {
    long[] firsts = new long[entries];
    Arrays.fill(firsts, -1);
    long[] place = new long[1];
    eachPage(
        new RangeReader(source, BLOCK),
        chunk.end(),
        (cursor, header) -> {
          if (header.getType() != PageType.DICTIONARY_PAGE) {
            DataPage page = DataPage.of(header, cursor.body(header, codec), descriptor());
            if (page.isDictionaryEncoded()) {
              note(page, place[0], firsts);
            }
            place[0] += page.rows();
          }
          return true;
        });
    return firsts;
  }

  private void note(DataPage page, long place, long[] firsts) {
    int[] places = page.levels().places(page.present());
    HybridRuns runs = page.entries();
    int value = 0;
    while (runs.next()) {
      for (int i = 0; i < runs.count(); i++) {
        int entry = runs.isRepeated() ? runs.value() : runs.values()[i];
        if (firsts[entry] < 0) {
          firsts[entry] = row(place + places[value]);
        }
        value++;
      }
    }
  }

  /**
   * Passes the values of a PLAIN page through the rules.
   *
   * @param place of the page's first row in the chunk
   * @param into where the new values go; null: nowhere
   * @return which values became null
   * @throws CellException if one does not pass
   */
  BitSet transform(DataPage page, long place, @Nullable PlainWriter into)
      throws InterruptedException {
    if (texts != null && into != null) {
      return transform(texts, page, place, into);
    }
    PlainReader reader =
        new PlainReader(type(), page.body(), page.levels().end(), page.body().length);
    @Nullable Object[] slice = new @Nullable Object[Math.min(SLICE, page.present())];
    BitSet nulls = new BitSet();
    for (int done = 0; done < page.present(); ) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      int size = Math.min(slice.length, page.present() - done);
      for (int i = 0; i < size; i++) {
        slice[i] = reader.next();
      }
      JsonTexts before = JsonTexts.of(type(), slice, size);
      try {
        rules.values().transform(slice, size);
      } catch (CellException e) {
        throw e.at(row(place + page.levels().place(done + (int) e.row())));
      }
      for (int i = 0; i < size && into != null; i++) {
        Object value = slice[i];
        if (value == null) {
          nulls.set(done + i);
          continue;
        }
        try {
          before.check(i, value);
          into.add(value);
        } catch (UnfitValueException e) {
          throw e.inCell(row(place + page.levels().place(done + i)), column());
        }
      }
      rules.values().count(null);
      done += size;
    }
    rules.values().nulls(page.nulls());
    return nulls;
  }

  private BitSet transform(PlainTexts texts, DataPage page, long place, PlainWriter into)
      throws InterruptedException {
    texts.begin(page.body(), page.levels().end());
    BitSet nulls = new BitSet();
    for (int done = 0; done < page.present(); ) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      int size = Math.min(SLICE, page.present() - done);
      try {
        texts.transform(size);
      } catch (CellException e) {
        throw e.at(row(place + page.levels().place(done + (int) e.row())));
      }
      texts.write(size, into, nulls, done);
      done += size;
    }
    rules.values().nulls(page.nulls());
    return nulls;
  }
}
