package io.understudy.files.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ValuesType;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.column.values.ValuesWriter;
import org.apache.parquet.column.values.plain.FixedLenByteArrayPlainValuesWriter;
import org.apache.parquet.column.values.plain.PlainValuesWriter;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * Pages whose values are neither PLAIN nor of a dictionary, where the chunk's list of encodings did
 * not say that there are such; some writers forget.
 */
final class PlainPage {
  private static final int SLAB = 1 << 10;

  private PlainPage() {}

  /**
   * The page with its values in PLAIN encoding.
   *
   * @throws IOException or a RuntimeException, if they cannot be decoded
   */
  static DataPage of(DataPage page, ColumnDescriptor column) throws IOException {
    if (page.encoding() == Encoding.PLAIN) {
      return page;
    }
    byte[] body = page.body();
    int start = page.levels().end();
    byte[] plain = page.present() == 0 ? new byte[0] : plain(page, column);
    byte[] whole = Arrays.copyOf(body, start + plain.length);
    System.arraycopy(plain, 0, whole, start, plain.length);
    return new DataPage(
        page.header(), whole, page.levels(), Encoding.PLAIN, page.cells(), page.present());
  }

  private static byte[] plain(DataPage page, ColumnDescriptor column) throws IOException {
    int start = page.levels().end();
    int length = page.body().length - start;
    ValuesReader values =
        org.apache.parquet.column.Encoding.valueOf(page.encoding().name())
            .getValuesReader(column, ValuesType.VALUES);
    values.initFromPage(
        page.present(), ByteBufferInputStream.wrap(ByteBuffer.wrap(page.body(), start, length)));
    try (ValuesWriter writer = writer(column, Math.max(SLAB, length))) {
      for (int i = 0; i < page.present(); i++) {
        copy(values, writer, column.getPrimitiveType().getPrimitiveTypeName());
      }
      return writer.getBytes().toByteArray();
    }
  }

  private static ValuesWriter writer(ColumnDescriptor column, int page) {
    HeapByteBufferAllocator memory = HeapByteBufferAllocator.getInstance();
    int width = PlainReader.width(column.getPrimitiveType());
    return switch (column.getPrimitiveType().getPrimitiveTypeName()) {
      case FIXED_LEN_BYTE_ARRAY, INT96 ->
          new FixedLenByteArrayPlainValuesWriter(width, SLAB, page, memory);
      default -> new PlainValuesWriter(SLAB, page, memory);
    };
  }

  private static void copy(ValuesReader from, ValuesWriter to, PrimitiveTypeName type) {
    switch (type) {
      case INT32 -> to.writeInteger(from.readInteger());
      case INT64 -> to.writeLong(from.readLong());
      case FLOAT -> to.writeFloat(from.readFloat());
      case DOUBLE -> to.writeDouble(from.readDouble());
      case BOOLEAN -> throw new IllegalArgumentException("BOOLEAN");
      case BINARY, FIXED_LEN_BYTE_ARRAY, INT96 -> to.writeBytes(from.readBytes());
    }
  }
}
