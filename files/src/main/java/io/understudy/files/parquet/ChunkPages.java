package io.understudy.files.parquet;

import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.jspecify.annotations.Nullable;

/** The pages of one chunk, uncompressed, for parquet-java's column readers. */
final class ChunkPages implements PageReader {
  private final Chunk chunk;
  private final RangeReader in;
  private final PageCodec codec;
  private final PageCursor cursor;
  private final @Nullable DictionaryPage dictionary;
  private @Nullable PageHeader ahead;

  /**
   * @param in stands at the beginning of the chunk
   */
  ChunkPages(Chunk chunk, RangeReader in) {
    this.chunk = chunk;
    this.in = in;
    this.codec = PageCodec.of(chunk.meta().getCodec(), chunk.place());
    this.cursor = new PageCursor(in, chunk);
    this.ahead = cursor.next();
    this.dictionary = firstDictionary();
  }

  private @Nullable DictionaryPage firstDictionary() {
    PageHeader header = ahead;
    if (header == null || header.getType() != PageType.DICTIONARY_PAGE) {
      return null;
    }
    byte[] bytes = body(header);
    ahead = null;
    return new DictionaryPage(
        BytesInput.from(bytes),
        header.getDictionary_page_header().getNum_values(),
        encoding(header.getDictionary_page_header().getEncoding()));
  }

  @Override
  public @Nullable DictionaryPage readDictionaryPage() {
    return dictionary;
  }

  @Override
  public long getTotalValueCount() {
    return chunk.meta().getNum_values();
  }

  @Override
  public DataPage readPage() {
    while (true) {
      PageHeader header = ahead == null ? cursor.next() : ahead;
      ahead = null;
      if (header == null) {
        throw cursor.damaged("more values are needed than the chunk declares");
      }
      if (header.getType() == PageType.DATA_PAGE) {
        DataPageHeader v1 = header.getData_page_header();
        byte[] bytes = body(header);
        if (v1.getNum_values() > 0) {
          return pageV1(v1, bytes);
        }
      } else if (header.getType() == PageType.DATA_PAGE_V2) {
        DataPageHeaderV2 v2 = header.getData_page_header_v2();
        byte[] bytes = body(header);
        if (v2.getNum_values() > 0) {
          return pageV2(v2, bytes);
        }
      } else {
        body(header);
      }
    }
  }

  private DataPage pageV1(DataPageHeader v1, byte[] bytes) {
    return new DataPageV1(
        BytesInput.from(bytes),
        v1.getNum_values(),
        bytes.length,
        Statistics.createStats(chunk.descriptor().getPrimitiveType()),
        encoding(v1.getRepetition_level_encoding()),
        encoding(v1.getDefinition_level_encoding()),
        encoding(v1.getEncoding()));
  }

  private DataPage pageV2(DataPageHeaderV2 v2, byte[] bytes) {
    int repetition = v2.getRepetition_levels_byte_length();
    int levels = repetition + v2.getDefinition_levels_byte_length();
    return DataPageV2.uncompressed(
        v2.getNum_rows(),
        v2.getNum_nulls(),
        v2.getNum_values(),
        BytesInput.from(bytes, 0, repetition),
        BytesInput.from(bytes, repetition, levels - repetition),
        encoding(v2.getEncoding()),
        BytesInput.from(bytes, levels, bytes.length - levels),
        Statistics.createStats(chunk.descriptor().getPrimitiveType()));
  }

  private static Encoding encoding(org.apache.parquet.format.Encoding encoding) {
    return Encoding.valueOf(encoding.name());
  }

  private byte[] body(PageHeader header) {
    byte[] body = cursor.body(header, codec);
    in.skip(header.getCompressed_page_size());
    return body;
  }
}
