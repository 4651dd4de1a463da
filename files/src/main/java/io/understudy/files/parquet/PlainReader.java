package io.understudy.files.parquet;

import io.understudy.engine.ColumnType;
import io.understudy.files.ValueType;
import io.understudy.files.parquet.CellType.Cell;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * Values in PLAIN encoding, one after the other, as a batch holds them; of any type but BOOLEAN.
 */
final class PlainReader {
  static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int INT96_BYTES = 12;

  private final PrimitiveTypeName physical;
  private final Cell cell;
  private final boolean text;
  private final int width;
  private final byte[] in;
  private final int end;
  private int at;

  /**
   * @param in the values, from {@code at} to before {@code end}
   */
  PlainReader(PrimitiveType type, byte[] in, int at, int end) {
    this.physical = type.getPrimitiveTypeName();
    this.cell = CellType.of(type).cell();
    this.text = isText(type);
    this.width = width(type);
    this.in = in;
    this.at = at;
    this.end = end;
  }

  /** Whether values are texts in UTF-8, ordered by their bytes. */
  static boolean isText(PrimitiveType type) {
    CellType cells = CellType.of(type);
    return cells.column() == ColumnType.TEXT && cells.value() != ValueType.UUID;
  }

  /** Bytes of a value; -1: it has a length before it. */
  static int width(PrimitiveType type) {
    return switch (type.getPrimitiveTypeName()) {
      case BOOLEAN -> throw new IllegalArgumentException("BOOLEAN");
      case INT32, FLOAT -> Integer.BYTES;
      case INT64, DOUBLE -> Long.BYTES;
      case INT96 -> INT96_BYTES;
      case FIXED_LEN_BYTE_ARRAY -> type.getTypeLength();
      case BINARY -> -1;
    };
  }

  /** The little-endian number at a place. */
  static int whole(byte[] bytes, int at) {
    return (int) INTS.get(bytes, at);
  }

  /** Whether all bytes were read. */
  boolean isAtEnd() {
    return at == end;
  }

  /**
   * The next value.
   *
   * @throws IllegalArgumentException if the bytes end before it
   * @throws UnfitValueException if it is not of the column's type
   */
  Object next() {
    int length = width;
    if (length < 0) {
      length = end - at < Integer.BYTES ? -1 : whole(in, at);
      at += Integer.BYTES;
    }
    if (length < 0 || length > end - at) {
      throw new IllegalArgumentException("a value ends early");
    }
    int from = at;
    at += length;
    return switch (physical) {
      case INT32 -> ((Cell.Whole) cell).decode().apply(whole(in, from));
      case INT64 -> ((Cell.Whole) cell).decode().apply((long) LONGS.get(in, from));
      case FLOAT -> (double) Float.intBitsToFloat(whole(in, from));
      case DOUBLE -> Double.longBitsToDouble((long) LONGS.get(in, from));
      case BINARY, FIXED_LEN_BYTE_ARRAY, INT96 ->
          text
              ? TextCells.decode(in, from, length)
              : ((Cell.Bytes) cell).decode().apply(Binary.fromReusedByteArray(in, from, length));
      case BOOLEAN -> throw new IllegalStateException("BOOLEAN");
    };
  }
}
