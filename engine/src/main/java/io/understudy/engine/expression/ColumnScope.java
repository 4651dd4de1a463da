package io.understudy.engine.expression;

import io.understudy.engine.ColumnType;
import io.understudy.engine.TableSchema;
import io.understudy.engine.fake.Entity;
import io.understudy.engine.transform.Transforms;
import org.jspecify.annotations.Nullable;

/**
 * The column that an expression is compiled for.
 *
 * @param schema of the table
 * @param position of the column
 * @param entity what {@code column.entity} is; null if unknown
 * @param transforms makes what needs the key
 */
public record ColumnScope(
    TableSchema schema, int position, @Nullable Entity entity, Transforms transforms) {

  /** Type of the column. */
  public ColumnType type() {
    return schema.columns().get(position).type();
  }
}
