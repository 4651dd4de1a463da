package io.understudy.files.parquet;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.PageEncodingStats;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.parquet.internal.column.columnindex.ColumnIndexBuilder;
import org.apache.parquet.internal.column.columnindex.OffsetIndexBuilder;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;

/**
 * What is said about a chunk that is made new: statistics, indexes, encodings and sizes, from its
 * new pages alone.
 */
final class ChunkFacts implements ChunkIndexes {
  private static final int INDEX_TRUNCATE = 64;
  private static final int STATISTICS_TRUNCATE = 1 << 12;

  private final ColumnDescriptor descriptor;
  private final Set<Encoding> encodings = EnumSet.noneOf(Encoding.class);
  private final List<PageEncodingStats> encodingStats = new ArrayList<>();
  private final Statistics<?> statistics;
  private final ColumnIndexBuilder columnIndex;
  private final OffsetIndexBuilder offsetIndex = OffsetIndexBuilder.getBuilder();
  private boolean hasDictionary;
  private boolean splitsRows;
  private long dictionarySize;
  private long firstPage;
  private long values;
  private long compressedSize;
  private long uncompressedSize;

  ChunkFacts(ColumnDescriptor descriptor) {
    this.descriptor = descriptor;
    this.statistics = newStatistics();
    this.columnIndex = ColumnIndexBuilder.getBuilder(descriptor.getPrimitiveType(), INDEX_TRUNCATE);
  }

  /** For the values of a page. */
  Statistics<?> newStatistics() {
    return Statistics.createStats(descriptor.getPrimitiveType());
  }

  /**
   * The dictionary page.
   *
   * @param compressed bytes in the file, header included
   * @param uncompressed the same without compression
   */
  void dictionary(Encoding encoding, int compressed, int uncompressed) {
    hasDictionary = true;
    dictionarySize = compressed;
    count(PageType.DICTIONARY_PAGE, encoding);
    size(compressed, uncompressed);
  }

  /**
   * The next data page.
   *
   * @param valueCount values and nulls
   * @param compressed bytes in the file, header included
   * @param uncompressed the same without compression
   */
  void page(
      PageType type,
      Encoding encoding,
      int valueCount,
      int rowCount,
      Statistics<?> pageStatistics,
      int compressed,
      int uncompressed) {
    values += valueCount;
    statistics.mergeStatistics(pageStatistics);
    columnIndex.add(pageStatistics);
    offsetIndex.add(compressed, rowCount);
    count(type, encoding);
    size(compressed, uncompressed);
  }

  /** An encoding of levels. */
  void levels(Encoding encoding) {
    encodings.add(encoding);
  }

  /** A page begins inside of a row, so that no index can tell rows by pages. */
  void splitsRow() {
    splitsRows = true;
  }

  private void size(int compressed, int uncompressed) {
    compressedSize += compressed;
    uncompressedSize += uncompressed;
  }

  private void count(PageType type, Encoding encoding) {
    encodings.add(encoding);
    for (PageEncodingStats known : encodingStats) {
      if (known.getPage_type() == type && known.getEncoding() == encoding) {
        known.setCount(known.getCount() + 1);
        return;
      }
    }
    encodingStats.add(new PageEncodingStats(type, encoding, 1));
  }

  /** Bytes of all pages so far, with their headers. */
  long compressedSize() {
    return compressedSize;
  }

  /**
   * The footer's entry, without the indexes, once all pages are known.
   *
   * @param start where the first page is
   */
  ColumnChunk entry(CompressionCodec codec, long start) {
    firstPage = start + dictionarySize;
    ColumnMetaData meta =
        new ColumnMetaData(
            type(descriptor),
            List.copyOf(encodings),
            List.of(descriptor.getPath()),
            codec,
            values,
            uncompressedSize,
            compressedSize,
            firstPage);
    if (hasDictionary) {
      meta.setDictionary_page_offset(start);
    }
    meta.setEncoding_stats(encodingStats)
        .setStatistics(
            ParquetMetadataConverter.toParquetStatistics(statistics, STATISTICS_TRUNCATE));
    return new ColumnChunk(0).setMeta_data(meta);
  }

  /** Of a column, as the footer names it. */
  static Type type(ColumnDescriptor descriptor) {
    PrimitiveTypeName name = descriptor.getPrimitiveType().getPrimitiveTypeName();
    return name == PrimitiveTypeName.BINARY ? Type.BYTE_ARRAY : Type.valueOf(name.name());
  }

  /** Bounds of the values of each page, or null where the type has no order. */
  @Override
  public @Nullable ColumnIndex columnIndex() {
    return values == 0
        ? null
        : ParquetMetadataConverter.toParquetColumnIndex(
            descriptor.getPrimitiveType(), columnIndex.build());
  }

  /** Where each page is, once there is an {@link #entry}; null if rows cannot be told by pages. */
  @Override
  public @Nullable OffsetIndex offsetIndex() {
    return values == 0 || splitsRows
        ? null
        : ParquetMetadataConverter.toParquetOffsetIndex(offsetIndex.build(firstPage));
  }
}
