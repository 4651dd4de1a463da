package io.understudy.files.parquet;

import io.understudy.engine.ColumnType;
import io.understudy.files.ValueType;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * How values of a primitive column look in a batch, and how they get in and out of the physical
 * type.
 *
 * @param column type in a batch
 * @param value type in a table
 * @param cell the conversion
 */
record CellType(ColumnType column, ValueType value, Cell cell) {

  /** Conversion between a physical type and the class that a batch holds. */
  sealed interface Cell {
    /** INT32 and INT64, as a long. */
    record Whole(LongFunction<Object> decode, ToLongFunction<Object> encode) implements Cell {}

    /** BINARY, FIXED_LEN_BYTE_ARRAY and INT96. */
    record Bytes(Function<Binary, Object> decode, Function<Object, Binary> encode)
        implements Cell {}

    /** FLOAT; a batch holds doubles. */
    record Single() implements Cell {}

    /** DOUBLE. */
    record Twofold() implements Cell {}

    /** BOOLEAN. */
    record Truth() implements Cell {}
  }

  /** Of a column that is not repeated. */
  static CellType of(PrimitiveType type) {
    PrimitiveTypeName physical = type.getPrimitiveTypeName();
    return switch (physical) {
      case BOOLEAN -> new CellType(ColumnType.BOOLEAN, ValueType.BOOLEAN, new Cell.Truth());
      case FLOAT -> new CellType(ColumnType.FLOAT, ValueType.DOUBLE, new Cell.Single());
      case DOUBLE -> new CellType(ColumnType.FLOAT, ValueType.DOUBLE, new Cell.Twofold());
      case INT32, INT64 -> whole(type, physical == PrimitiveTypeName.INT32 ? 32 : 64);
      case INT96 -> new CellType(ColumnType.TIMESTAMP, ValueType.TIMESTAMP, TimeCells.int96());
      case BINARY, FIXED_LEN_BYTE_ARRAY -> bytes(type);
    };
  }

  private static CellType whole(PrimitiveType type, int bits) {
    LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
    if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
      return new CellType(
          ColumnType.DECIMAL,
          ValueType.NUMERIC,
          NumberCells.decimal(decimal.getPrecision(), decimal.getScale(), bits));
    }
    if (logical instanceof LogicalTypeAnnotation.DateLogicalTypeAnnotation) {
      return new CellType(ColumnType.DATE, ValueType.DATE, TimeCells.date());
    }
    if (logical instanceof TimeLogicalTypeAnnotation time) {
      return new CellType(ColumnType.TIME, ValueType.TIME, TimeCells.time(time.getUnit()));
    }
    if (logical instanceof TimestampLogicalTypeAnnotation stamp) {
      return stamp.isAdjustedToUTC()
          ? new CellType(
              ColumnType.INSTANT, ValueType.TIMESTAMPTZ, TimeCells.instant(stamp.getUnit()))
          : new CellType(
              ColumnType.TIMESTAMP, ValueType.TIMESTAMP, TimeCells.wallClock(stamp.getUnit()));
    }
    if (logical instanceof IntLogicalTypeAnnotation whole) {
      return whole.getBitWidth() == 64 && !whole.isSigned()
          ? new CellType(ColumnType.DECIMAL, ValueType.NUMERIC, NumberCells.unsignedLong())
          : new CellType(
              ColumnType.INTEGER,
              ValueType.BIGINT,
              NumberCells.whole(whole.getBitWidth(), whole.isSigned()));
    }
    return new CellType(
        ColumnType.INTEGER,
        logical instanceof LogicalTypeAnnotation.UnknownLogicalTypeAnnotation
            ? ValueType.NONE
            : ValueType.BIGINT,
        NumberCells.whole(bits, true));
  }

  private static CellType bytes(PrimitiveType type) {
    LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
    int fixed = type.getPrimitiveTypeName() == PrimitiveTypeName.BINARY ? -1 : type.getTypeLength();
    if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
      return new CellType(
          ColumnType.DECIMAL,
          ValueType.NUMERIC,
          NumberCells.decimalBytes(decimal.getPrecision(), decimal.getScale(), fixed));
    }
    if (logical instanceof LogicalTypeAnnotation.Float16LogicalTypeAnnotation) {
      return new CellType(ColumnType.FLOAT, ValueType.DOUBLE, NumberCells.half());
    }
    if (logical instanceof LogicalTypeAnnotation.UUIDLogicalTypeAnnotation) {
      return new CellType(ColumnType.TEXT, ValueType.UUID, TextCells.uuid());
    }
    if (logical instanceof LogicalTypeAnnotation.StringLogicalTypeAnnotation
        || logical instanceof LogicalTypeAnnotation.EnumLogicalTypeAnnotation) {
      return new CellType(ColumnType.TEXT, ValueType.TEXT, TextCells.text(fixed));
    }
    if (logical instanceof LogicalTypeAnnotation.JsonLogicalTypeAnnotation) {
      return new CellType(ColumnType.TEXT, ValueType.JSON, TextCells.text(fixed));
    }
    return new CellType(
        ColumnType.BINARY,
        logical instanceof LogicalTypeAnnotation.UnknownLogicalTypeAnnotation
            ? ValueType.NONE
            : ValueType.BYTES,
        TextCells.raw(fixed));
  }
}
