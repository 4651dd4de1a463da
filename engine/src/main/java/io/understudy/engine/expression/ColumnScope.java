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
 * @param subject position of the column that says whose row it is ({@code globals.subject}); -1:
 *     there is none
 * @param added whether the config itself added the column, so that its cells have no value yet
 */
public record ColumnScope(
    TableSchema schema,
    int position,
    @Nullable Entity entity,
    Transforms transforms,
    int subject,
    boolean added) {

  /** Of a column of the file, without a subject. */
  public ColumnScope(
      TableSchema schema, int position, @Nullable Entity entity, Transforms transforms) {
    this(schema, position, entity, transforms, -1, false);
  }

  /** Type of the column. */
  public ColumnType type() {
    return schema.columns().get(position).type();
  }
}
