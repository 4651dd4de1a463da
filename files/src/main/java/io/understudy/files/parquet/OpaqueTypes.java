package io.understudy.files.parquet;

import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.GeographyLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.GeometryLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.VariantLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

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
      if (isOpaque(type.getLogicalTypeAnnotation())) {
        String column = leaf.getPath()[0];
        throw file.in(String.join(".", leaf.getPath()), 0)
            .bad(
                "no rule can change a " + type.getLogicalTypeAnnotation(),
                "drop column \"" + column + "\", or take the rule out");
      }
      group = type.isPrimitive() ? group : type.asGroupType();
    }
  }

  private static boolean isOpaque(LogicalTypeAnnotation annotation) {
    return annotation instanceof VariantLogicalTypeAnnotation
        || annotation instanceof GeometryLogicalTypeAnnotation
        || annotation instanceof GeographyLogicalTypeAnnotation;
  }
}
