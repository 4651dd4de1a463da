package io.understudy.files.parquet;

import io.understudy.files.ParquetColumn;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/** Parquet's types for the columns of new files. */
final class NewTypes {
  private static final int UUID_BYTES = 16;

  private NewTypes() {}

  static PrimitiveType of(ParquetColumn column) {
    return switch (column.kind()) {
      case BOOLEAN -> named(column, PrimitiveTypeName.BOOLEAN, null);
      case INTEGER -> named(column, PrimitiveTypeName.INT32, null);
      case LONG -> named(column, PrimitiveTypeName.INT64, null);
      case FLOAT -> named(column, PrimitiveTypeName.FLOAT, null);
      case DOUBLE -> named(column, PrimitiveTypeName.DOUBLE, null);
      case DECIMAL ->
          named(
              column,
              column.isShortDecimal() ? PrimitiveTypeName.INT64 : PrimitiveTypeName.BINARY,
              LogicalTypeAnnotation.decimalType(column.scale(), column.precision()));
      case DATE -> named(column, PrimitiveTypeName.INT32, LogicalTypeAnnotation.dateType());
      case TIME -> wide(column, LogicalTypeAnnotation.timeType(false, TimeUnit.MICROS));
      case TIMESTAMP -> wide(column, LogicalTypeAnnotation.timestampType(false, TimeUnit.MICROS));
      case TIMESTAMPTZ -> wide(column, LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS));
      case UUID ->
          Types.primitive(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY, repetition(column))
              .length(UUID_BYTES)
              .as(LogicalTypeAnnotation.uuidType())
              .named(column.name());
      case BYTES -> named(column, PrimitiveTypeName.BINARY, null);
      case TEXT -> named(column, PrimitiveTypeName.BINARY, LogicalTypeAnnotation.stringType());
      case JSON -> named(column, PrimitiveTypeName.BINARY, LogicalTypeAnnotation.jsonType());
    };
  }

  private static PrimitiveType wide(ParquetColumn column, LogicalTypeAnnotation logical) {
    return named(column, PrimitiveTypeName.INT64, logical);
  }

  private static PrimitiveType named(
      ParquetColumn column, PrimitiveTypeName physical, @Nullable LogicalTypeAnnotation logical) {
    return Types.primitive(physical, repetition(column)).as(logical).named(column.name());
  }

  private static Repetition repetition(ParquetColumn column) {
    return column.nullable() ? Repetition.OPTIONAL : Repetition.REQUIRED;
  }
}
