package io.understudy.files.parquet;

import io.understudy.files.ColumnVector;
import io.understudy.files.ValueType;
import io.understudy.files.parquet.CellType.Cell;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.function.LongUnaryOperator;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** How values of a primitive column get into a {@link ColumnVector}. */
final class VectorCells {
  private static final long MICROS_PER_DAY = 86_400_000_000L;
  private static final long FIRST_SECOND = Long.MIN_VALUE / 1_000_000 + 1;
  private static final long LAST_SECOND = Long.MAX_VALUE / 1_000_000 - 1;
  private static final int UUID_BYTES = 16;
  private static final Cell.Bytes INT96 = (Cell.Bytes) TimeCells.int96();

  /** Of numbers that a vector has as they are stored. */
  static final LongUnaryOperator AS_IT_IS = LongUnaryOperator.identity();

  private VectorCells() {}

  /** Takes the value that a reader stands at. */
  @FunctionalInterface
  interface Take {
    void take(ColumnReader from, ColumnVector into, int row);
  }

  /** A vector for such values. */
  static ColumnVector vector(PrimitiveType type, int capacity) {
    CellType cell = CellType.of(type);
    int scale =
        type.getLogicalTypeAnnotation() instanceof DecimalLogicalTypeAnnotation decimal
            ? decimal.getScale()
            : 0;
    boolean bytes =
        switch (cell.value()) {
          case TEXT, JSON, BYTES, UUID -> true;
          case NUMERIC -> cell.cell() instanceof Cell.Bytes || isUnsignedLong(type);
          default -> false;
        };
    return new ColumnVector(cell.value(), scale, bytes, capacity);
  }

  private static boolean isUnsignedLong(PrimitiveType type) {
    return type.getLogicalTypeAnnotation() instanceof IntLogicalTypeAnnotation whole
        && whole.getBitWidth() == Long.SIZE
        && !whole.isSigned();
  }

  static Take take(PrimitiveType type) {
    return switch (type.getPrimitiveTypeName()) {
      case BOOLEAN -> (from, into, row) -> into.set(row, from.getBoolean() ? 1 : 0);
      case FLOAT -> (from, into, row) -> into.set(row, bits(from.getFloat()));
      case DOUBLE -> (from, into, row) -> into.set(row, bits(from.getDouble()));
      case INT96 -> (from, into, row) -> into.set(row, micros(from.getBinary()));
      case INT32 -> {
        LongUnaryOperator number = number(type);
        yield (from, into, row) -> into.set(row, number.applyAsLong(from.getInteger()));
      }
      case INT64 -> {
        if (isUnsignedLong(type)) {
          yield (from, into, row) -> into.set(row, unsigned(from.getLong()));
        }
        LongUnaryOperator number = number(type);
        yield (from, into, row) -> into.set(row, number.applyAsLong(from.getLong()));
      }
      case BINARY, FIXED_LEN_BYTE_ARRAY -> bytes(type, type.getLogicalTypeAnnotation());
    };
  }

  /** Whether values of the type are in a vector as they are in PLAIN pages, or numbers of these. */
  static boolean isPlain(PrimitiveType type) {
    return type.getPrimitiveTypeName() != PrimitiveTypeName.INT96
        && !isUnsignedLong(type)
        && !(type.getLogicalTypeAnnotation()
            instanceof LogicalTypeAnnotation.Float16LogicalTypeAnnotation);
  }

  /** What a vector has of the bits of INT32, INT64, FLOAT and DOUBLE; {@link #AS_IT_IS} if that. */
  static LongUnaryOperator number(PrimitiveType type) {
    LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
    if (type.getPrimitiveTypeName() == PrimitiveTypeName.FLOAT) {
      return stored -> bits(Float.intBitsToFloat((int) stored));
    }
    boolean narrow = type.getPrimitiveTypeName() == PrimitiveTypeName.INT32;
    if (logical instanceof TimeLogicalTypeAnnotation time) {
      return stored -> ofDay(stored, narrow ? TimeUnit.MILLIS : time.getUnit());
    }
    if (!narrow
        && logical instanceof TimestampLogicalTypeAnnotation stamp
        && stamp.getUnit() != TimeUnit.MICROS) {
      return stored -> moment(stored, stamp.getUnit());
    }
    if (narrow && logical instanceof IntLogicalTypeAnnotation whole && !whole.isSigned()) {
      long mask = (1L << whole.getBitWidth()) - 1;
      return stored -> stored & mask;
    }
    return AS_IT_IS;
  }

  /**
   * Bytes that a value of BINARY or FIXED_LEN_BYTE_ARRAY must have, as {@link TextCells#sized} sees
   * it; -1: any.
   */
  static int size(PrimitiveType type) {
    if (CellType.of(type).value() == ValueType.UUID) {
      return UUID_BYTES;
    }
    return type.getPrimitiveTypeName() == PrimitiveTypeName.BINARY ? -1 : type.getTypeLength();
  }

  private static Take bytes(PrimitiveType type, LogicalTypeAnnotation logical) {
    if (logical instanceof LogicalTypeAnnotation.Float16LogicalTypeAnnotation) {
      Cell.Bytes half = (Cell.Bytes) NumberCells.half();
      return (from, into, row) ->
          into.set(row, bits((double) half.decode().apply(from.getBinary())));
    }
    int length = size(type);
    if (logical instanceof DecimalLogicalTypeAnnotation) {
      return (from, into, row) -> {
        Binary value = TextCells.sized(from.getBinary(), length);
        if (value.length() == 0) {
          throw new UnfitValueException("a decimal has no bytes");
        }
        into.set(row, value);
      };
    }
    return (from, into, row) -> into.set(row, TextCells.sized(from.getBinary(), length));
  }

  private static long bits(double number) {
    return Double.doubleToRawLongBits(number);
  }

  /** Big-endian, with a byte for the sign. */
  private static Binary unsigned(long bits) {
    byte[] bytes = new byte[1 + Long.BYTES];
    for (int i = Long.BYTES, shift = 0; i > 0; i--, shift += Byte.SIZE) {
      bytes[i] = (byte) (bits >>> shift);
    }
    return Binary.fromConstantByteArray(bytes);
  }

  private static long ofDay(long stored, TimeUnit unit) {
    long perMicro = unit == TimeUnit.NANOS ? 1000 : 1;
    long micros = unit == TimeUnit.MILLIS ? stored * 1000 : Math.floorDiv(stored, perMicro);
    if (stored < 0 || stored > MICROS_PER_DAY * perMicro || micros >= MICROS_PER_DAY) {
      throw new UnfitValueException("a TIME value lies outside of a day");
    }
    return micros;
  }

  private static long moment(long stored, TimeUnit unit) {
    return switch (unit) {
      case MILLIS ->
          stored == Math.clamp(stored, Long.MIN_VALUE / 1000, Long.MAX_VALUE / 1000)
              ? stored * 1000
              : stored < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
      case MICROS -> stored;
      case NANOS -> Math.floorDiv(stored, 1000L);
    };
  }

  private static long micros(Binary int96) {
    LocalDateTime moment = (LocalDateTime) INT96.decode().apply(int96);
    long seconds = moment.toEpochSecond(ZoneOffset.UTC);
    return seconds == Math.clamp(seconds, FIRST_SECOND, LAST_SECOND)
        ? seconds * 1_000_000 + moment.get(ChronoField.MICRO_OF_SECOND)
        : seconds < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }
}
