package io.understudy.files.parquet;

import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.OffsetIndex;
import org.jspecify.annotations.Nullable;

/** What is said about a chunk that was written, behind the row groups. */
interface ChunkIndexes {
  /** Bounds of the values of each page; null if there are none. */
  @Nullable ColumnIndex columnIndex();

  /** Where each page is; null if that is not known. */
  @Nullable OffsetIndex offsetIndex();

  /** Writes the bloom filter, if there is one, and says so in the metadata. */
  default void bloomFilter(ParquetOutput out, ColumnMetaData meta) {}
}
