package io.understudy.files.parquet;

import java.util.Arrays;
import org.apache.parquet.format.BloomFilterHeader;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageLocation;
import org.apache.parquet.format.PageType;
import org.jspecify.annotations.Nullable;

/**
 * A chunk that no rule changes, and whose dictionary holds nothing but values of its rows if the
 * plan checks them: its pages are copied as they are, piece by piece, each header walked and each
 * checksum verified. Bytes between and behind pages are not copied.
 */
final class ChunkCopy implements ChunkIndexes {
  private static final int PIECE = 256 << 10;
  private static final int FILTER_HEADER = 1 << 10;

  private final Chunk chunk;
  private final RangeReader in;
  private final long fileSize;
  private long[] pageStarts = new long[8];
  private int pages;
  private long shift;

  /**
   * @param in reads the file
   * @param fileSize in bytes
   */
  ChunkCopy(Chunk chunk, RangeReader in, long fileSize) {
    this.chunk = chunk;
    this.in = in;
    this.fileSize = fileSize;
  }

  /**
   * Copies the pages.
   *
   * @param runEnd end of the range that is copied without a gap, of which this chunk is a part
   */
  ColumnChunk pages(long runEnd, ParquetOutput out) throws InterruptedException {
    in.open(chunk.start(), chunk.end(), runEnd);
    long start = out.position();
    shift = start - chunk.start();
    long dictionary = -1;
    long data = -1;
    long uncompressed = 0;
    PageCursor cursor = new PageCursor(in, chunk);
    for (PageHeader header = cursor.next(); header != null; header = cursor.next()) {
      if (header.getType() == PageType.DICTIONARY_PAGE) {
        dictionary = out.position();
      } else if (header.getType() == PageType.INDEX_PAGE) {
        in.skip(header.getCompressed_page_size());
        shift -= cursor.rawHeader().length + header.getCompressed_page_size();
        continue;
      } else {
        data = data < 0 ? out.position() : data;
        add(cursor.headerStart() + shift);
      }
      out.write(cursor.rawHeader(), 0, cursor.rawHeader().length);
      body(cursor, header, out);
      uncompressed += cursor.rawHeader().length + header.getUncompressed_page_size();
    }
    ColumnMetaData meta = new ColumnMetaData(chunk.meta());
    meta.setData_page_offset(data < 0 ? start : data);
    meta.setTotal_compressed_size(out.position() - start);
    meta.setTotal_uncompressed_size(uncompressed);
    if (dictionary < 0) {
      meta.unsetDictionary_page_offset();
    } else {
      meta.setDictionary_page_offset(dictionary);
    }
    meta.unsetIndex_page_offset();
    meta.unsetBloom_filter_offset();
    meta.unsetBloom_filter_length();
    return new ColumnChunk(0).setMeta_data(meta);
  }

  private void add(long start) {
    if (pages == pageStarts.length) {
      pageStarts = Arrays.copyOf(pageStarts, 2 * pages);
    }
    pageStarts[pages++] = start;
  }

  private void body(PageCursor cursor, PageHeader header, ParquetOutput out)
      throws InterruptedException {
    for (int left = header.getCompressed_page_size(); left > 0; ) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      int piece = in.ensure(Math.min(left, PIECE));
      cursor.digest(in.array(), in.offset(), piece);
      out.write(in.array(), in.offset(), piece);
      in.skip(piece);
      left -= piece;
    }
    cursor.check(header);
  }

  /** The column index as it was, or null if there is none that fits the pages. */
  @Override
  public @Nullable ColumnIndex columnIndex() {
    ColumnChunk entry = chunk.footer();
    byte[] bytes =
        entry.isSetColumn_index_offset()
            ? index(entry.getColumn_index_offset(), entry.getColumn_index_length())
            : null;
    if (bytes == null) {
      return null;
    }
    ColumnIndex index = new ColumnIndex();
    try {
      Thrift.read(index, bytes, 0, bytes.length);
    } catch (Thrift.MalformedException e) {
      return null;
    }
    return index.getNull_pagesSize() == pages
            && index.getMin_valuesSize() == pages
            && index.getMax_valuesSize() == pages
        ? index
        : null;
  }

  /** The offset index for the new places, or null if there is none that fits the pages. */
  @Override
  public @Nullable OffsetIndex offsetIndex() {
    ColumnChunk entry = chunk.footer();
    byte[] bytes =
        entry.isSetOffset_index_offset()
            ? index(entry.getOffset_index_offset(), entry.getOffset_index_length())
            : null;
    if (bytes == null) {
      return null;
    }
    OffsetIndex index = new OffsetIndex();
    try {
      Thrift.read(index, bytes, 0, bytes.length);
    } catch (Thrift.MalformedException e) {
      return null;
    }
    if (index.getPage_locationsSize() != pages) {
      return null;
    }
    for (int i = 0; i < pages; i++) {
      PageLocation location = index.getPage_locations().get(i);
      location.setOffset(location.getOffset() + shift);
      if (location.getOffset() != pageStarts[i]) {
        return null;
      }
    }
    return index;
  }

  private byte @Nullable [] index(long offset, int length) {
    if (offset < ParquetFile.MAGIC.length || length <= 0 || offset > fileSize - length) {
      return null;
    }
    in.open(offset, offset + length, fileSize);
    return in.take(length);
  }

  /** Copies the bloom filter, if there is a sound one, and says so in the new metadata. */
  @Override
  public void bloomFilter(ParquetOutput out, ColumnMetaData meta) {
    ColumnMetaData old = chunk.meta();
    long offset = old.getBloom_filter_offset();
    if (!old.isSetBloom_filter_offset()
        || offset < ParquetFile.MAGIC.length
        || offset >= fileSize) {
      return;
    }
    in.open(offset, fileSize, fileSize);
    int there = in.ensure(FILTER_HEADER);
    BloomFilterHeader header = new BloomFilterHeader();
    long length;
    try {
      length = Thrift.read(header, in.array(), in.offset(), there);
    } catch (Thrift.MalformedException e) {
      return;
    }
    length += header.getNumBytes();
    if (header.getNumBytes() <= 0
        || length > fileSize - offset
        || (old.isSetBloom_filter_length() && old.getBloom_filter_length() != length)) {
      return;
    }
    meta.setBloom_filter_offset(out.position());
    meta.setBloom_filter_length((int) length);
    in.open(offset, offset + length, offset + length);
    while (in.remaining() > 0) {
      int piece = in.ensure(PIECE);
      out.write(in.array(), in.offset(), piece);
      in.skip(piece);
    }
  }
}
