package io.understudy.files.parquet;

import io.understudy.files.parquet.CellType.Cell;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.column.impl.ColumnWriteStoreV1;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Encodes columns of one row group: dictionary as long as it pays, else plain, in data pages V1,
 * which every reader knows.
 */
final class GroupEncoder {
  private static final int ALL_PAGES = 32 << 20;
  private static final int SMALLEST_PAGE = 64 << 10;
  private static final int LARGEST_PAGE = 1 << 20;
  private static final int FEWEST_ROWS_BETWEEN_CHECKS = 16;

  private final MessageType schema;
  private final Map<ColumnDescriptor, EncodedChunk> chunks = new LinkedHashMap<>();
  private final ColumnWriteStoreV1 store;

  /**
   * @param schema only the columns to encode
   * @param codecs one per column
   * @param place for messages
   */
  GroupEncoder(MessageType schema, CompressionCodec[] codecs, Place place) {
    this.schema = schema;
    for (ColumnDescriptor column : schema.getColumns()) {
      chunks.put(column, new EncodedChunk(column, codecs[chunks.size()], place));
    }
    this.store = new ColumnWriteStoreV1(schema, chunks::get, properties(chunks.size()));
  }

  /** Bytes of a page or a dictionary: those of all columns share a bounded memory. */
  static int pageSize(int columns) {
    return Math.clamp(ALL_PAGES / Math.max(1, columns), SMALLEST_PAGE, LARGEST_PAGE);
  }

  private static ParquetProperties properties(int columns) {
    int page = pageSize(columns);
    return ParquetProperties.builder()
        .withWriterVersion(WriterVersion.PARQUET_1_0)
        .withDictionaryEncoding(true)
        .withPageSize(page)
        .withDictionaryPageSize(page)
        .withMinRowCountForPageSizeCheck(FEWEST_ROWS_BETWEEN_CHECKS)
        .withSizeStatisticsEnabled(false)
        .withAllocator(HeapByteBufferAllocator.getInstance())
        .build();
  }

  /** Column {@code index} of the encoder's schema. */
  Target target(int index) {
    ColumnDescriptor column = schema.getColumns().get(index);
    return new Target(
        store.getColumnWriter(column),
        column.getPrimitiveType(),
        CellType.of(column.getPrimitiveType()).cell(),
        column.getMaxDefinitionLevel());
  }

  /** What takes the raw values of column {@code index} of the encoder's schema. */
  ColumnWriter writer(int index) {
    return store.getColumnWriter(schema.getColumns().get(index));
  }

  /** Every target got its value of this row. */
  void endRow() {
    store.endRecord();
  }

  /** All rows are in; the chunks in the order of the schema. */
  EncodedChunk[] finish() {
    store.flush();
    store.close();
    return chunks.values().toArray(EncodedChunk[]::new);
  }

  /** Takes the values of one column. */
  record Target(ColumnWriter writer, PrimitiveType type, Cell cell, int definition) {

    /**
     * Appends the value of the next row.
     *
     * @throws UnfitValueException if the column cannot hold it
     */
    void write(@Nullable Object value) {
      if (value == null) {
        if (definition == 0) {
          throw new UnfitValueException("the new value is null, which the column cannot be");
        }
        writer.writeNull(0, 0);
        return;
      }
      write(value, 0);
    }

    /**
     * Appends a value.
     *
     * @param repetition its level
     * @throws UnfitValueException if the column cannot hold it
     */
    void write(Object value, int repetition) {
      try {
        switch (cell) {
          case Cell.Bytes bytes -> {
            Binary binary = bytes.encode().apply(value);
            writer.write(binary, repetition, definition);
          }
          case Cell.Whole whole -> {
            long stored = whole.encode().applyAsLong(value);
            if (type.getPrimitiveTypeName() == PrimitiveTypeName.INT32) {
              writer.write((int) stored, repetition, definition);
            } else {
              writer.write(stored, repetition, definition);
            }
          }
          case Cell.Single single ->
              writer.write(NumberCells.single((Double) value), repetition, definition);
          case Cell.Twofold twofold ->
              writer.write((double) (Double) value, repetition, definition);
          case Cell.Truth truth -> writer.write((boolean) (Boolean) value, repetition, definition);
        }
      } catch (ClassCastException e) {
        throw new UnfitValueException(
            "the new value is of another class than the column's type asks for");
      }
    }
  }
}
