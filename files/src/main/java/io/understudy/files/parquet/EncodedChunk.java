package io.understudy.files.parquet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.SizeStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.statistics.geospatial.GeospatialStatistics;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.jspecify.annotations.Nullable;

/**
 * The pages of one newly encoded chunk, compressed, held until the chunk's turn in the file. All
 * that is said about the values (statistics, indexes, sizes) is made from these pages alone.
 */
final class EncodedChunk implements PageWriter {
  private final PageCodec codec;
  private final List<byte[]> pages = new ArrayList<>();
  private final ChunkFacts facts;
  private byte @Nullable [] dictionary;

  EncodedChunk(ColumnDescriptor descriptor, CompressionCodec codec, Place place) {
    this.codec = PageCodec.of(codec, place);
    this.facts = new ChunkFacts(descriptor);
  }

  @Override
  public void writePage(
      BytesInput bytes,
      int valueCount,
      int rowCount,
      Statistics<?> pageStatistics,
      SizeStatistics sizeStatistics,
      GeospatialStatistics geospatialStatistics,
      Encoding repetition,
      Encoding definition,
      Encoding encoding)
      throws IOException {
    addPage(bytes, valueCount, rowCount, pageStatistics, repetition, definition, encoding);
  }

  /**
   * Appends a data page V1.
   *
   * @param bytes levels and values
   * @param valueCount values and nulls
   */
  void addPage(
      BytesInput bytes,
      int valueCount,
      int rowCount,
      Statistics<?> pageStatistics,
      Encoding repetition,
      Encoding definition,
      Encoding encoding)
      throws IOException {
    DataPageHeader header =
        new DataPageHeader(valueCount, format(encoding), format(definition), format(repetition));
    Made page = page(bytes, PageType.DATA_PAGE, new PageHeader().setData_page_header(header));
    pages.add(page.bytes());
    facts.levels(format(repetition));
    facts.levels(format(definition));
    facts.page(
        PageType.DATA_PAGE,
        format(encoding),
        valueCount,
        rowCount,
        pageStatistics,
        page.bytes().length,
        page.uncompressed());
  }

  @Override
  public void writeDictionaryPage(DictionaryPage page) throws IOException {
    DictionaryPageHeader header =
        new DictionaryPageHeader(page.getDictionarySize(), format(page.getEncoding()));
    Made made =
        page(
            page.getBytes(),
            PageType.DICTIONARY_PAGE,
            new PageHeader().setDictionary_page_header(header));
    dictionary = made.bytes();
    facts.dictionary(format(page.getEncoding()), made.bytes().length, made.uncompressed());
  }

  /**
   * A page as it is in the file.
   *
   * @param bytes header and compressed body
   * @param uncompressed bytes of both without compression
   */
  private record Made(byte[] bytes, int uncompressed) {}

  private Made page(BytesInput bytes, PageType type, PageHeader header) throws IOException {
    byte[] plain = bytes.toByteArray();
    byte[] body = codec.compress(plain);
    CRC32 crc = new CRC32();
    crc.update(body);
    byte[] head =
        Thrift.write(
            header
                .setType(type)
                .setUncompressed_page_size(plain.length)
                .setCompressed_page_size(body.length)
                .setCrc((int) crc.getValue()));
    byte[] page = new byte[head.length + body.length];
    System.arraycopy(head, 0, page, 0, head.length);
    System.arraycopy(body, 0, page, head.length, body.length);
    return new Made(page, head.length + plain.length);
  }

  /** Writes the pages, lets go of them and describes them; the indexes are written later. */
  ColumnChunk writeTo(ParquetOutput out) {
    long start = out.position();
    if (dictionary != null) {
      out.write(dictionary, 0, dictionary.length);
    }
    for (byte[] page : pages) {
      out.write(page, 0, page.length);
    }
    dictionary = null;
    pages.clear();
    return facts.entry(codec.written(), start);
  }

  /** What is said about it. */
  ChunkFacts facts() {
    return facts;
  }

  private static org.apache.parquet.format.Encoding format(Encoding encoding) {
    return org.apache.parquet.format.Encoding.valueOf(encoding.name());
  }

  @Override
  public long getMemSize() {
    return facts.compressedSize();
  }

  @Override
  public long allocatedSize() {
    return facts.compressedSize();
  }

  @Override
  public String memUsageString(String prefix) {
    return prefix + " " + facts.compressedSize() + " bytes";
  }

  @Override
  public void writePage(
      BytesInput bytes,
      int valueCount,
      Statistics<?> pageStatistics,
      Encoding repetition,
      Encoding definition,
      Encoding encoding) {
    throw new UnsupportedOperationException("pages without a row count");
  }

  @Override
  public void writePage(
      BytesInput bytes,
      int valueCount,
      int rowCount,
      Statistics<?> pageStatistics,
      Encoding repetition,
      Encoding definition,
      Encoding encoding) {
    throw new UnsupportedOperationException("pages without size statistics");
  }

  @Override
  public void writePageV2(
      int rowCount,
      int nullCount,
      int valueCount,
      BytesInput repetitionLevels,
      BytesInput definitionLevels,
      Encoding encoding,
      BytesInput data,
      Statistics<?> pageStatistics) {
    throw new UnsupportedOperationException("data pages V2");
  }
}
