package io.understudy.files.parquet;

import io.understudy.engine.CellException;
import io.understudy.files.parquet.NewNulls.NewLevels;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.zip.CRC32;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.schema.Type.Repetition;
import org.jspecify.annotations.Nullable;

/**
 * Writes the pages of a chunk again with new values, one page after the other. Of pages that refer
 * to a dictionary the compressed bytes stay, if there is nothing in them that no reader decodes,
 * and only the dictionary is made new. Headers hold no statistics; checksums are there for what is
 * new, and where they were.
 */
final class PageRewrite {
  private final ByValue rules;
  private final ChunkFacts facts;
  private final ParquetOutput out;
  private final PlainWriter plain;
  private @Nullable DictionaryEntries dictionary;
  private long place;

  PageRewrite(ByValue rules, ParquetOutput out) {
    this.rules = rules;
    this.out = out;
    this.facts = new ChunkFacts(rules.descriptor());
    this.plain = new PlainWriter(rules.type());
  }

  /** What is said about the chunk. */
  ChunkFacts facts() {
    return facts;
  }

  /**
   * Writes all pages; returns the footer's entry.
   *
   * @param runEnd end of what is read after it without a gap
   * @throws CellException if a value does not pass the rules
   */
  ColumnChunk write(RangeReader in, long runEnd) throws InterruptedException {
    long start = out.position();
    rules.eachPage(in, runEnd, (cursor, header) -> page(in, cursor, header));
    if (dictionary != null) {
      dictionary.count();
    }
    return facts.entry(rules.codec().written(), start);
  }

  private boolean page(RangeReader in, PageCursor cursor, PageHeader header)
      throws IOException, InterruptedException {
    byte[] body = cursor.body(header, rules.codec());
    if (header.getType() == PageType.DICTIONARY_PAGE) {
      dictionary(header, body);
      return true;
    }
    DataPage page = DataPage.of(header, body, rules.descriptor());
    DictionaryEntries known = dictionary;
    if (ByValue.refers(cursor, page.encoding(), known) && known != null) {
      entries(in, known, page);
    } else {
      plain(PlainPage.of(page, rules.descriptor()));
    }
    place += page.rows();
    return true;
  }

  private void dictionary(PageHeader old, byte[] body) throws IOException, InterruptedException {
    DictionaryEntries entries = rules.entries(old, body, new PlainWriter(rules.type()));
    dictionary = entries;
    Encoding encoding = old.getDictionary_page_header().getEncoding();
    byte[] plainBytes = entries.written();
    byte[] bytes = rules.codec().compress(plainBytes);
    PageHeader header =
        new PageHeader(PageType.DICTIONARY_PAGE, plainBytes.length, bytes.length)
            .setDictionary_page_header(new DictionaryPageHeader(entries.size(), encoding))
            .setCrc(crc(bytes));
    int head = send(header, bytes, 0, bytes.length);
    facts.dictionary(encoding, head + bytes.length, head + plainBytes.length);
  }

  private void entries(RangeReader in, DictionaryEntries known, DataPage page) throws IOException {
    Statistics<?> statistics = facts.newStatistics();
    HybridRuns runs = page.entries();
    known.refer(runs, statistics);
    rules.values().nulls(page.nulls());
    BitSet nulls = known.hasNulls() ? NewNulls.of(page, known) : new BitSet();
    // what no reader decodes may be anything, such as bytes behind the runs
    boolean kept =
        nulls.isEmpty()
            && page.present() > 0
            && rules.codec().staysCompressed()
            && runs.isClean()
            && page.levels().isClean();
    if (!kept) {
      send(
          page,
          levels(page, nulls),
          NewNulls.entries(page, known),
          nulls.cardinality(),
          statistics);
      return;
    }
    PageHeader old = page.header();
    PageHeader header =
        header(
            page,
            new PageHeader(
                old.getType(), old.getUncompressed_page_size(), old.getCompressed_page_size()),
            page.levels().end(),
            repetitionBytes(page),
            0);
    if (old.isSetCrc()) {
      header.setCrc(old.getCrc());
    }
    if (page.second() != null) {
      header.getData_page_header_v2().setIs_compressed(page.second().isIs_compressed());
    }
    int head = send(header, in.array(), in.offset(), old.getCompressed_page_size());
    tell(
        page,
        0,
        statistics,
        head + old.getCompressed_page_size(),
        head + old.getUncompressed_page_size());
  }

