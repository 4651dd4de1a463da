package io.understudy.files.parquet;

import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.GeographyLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.GeometryLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.VariantLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * Types whose bytes have a form of their own, which no rule knows: readers would take what it makes
 * of them for damage. A value of a VARIANT can besides be in its bytes in one row and in a column
 * below it in the next.
 */
final class OpaqueTypes {
  private OpaqueTypes() {}

  /**
   * @throws io.understudy.files.FileException.Terminal if the leaf is of such a type, or within one
   */
  static void refuse(MessageType schema, ColumnDescriptor leaf, Place file) {
    GroupType group = schema;
    for (String name : leaf.getPath()) {
      Type type = group.getType(name);
      String opaque = opaque(type.getLogicalTypeAnnotation());
      if (opaque != null) {
        throw file.in(String.join(".", leaf.getPath()), 0)
            .bad(
                "no rule can change a " + opaque,
                "drop column \"" + leaf.getPath()[0] + "\", or take the rule out");
      }
      group = type.isPrimitive() ? group : type.asGroupType();
    }
  }

  private static @Nullable String opaque(@Nullable LogicalTypeAnnotation annotation) {
    return switch (annotation) {
      case VariantLogicalTypeAnnotation variant -> "VARIANT";
      case GeometryLogicalTypeAnnotation geometry -> "GEOMETRY";
      case GeographyLogicalTypeAnnotation geography -> "GEOGRAPHY";
      case null, default -> null;
    };
  }
}
