package io.understudy.files.parquet;

import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;

/**
 * One column of one row group, as the footer describes it, with its range checked against the file.
 *
 * @param place for messages
 * @param footer the footer's entry
 * @param descriptor the leaf column
 * @param start first byte of its first page
 * @param end byte after its last page
 */
record Chunk(Place place, ColumnChunk footer, ColumnDescriptor descriptor, long start, long end) {
  ColumnMetaData meta() {
    return footer.getMeta_data();
  }
}
