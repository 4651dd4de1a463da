package io.understudy.loader.table;

import io.understudy.files.FileColumn;
import io.understudy.files.ValueType;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Types of new columns, and which columns that are there can hold a file's values. A pair is
 * refused if the database would refuse most values, or drop a part of them without an error. What a
 * column's own precision does to a value (digits after the point, fractions of a second, padding)
 * is left to the one who declared it.
 */
public final class SqlTypes {
  private static final Set<String> WHOLE = Set.of("int2", "int4", "int8");
  private static final Set<String> NUMBER =
      Set.of("int2", "int4", "int8", "numeric", "float4", "float8");
  private static final Set<String> TEXT = Set.of("text", "varchar", "bpchar", "citext");
  private static final Set<String> TYPED =
      Set.of(
          "bool",
          "int2",
          "int4",
          "int8",
          "numeric",
          "float4",
          "float8",
          "date",
          "time",
          "timestamp",
          "timestamptz",
          "uuid");

  /** What the name of an array's type begins with; its elements' follows. */
  private static final String ARRAY = "_";

  private SqlTypes() {}

  /**
   * Type of a new column of single values. JSON is kept as {@code json}, not {@code jsonb}: that
   * keeps the text as it is (order, repeated keys, numbers).
   */
  private static String of(ValueType type) {
    return switch (type) {
      case NONE, TEXT -> "text";
      case BOOLEAN -> "boolean";
      case BIGINT -> "bigint";
      case NUMERIC -> "numeric";
      case DOUBLE -> "double precision";
      case DATE -> "date";
      case TIME -> "time";
      case TIMESTAMP -> "timestamp";
      case TIMESTAMPTZ -> "timestamptz";
      case UUID -> "uuid";
      case BYTES -> "bytea";
      case JSON -> "json";
    };
  }

  /** Type of a new column; of lists an array, of what else is nested {@code jsonb}. */
  static String of(FileColumn column) {
    FileColumn.Nested nested = column.nested();
    if (nested == null) {
      return of(column.type());
    }
    return nested.items() == null ? "jsonb" : of(nested.items()) + "[]";
  }

  /** Internal name of {@link #of}. */
  static String internal(FileColumn column) {
    FileColumn.Nested nested = column.nested();
    if (nested == null) {
      return internal(column.type());
    }
    return nested.items() == null ? "jsonb" : ARRAY + internal(nested.items());
  }

  private static String internal(ValueType type) {
    return switch (type) {
      case BOOLEAN -> "bool";
      case BIGINT -> "int8";
      case DOUBLE -> "float8";
      default -> of(type);
    };
  }

  /** Whether a column of this type (internal name) can hold the values of a file's column. */
  static boolean holds(String base, FileColumn column) {
    ValueType items = items(base, column);
    return items == null
        ? holds(base, column.type())
        : holds(base.substring(ARRAY.length()), items);
  }

  /** Type of the items of a list that a column of this type stores as an array; else null. */
  public static @Nullable ValueType items(String base, FileColumn column) {
    FileColumn.Nested nested = column.nested();
    return nested != null && base.startsWith(ARRAY) ? nested.items() : null;
  }

  private static boolean holds(String base, ValueType type) {
    return switch (type) {
      case NONE -> true;
      case BOOLEAN -> base.equals("bool") || isText(base);
      case BIGINT -> NUMBER.contains(base) || base.equals("bool") || isText(base);
      case NUMERIC -> NUMBER.contains(base) || isText(base);
      case DOUBLE -> NUMBER.contains(base) && !WHOLE.contains(base) || isText(base);
      case DATE -> Set.of("date", "timestamp", "timestamptz").contains(base) || isText(base);
      case TIME -> Set.of("time", "timetz", "interval").contains(base) || isText(base);
      case TIMESTAMP -> Set.of("timestamp", "timestamptz").contains(base) || isText(base);
      case TIMESTAMPTZ -> base.equals("timestamptz") || isText(base);
      case UUID -> base.equals("uuid") || isText(base);
      case BYTES -> base.equals("bytea");
      case JSON -> base.equals("json") || base.equals("jsonb") || isText(base);
      case TEXT -> !TYPED.contains(base);
    };
  }

  /** Whether values appear in it as they are written. */
  public static boolean isText(String base) {
    return TEXT.contains(base);
  }
}
