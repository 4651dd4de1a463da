package io.understudy.files.parquet;

import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.jspecify.annotations.Nullable;

/**
 * A data page of either version, uncompressed.
 *
 * @param header as in the file
 * @param body levels, then values
 * @param levels in front of the values
 * @param encoding of the values
 * @param cells values and nulls
 * @param present values
 */
record DataPage(
    PageHeader header, byte[] body, Levels levels, Encoding encoding, int cells, int present) {

  /**
   * @throws IllegalArgumentException if the levels are not as the format says
   */
  static DataPage of(PageHeader header, byte[] body, ColumnDescriptor column) {
    DataPageHeaderV2 second = header.getData_page_header_v2();
    Levels levels =
        second == null
            ? Levels.of(header.getData_page_header(), body, column)
            : Levels.of(second, body, column);
    return new DataPage(header, body, levels, encoding(header), cells(header), levels.present());
  }

  static Encoding encoding(PageHeader header) {
    return header.isSetData_page_header_v2()
        ? header.getData_page_header_v2().getEncoding()
        : header.getData_page_header().getEncoding();
  }

  /** Values and nulls. */
  static int cells(PageHeader header) {
    return header.isSetData_page_header_v2()
        ? header.getData_page_header_v2().getNum_values()
        : header.getData_page_header().getNum_values();
  }

  int nulls() {
    return cells - present;
  }

  /** Those that begin in the page. */
  int rows() {
    return levels.rows();
  }

  boolean isDictionaryEncoded() {
    return encoding == Encoding.PLAIN_DICTIONARY || encoding == Encoding.RLE_DICTIONARY;
  }

  /** Version 2, whose levels are not compressed; else null. */
  @Nullable DataPageHeaderV2 second() {
    return header.getData_page_header_v2();
  }

  /** Which entries of the dictionary the values are. */
  HybridRuns entries() {
    int at = levels.end();
    if (present == 0) {
      return new HybridRuns(0, body, at, at, 0);
    }
    if (at >= body.length) {
      throw new IllegalArgumentException("no values");
    }
    return new HybridRuns(body[at], body, at + 1, body.length, present);
  }
}
