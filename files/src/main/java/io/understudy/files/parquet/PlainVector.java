package io.understudy.files.parquet;

import io.understudy.files.ColumnVector;
import java.util.function.LongUnaryOperator;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** Puts values in PLAIN encoding into vectors: numbers, or where their bytes are. */
final class PlainVector {

  private final PrimitiveTypeName physical;
  private final LongUnaryOperator number;
  private final boolean asItIs;
  private final int size;
  private final boolean isDecimal;

  /**
   * @param type one that {@link VectorCells#isPlain}, not BOOLEAN
   */
  PlainVector(PrimitiveType type) {
    this.physical = type.getPrimitiveTypeName();
    this.number = VectorCells.number(type);
    this.asItIs = number == VectorCells.AS_IT_IS;
    this.size = VectorCells.size(type);
    this.isDecimal = type.getLogicalTypeAnnotation() instanceof DecimalLogicalTypeAnnotation;
  }

  /**
   * Puts the next values into rows {@code row} to before {@code end}.
   *
   * @param from holds the values from {@code at} on, to its end; kept by the vector
   * @return where the value after them begins
   * @throws IndexOutOfBoundsException if the bytes end before them
   * @throws UnfitValueException if one is not of the column's type
   */
  int take(byte[] from, int at, ColumnVector into, int row, int end) {
    return switch (physical) {
      case INT32, FLOAT -> narrow(from, at, into, row, end);
      case INT64, DOUBLE -> wide(from, at, into, row, end);
      case FIXED_LEN_BYTE_ARRAY -> fixed(from, at, into, row, end);
      case BINARY -> bytes(from, at, into, row, end);
      case BOOLEAN, INT96 -> throw new IllegalStateException(physical.name());
    };
  }

  private int narrow(byte[] from, int at, ColumnVector into, int row, int end) {
    int next = at;
    for (int i = row; i < end; i++, next += Integer.BYTES) {
      int stored = (int) PlainReader.INTS.get(from, next);
      into.set(i, asItIs ? stored : number.applyAsLong(stored));
    }
    return next;
  }

  private int wide(byte[] from, int at, ColumnVector into, int row, int end) {
    int next = at;
    for (int i = row; i < end; i++, next += Long.BYTES) {
      long stored = (long) PlainReader.LONGS.get(from, next);
      into.set(i, asItIs ? stored : number.applyAsLong(stored));
    }
    return next;
  }

  private int fixed(byte[] from, int at, ColumnVector into, int row, int end) {
    int next = at;
    for (int i = row; i < end; i++, next += size) {
      if (size > from.length - next) {
        throw new IndexOutOfBoundsException();
      }
      into.set(i, from, next, size);
    }
    return next;
  }

  private int bytes(byte[] from, int at, ColumnVector into, int row, int end) {
    int next = at;
    for (int i = row; i < end; i++) {
      int length = (int) PlainReader.INTS.get(from, next);
      next += Integer.BYTES;
      if (length < 0 || length > from.length - next) {
        throw new IndexOutOfBoundsException();
      }
      if (isDecimal && length == 0) {
        throw new UnfitValueException("a decimal has no bytes");
      }
      into.set(i, from, next, length);
      next += length;
    }
    return next;
  }
}
