package io.understudy.files.parquet;

import io.understudy.files.parquet.CellType.Cell;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** Encodes values as PLAIN, of any type but BOOLEAN, and knows their bounds. */
final class PlainWriter {
  private static final VarHandle HEADS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int FIRST_ROOM = 1 << 12;

  private final PrimitiveType type;
  private final Cell cell;
  private final boolean text;
  private final boolean lexical;
  private final int width;
  private byte[] out = new byte[FIRST_ROOM];
  private int length;

  PlainWriter(PrimitiveType type) {
    this.type = type;
    this.cell = CellType.of(type).cell();
    this.text = PlainReader.isText(type);
    this.lexical = isLexical(type);
    this.width = PlainReader.width(type);
  }

  /** Whether the order of values is that of their bytes. */
  private static boolean isLexical(PrimitiveType type) {
    PrimitiveTypeName physical = type.getPrimitiveTypeName();
    LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
    return (physical == PrimitiveTypeName.BINARY
            || physical == PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY)
        && (logical == null
            || logical instanceof LogicalTypeAnnotation.UUIDLogicalTypeAnnotation
            || PlainReader.isText(type));
  }

  /** Forgets what was written. */
  void clear() {
    length = 0;
  }

  /** What was written, as long as nothing else is. */
  BytesInput view() {
    return BytesInput.from(out, 0, length);
  }

  /** What was written. */
  byte[] bytes() {
    return Arrays.copyOf(out, length);
  }

  /**
   * Appends a value.
   *
   * @return where it begins
   * @throws UnfitValueException if the column cannot hold it
   */
  int add(Object value) {
    int at = length;
    try {
      if (text) {
        byte[] bytes = ((String) value).getBytes(StandardCharsets.UTF_8);
        if (width >= 0) {
          TextCells.sized(Binary.fromConstantByteArray(bytes), width);
        }
        addBytes(bytes);
        return at;
      }
      switch (cell) {
        case Cell.Bytes bytes -> addBytes(bytes.encode().apply(value).getBytesUnsafe());
        case Cell.Whole whole -> addWhole(whole.encode().applyAsLong(value));
        case Cell.Single single ->
            addWhole(Float.floatToRawIntBits(NumberCells.single((Double) value)));
        case Cell.Twofold twofold -> addWhole(Double.doubleToRawLongBits((Double) value));
        case Cell.Truth truth -> throw new IllegalStateException("BOOLEAN");
      }
      return at;
    } catch (ClassCastException e) {
      throw new UnfitValueException(
          "the new value is of another class than the column's type asks for");
    }
  }

  /**
   * Appends the bytes of a value of BINARY or FIXED_LEN_BYTE_ARRAY.
   *
   * @return where it begins
   */
  int add(byte[] from, int offset, int count) {
    int at = length;
    if (width >= 0 && count != width) {
      throw new IllegalArgumentException("a value has " + count + " bytes, not " + width);
    }
    addBytes(from, offset, count);
    return at;
  }

  /**
   * Appends a number, of FLOAT and DOUBLE its bits.
   *
   * @return where it begins
   */
  int add(long number) {
    int at = length;
    addWhole(number);
    return at;
  }

  /** Appends the value that begins at a place of another writer for the type. */
  void add(PlainWriter from, int at) {
    int count = from.next(at) - at;
    reserve(count);
    System.arraycopy(from.out, at, out, length, count);
    length += count;
  }

  /** Bytes written. */
  int size() {
    return length;
  }

  /** Whether these are the bytes of the value that begins at a place. */
  boolean isAt(int at, byte[] from, int offset, int count) {
    if (width < 0 && (int) PlainReader.INTS.get(out, at) != count) {
      return false;
    }
    int mine = width < 0 ? at + Integer.BYTES : at;
    int theirs = offset;
    int end = offset + count;
    for (; theirs <= end - Long.BYTES; theirs += Long.BYTES) {
      if ((long) PlainReader.LONGS.get(out, mine) != (long) PlainReader.LONGS.get(from, theirs)) {
        return false;
      }
      mine += Long.BYTES;
    }
    for (; theirs < end; theirs++) {
      if (out[mine++] != from[theirs]) {
        return false;
      }
    }
    return true;
  }

