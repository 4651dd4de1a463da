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
 */
record PageIndexes(ColumnChunk entry, ChunkIndexes indexes) {

  /**
   * Writes column indexes, offset indexes and bloom filters of all chunks, each kind together, as
   * readers fetch them.
   */
  static void write(List<PageIndexes> all, ParquetOutput out) {
    List<@Nullable OffsetIndex> offsets = new ArrayList<>(all.size());
    for (PageIndexes chunk : all) {
      offsets.add(chunk.indexes.offsetIndex());
    }
    for (int i = 0; i < offsets.size(); i++) {
      PageIndexes chunk = all.get(i);
      // Without an offset index no reader can use the bounds.
      ColumnIndex index = offsets.get(i) == null ? null : chunk.indexes.columnIndex();
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
    all.forEach(chunk -> chunk.indexes.bloomFilter(out, chunk.entry.getMeta_data()));
  }
}
