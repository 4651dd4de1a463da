package io.understudy.files.parquet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
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
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.PageEncodingStats;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.parquet.internal.column.columnindex.ColumnIndexBuilder;
import org.apache.parquet.internal.column.columnindex.OffsetIndexBuilder;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;

/**
 * The pages of one newly encoded chunk, compressed, held until the chunk's turn in the file. All
 * that is said about the values (statistics, indexes, sizes) is made from these pages alone.
 */
final class EncodedChunk implements PageWriter {
  private static final int INDEX_TRUNCATE = 64;
  private static final int STATISTICS_TRUNCATE = 1 << 12;

  private final ColumnDescriptor descriptor;
  private final CompressionCodec codecName;
  private final PageCodec codec;
  private final List<byte[]> pages = new ArrayList<>();
  private final Set<org.apache.parquet.format.Encoding> encodings =
      EnumSet.noneOf(org.apache.parquet.format.Encoding.class);
  private final List<PageEncodingStats> encodingStats = new ArrayList<>();
  private final Statistics<?> statistics;
  private final ColumnIndexBuilder columnIndex;
  private final OffsetIndexBuilder offsetIndex = OffsetIndexBuilder.getBuilder();
  private byte @Nullable [] dictionary;
  private long firstPage;
  private long values;
  private long compressedSize;
  private long uncompressedSize;

  EncodedChunk(ColumnDescriptor descriptor, CompressionCodec codecName, Place place) {
    this.descriptor = descriptor;
    this.codecName = codecName;
    this.codec = PageCodec.of(codecName, place);
    this.statistics = Statistics.createStats(descriptor.getPrimitiveType());
    this.columnIndex = ColumnIndexBuilder.getBuilder(descriptor.getPrimitiveType(), INDEX_TRUNCATE);
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
    DataPageHeader header =
        new DataPageHeader(valueCount, format(encoding), format(definition), format(repetition));
    byte[] page = page(bytes, PageType.DATA_PAGE, new PageHeader().setData_page_header(header));
    pages.add(page);
    values += valueCount;
    statistics.mergeStatistics(pageStatistics);
    columnIndex.add(pageStatistics);
    offsetIndex.add(page.length, rowCount);
    encodings.add(format(repetition));
    encodings.add(format(definition));
    count(PageType.DATA_PAGE, format(encoding));
  }

  @Override
  public void writeDictionaryPage(DictionaryPage page) throws IOException {
    DictionaryPageHeader header =
        new DictionaryPageHeader(page.getDictionarySize(), format(page.getEncoding()));
    dictionary =
        page(
            page.getBytes(),
            PageType.DICTIONARY_PAGE,
            new PageHeader().setDictionary_page_header(header));
    count(PageType.DICTIONARY_PAGE, format(page.getEncoding()));
  }

  /** Header and compressed body. */
  private byte[] page(BytesInput bytes, PageType type, PageHeader header) throws IOException {
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
    compressedSize += page.length;
    uncompressedSize += head.length + plain.length;
    return page;
  }

  private void count(PageType type, org.apache.parquet.format.Encoding encoding) {
    encodings.add(encoding);
    for (PageEncodingStats known : encodingStats) {
      if (known.getPage_type() == type && known.getEncoding() == encoding) {
        known.setCount(known.getCount() + 1);
        return;
      }
    }
    encodingStats.add(new PageEncodingStats(type, encoding, 1));
  }

  /** Writes the pages, lets go of them and describes them; the indexes are written later. */
  ColumnChunk writeTo(ParquetOutput out) {
    long start = out.position();
    ColumnMetaData meta =
        new ColumnMetaData(
            type(descriptor),
            List.copyOf(encodings),
            List.of(descriptor.getPath()),
            codecName,
            values,
            uncompressedSize,
            compressedSize,
            start);
    if (dictionary != null) {
      out.write(dictionary, 0, dictionary.length);
      meta.setDictionary_page_offset(start).setData_page_offset(out.position());
    }
    firstPage = out.position();
    for (byte[] page : pages) {
      out.write(page, 0, page.length);
    }
    dictionary = null;
    pages.clear();
    meta.setEncoding_stats(encodingStats)
        .setStatistics(
            ParquetMetadataConverter.toParquetStatistics(statistics, STATISTICS_TRUNCATE));
    return new ColumnChunk(0).setMeta_data(meta);
  }

  static Type type(ColumnDescriptor descriptor) {
    PrimitiveTypeName name = descriptor.getPrimitiveType().getPrimitiveTypeName();
    return name == PrimitiveTypeName.BINARY ? Type.BYTE_ARRAY : Type.valueOf(name.name());
  }

  /** Bounds of the values of each page, or null where the type has no order. */
  @Nullable ColumnIndex columnIndex() {
    return values == 0
        ? null
        : ParquetMetadataConverter.toParquetColumnIndex(
            descriptor.getPrimitiveType(), columnIndex.build());
  }

  /** Where each page is, once written; null if there are none. */
  @Nullable OffsetIndex offsetIndex() {
    return values == 0
        ? null
        : ParquetMetadataConverter.toParquetOffsetIndex(offsetIndex.build(firstPage));
  }

  private static org.apache.parquet.format.Encoding format(Encoding encoding) {
    return org.apache.parquet.format.Encoding.valueOf(encoding.name());
  }

  @Override
  public long getMemSize() {
    return compressedSize;
  }

  @Override
  public long allocatedSize() {
    return compressedSize;
  }

  @Override
  public String memUsageString(String prefix) {
    return prefix + " " + compressedSize + " bytes";
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