  private void plain(DataPage page) throws IOException, InterruptedException {
    plain.clear();
    BitSet nulls = rules.transform(page, place, plain);
    Statistics<?> statistics = facts.newStatistics();
    plain.tellAll(statistics);
    send(page, levels(page, nulls), plain.bytes(), nulls.cardinality(), statistics);
  }

  /** Those of the page, made new if there are more nulls or other bytes among them. */
  private NewLevels levels(DataPage page, BitSet nulls) throws IOException {
    if (nulls.isEmpty() && page.levels().isClean()) {
      return new NewLevels(Arrays.copyOf(page.body(), page.levels().end()), repetitionBytes(page));
    }
    if (!nulls.isEmpty() && !rules.type().isRepetition(Repetition.OPTIONAL)) {
      throw new UnfitValueException("the new value is null, which the column cannot be")
          .inCell(rules.row(place + page.levels().place(nulls.nextSetBit(0))), rules.column());
    }
    return NewNulls.levels(page, rules.descriptor(), nulls);
  }

  /** Sends a page with new values. */
  private void send(
      DataPage page, NewLevels made, byte[] values, int moreNulls, Statistics<?> statistics)
      throws IOException {
    byte[] levels = made.bytes();
    byte[] bytes;
    int plainLevels = page.second() == null ? 0 : levels.length;
    if (plainLevels == 0) {
      bytes = rules.codec().compress(joined(levels, values));
    } else {
      bytes = joined(levels, rules.codec().compress(values));
    }
    PageHeader header =
        header(
                page,
                new PageHeader(
                    page.header().getType(), levels.length + values.length, bytes.length),
                levels.length,
                made.repetition(),
                moreNulls)
            .setCrc(crc(bytes));
    int head = send(header, bytes, 0, bytes.length);
    tell(page, moreNulls, statistics, head + bytes.length, head + levels.length + values.length);
  }

  private static byte[] joined(byte[] levels, byte[] values) {
    if (levels.length == 0) {
      return values;
    }
    byte[] all = Arrays.copyOf(levels, levels.length + values.length);
    System.arraycopy(values, 0, all, levels.length, values.length);
    return all;
  }

  /** Without statistics, which would be those of the originals. Levels, if any, are runs. */
  private static PageHeader header(
      DataPage page, PageHeader header, int levelBytes, int repetitionBytes, int moreNulls) {
    DataPageHeaderV2 second = page.second();
    if (second != null) {
      return header.setData_page_header_v2(
          new DataPageHeaderV2(
              page.cells(),
              page.nulls() + moreNulls,
              page.rows(),
              page.encoding(),
              levelBytes - repetitionBytes,
              repetitionBytes));
    }
    return header.setData_page_header(
        new DataPageHeader(page.cells(), page.encoding(), Encoding.RLE, Encoding.RLE));
  }

  /** Of a page of version 2, how many bytes of its levels are repetition levels. */
  private static int repetitionBytes(DataPage page) {
    DataPageHeaderV2 second = page.second();
    return second == null ? 0 : second.getRepetition_levels_byte_length();
  }

  private int send(PageHeader header, byte[] body, int at, int length) {
    byte[] head = Thrift.write(header);
    out.write(head, 0, head.length);
    out.write(body, at, length);
    return head.length;
  }

  private void tell(
      DataPage page, int moreNulls, Statistics<?> statistics, int compressed, int uncompressed) {
    statistics.incrementNumNulls((long) page.nulls() + moreNulls);
    facts.levels(Encoding.RLE);
    if (!page.levels().startsRow()) {
      facts.splitsRow();
    }
    facts.page(
        page.header().getType(),
        page.encoding(),
        page.cells(),
        page.rows(),
        statistics,
        compressed,
        uncompressed);
  }

  private static int crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return (int) crc.getValue();
  }
}
