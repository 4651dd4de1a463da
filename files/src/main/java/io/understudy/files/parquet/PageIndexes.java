package io.understudy.files.parquet;

import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.OffsetIndex;
import org.jspecify.annotations.Nullable;

/**
 * What is written about a chunk behind the row groups.
 *
 * @param entry of the footer, which is told where
 * @param copied a chunk whose indexes are as they were, or null
 * @param made one that was made new, or null; one of the two is there
 */
record PageIndexes(ColumnChunk entry, @Nullable ChunkCopy copied, @Nullable ChunkFacts made) {

  /**
   * Writes column indexes, offset indexes and bloom filters of all chunks, each kind together, as
   * readers fetch them.
   *
   * @param copies reads the source
   * @param size of the source
   */
  static void write(List<PageIndexes> all, RangeReader copies, long size, ParquetOutput out) {
    List<@Nullable OffsetIndex> offsets = new ArrayList<>(all.size());
    for (PageIndexes chunk : all) {
      OffsetIndex offset = chunk.offsetIndex(copies, size);
      offsets.add(offset);
      // Without an offset index no reader can use the bounds.
      ColumnIndex index = offset == null ? null : chunk.columnIndex(copies, size);
      if (index != null) {
        chunk.entry.setColumn_index_offset(out.position());
        chunk.entry.setColumn_index_length(out.write(index));
      }
    }
    for (int i = 0; i < offsets.size(); i++) {
      OffsetIndex offset = offsets.get(i);
      if (offset != null) {
        all.get(i).entry.setOffset_index_offset(out.position());
        all.get(i).entry.setOffset_index_length(out.write(offset));
      }
    }
    for (PageIndexes chunk : all) {
      if (chunk.copied != null) {
        chunk.copied.bloomFilter(copies, size, out, chunk.entry.getMeta_data());
      }
    }
  }

  private @Nullable OffsetIndex offsetIndex(RangeReader copies, long size) {
    return copied != null
        ? copied.offsetIndex(copies, size)
        : made == null ? null : made.offsetIndex();
  }

  private @Nullable ColumnIndex columnIndex(RangeReader copies, long size) {
    return copied != null
        ? copied.columnIndex(copies, size)
        : made == null ? null : made.columnIndex();
  }
}