  /** The number that begins at a place. */
  long number(int at) {
    return width == Integer.BYTES
        ? (int) PlainReader.INTS.get(out, at)
        : (long) PlainReader.LONGS.get(out, at);
  }

  /** A value that no row refers to, in the place of one that is not written: zero, or empty. */
  int addBlank() {
    int at = length;
    // a number has a byte at least
    boolean number = type.getLogicalTypeAnnotation() instanceof DecimalLogicalTypeAnnotation;
    addBytes(new byte[width < 0 && !number ? 0 : Math.max(1, width)]);
    return at;
  }

  private void addBytes(byte[] bytes) {
    addBytes(bytes, 0, bytes.length);
  }

  private void addBytes(byte[] from, int offset, int count) {
    reserve(Integer.BYTES + count);
    if (width < 0) {
      PlainReader.INTS.set(out, length, count);
      length += Integer.BYTES;
    }
    System.arraycopy(from, offset, out, length, count);
    length += count;
  }

  private void addWhole(long number) {
    reserve(Long.BYTES);
    if (width == Integer.BYTES) {
      PlainReader.INTS.set(out, length, (int) number);
    } else {
      PlainReader.LONGS.set(out, length, number);
    }
    length += width;
  }

  /** And room behind them, so that eight bytes can be read anywhere. */
  private void reserve(int bytes) {
    int more = Math.addExact(bytes, Long.BYTES);
    if (more > out.length - length) {
      out =
          Arrays.copyOf(
              out, Math.max(Math.addExact(length, more), Math.min(2 * out.length, 1 << 30)));
    }
  }

  /** Widens the statistics by the value that begins at this place. */
  void tell(Statistics<?> statistics, int at) {
    PrimitiveTypeName physical = type.getPrimitiveTypeName();
    switch (physical) {
      case INT32 -> statistics.updateStats((int) PlainReader.INTS.get(out, at));
      case INT64 -> statistics.updateStats((long) PlainReader.LONGS.get(out, at));
      case FLOAT ->
          statistics.updateStats(Float.intBitsToFloat((int) PlainReader.INTS.get(out, at)));
      case DOUBLE ->
          statistics.updateStats(Double.longBitsToDouble((long) PlainReader.LONGS.get(out, at)));
      case BINARY, FIXED_LEN_BYTE_ARRAY, INT96 -> statistics.updateStats(binary(at));
      case BOOLEAN -> throw new IllegalStateException("BOOLEAN");
    }
  }

  private Binary binary(int at) {
    int from = width < 0 ? at + Integer.BYTES : at;
    int count = width < 0 ? (int) PlainReader.INTS.get(out, at) : width;
    return Binary.fromConstantByteArray(Arrays.copyOfRange(out, from, from + count));
  }

  /** Widens the statistics by all values written. */
  void tellAll(Statistics<?> statistics) {
    if (!lexical) {
      for (int at = 0; at < length; at = next(at)) {
        tell(statistics, at);
      }
      return;
    }
    if (length == 0) {
      return;
    }
    int least = 0;
    int most = 0;
    long leastHead = head(0);
    long mostHead = leastHead;
    for (int at = next(0); at < length; at = next(at)) {
      long head = head(at);
      if (Long.compareUnsigned(head, leastHead) <= 0 && compare(at, least) < 0) {
        least = at;
        leastHead = head;
      } else if (Long.compareUnsigned(head, mostHead) >= 0 && compare(at, most) > 0) {
        most = at;
        mostHead = head;
      }
    }
    tell(statistics, least);
    tell(statistics, most);
  }

  private int next(int at) {
    return at + (width < 0 ? Integer.BYTES + (int) PlainReader.INTS.get(out, at) : width);
  }

  /** The first eight bytes of a value, or as many as it has and zeros: in order as it is. */
  private long head(int at) {
    int start = width < 0 ? at + Integer.BYTES : at;
    int count = next(at) - start;
    long head = (long) HEADS.get(out, start);
    return count >= Long.BYTES
        ? head
        : count == 0 ? 0 : head & -1L << Byte.SIZE * (Long.BYTES - count);
  }

  private int compare(int one, int other) {
    int head = width < 0 ? Integer.BYTES : 0;
    return Arrays.compareUnsigned(out, one + head, next(one), out, other + head, next(other));
  }
}
