package io.understudy.loader.extract;

import io.understudy.files.ParquetCellWriter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the binary format of {@code COPY} (PostgreSQL documentation, COPY, "Binary Format"; values
 * as the functions {@code *send} of src/backend/utils/adt write them) and passes the values on.
 * Rows may come in pieces of any size.
 */
final class RowDecoder {
  private static final byte[] SIGNATURE =
      "PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
  private static final int HEADER = 11 + 2 * Integer.BYTES;
  private static final int END = -1;
  private static final int EPOCH_DAYS = 10_957; // 2000-01-01
  private static final long MICROS_PER_DAY = 86_400_000_000L;
  private static final long EPOCH_MICROS = EPOCH_DAYS * MICROS_PER_DAY;
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final Cell[] cells;
  private final ParquetCellWriter out;
  private byte[] left = new byte[0];
  private boolean begun;
  private boolean ended;

  RowDecoder(List<SourceColumn> columns, ParquetCellWriter out) {
    this.out = out;
    this.cells = new Cell[columns.size()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = cell(columns.get(i), i, out);
    }
  }

  /** Passes on a value of that length that is not null. */
  @FunctionalInterface
  private interface Cell {
    void read(byte[] from, int at, int length);
  }

  /**
   * Takes the next piece.
   *
   * @throws UnreadableException if a value cannot be passed on
   */
  void take(byte[] piece) {
    byte[] data = piece;
    if (left.length > 0) {
      data = Arrays.copyOf(left, left.length + piece.length);
      System.arraycopy(piece, 0, data, left.length, piece.length);
    }
    int at = 0;
    if (!begun && data.length >= HEADER) {
      at = header(data);
      begun = true;
    }
    if (begun) {
      for (int end = end(data, at); end >= 0 && !ended; end = end(data, at)) {
        row(data, at);
        at = end;
      }
    }
    left = at == data.length ? new byte[0] : Arrays.copyOfRange(data, at, data.length);
  }

  /** Whether the end of the data was seen, and nothing after it. */
  boolean isWhole() {
    return ended;
  }

  private static int header(byte[] data) {
    if (!Arrays.equals(data, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length)) {
      throw new IllegalStateException("that is not the binary format of COPY");
    }
    return HEADER + int4(data, HEADER - Integer.BYTES);
  }

  /** Where the row at {@code at} ends; -1 if it is not all there. */
  private static int end(byte[] data, int at) {
    if (data.length - at < Short.BYTES) {
      return -1;
    }
    int fields = int2(data, at);
    int next = at + Short.BYTES;
    for (int i = 0; i < fields; i++) {
      if (data.length - next < Integer.BYTES) {
        return -1;
      }
      next += Integer.BYTES + Math.max(0, int4(data, next));
      if (next > data.length) {
        return -1;
      }
    }
    return next;
  }

  private void row(byte[] data, int at) {
    int fields = int2(data, at);
    if (fields == END) {
      ended = true;
      return;
    }
    if (fields != cells.length) {
      throw new IllegalStateException("a row has " + fields + " of " + cells.length + " columns");
    }
    int next = at + Short.BYTES;
    for (int i = 0; i < fields; i++) {
      int length = int4(data, next);
      next += Integer.BYTES;
      if (length < 0) {
        out.setNull(i);
      } else {
        cells[i].read(data, next, length);
        next += length;
      }
    }
    out.endRow();
  }

  private static Cell cell(SourceColumn column, int index, ParquetCellWriter out) {
    return switch (column.stored().kind()) {
      case BOOLEAN -> (from, at, length) -> out.set(index, from[at] != 0);
      case INTEGER ->
          column.base().equals("int2")
              ? (from, at, length) -> out.set(index, int2(from, at))
              : (from, at, length) -> out.set(index, int4(from, at));
      case LONG -> (from, at, length) -> out.set(index, int8(from, at));
      case TIME -> (from, at, length) -> out.set(index, time(int8(from, at), index));
      case FLOAT -> (from, at, length) -> out.set(index, Float.intBitsToFloat(int4(from, at)));
      case DOUBLE -> (from, at, length) -> out.set(index, Double.longBitsToDouble(int8(from, at)));
      case DECIMAL -> decimal(column, index, out);
      case DATE -> (from, at, length) -> out.set(index, date(int4(from, at), index));
      case TIMESTAMP, TIMESTAMPTZ ->
          (from, at, length) -> out.set(index, moment(int8(from, at), index));
      case UUID, BYTES, TEXT -> (from, at, length) -> out.set(index, from, at, length);
      case JSON ->
          column.base().equals("jsonb")
              ? (from, at, length) -> out.set(index, from, at + 1, length - 1) // without version
              : (from, at, length) -> out.set(index, from, at, length);
    };
  }

  private static int date(int days, int column) {
    if (days == Integer.MAX_VALUE || days == Integer.MIN_VALUE) {
      throw new UnreadableException(column, "holds infinity");
    }
    return days + EPOCH_DAYS; // the last date is far from the last number
  }

  private static long time(long micros, int column) {
    if (micros == MICROS_PER_DAY) {
      throw new UnreadableException(column, "holds the end of a day (24:00)");
    }
    return micros;
  }

  private static long moment(long micros, int column) {
    if (micros == Long.MAX_VALUE || micros == Long.MIN_VALUE) {
      throw new UnreadableException(column, "holds infinity");
    }
    if (micros > Long.MAX_VALUE - EPOCH_MICROS) {
      throw new UnreadableException(column, "holds a time after the year 294246");
    }
    return micros + EPOCH_MICROS;
  }

  private static Cell decimal(SourceColumn column, int index, ParquetCellWriter out) {
    int scale = column.stored().scale();
    if (column.stored().isShortDecimal()) {
      return (from, at, length) -> out.set(index, Numerics.unscaled(from, at, scale, index));
    }
    return (from, at, length) -> {
      BigInteger unscaled = Numerics.large(from, at, scale, index);
      byte[] bytes = unscaled.toByteArray();
      out.set(index, bytes, 0, bytes.length);
    };
  }

  static int int2(byte[] from, int at) {
    return (short) SHORT.get(from, at);
  }

  private static int int4(byte[] from, int at) {
    return (int) INT.get(from, at);
  }

  private static long int8(byte[] from, int at) {
    return (long) LONG.get(from, at);
  }
}
