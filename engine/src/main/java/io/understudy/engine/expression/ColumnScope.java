package io.understudy.engine.expression;

import io.understudy.engine.ColumnType;
import io.understudy.engine.TableSchema;
import io.understudy.engine.fake.Entity;
import io.understudy.engine.transform.Transforms;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The column that an expression is compiled for, among those that there are at that point.
 *
 * @param schema of the table as it is there
 * @param position of the column; {@link #NO_COLUMN} where an expression is about a whole row
 * @param entity what {@code column.entity} is; null if unknown
 * @param transforms makes what needs the key
 * @param slots for each column of the schema its position in a batch
 * @param gone names that columns had before, and what became of them
 * @param subject position in a batch of the column that says whose row it is ({@code
 *     globals.subject}); -1: there is none
 * @param added whether the config itself added the column, so that its cells have no value yet
 */
public record ColumnScope(
    TableSchema schema,
    int position,
    @Nullable Entity entity,
    Transforms transforms,
    List<Integer> slots,
    Map<String, String> gone,
    int subject,
    boolean added) {
  /** In the place of a position. */
  public static final int NO_COLUMN = -1;

  public ColumnScope {
    slots = List.copyOf(slots);
    gone = Map.copyOf(gone);
  }

  /** Of a table that is as it is in the file, without a subject. */
  public ColumnScope(
      TableSchema schema, int position, @Nullable Entity entity, Transforms transforms) {
    this(
        schema,
        position,
        entity,
        transforms,
        IntStream.range(0, schema.columns().size()).boxed().toList(),
        Map.of(),
        -1,
        false);
  }

  /** Type of the column. */
  public ColumnType type() {
    return position == NO_COLUMN ? ColumnType.TEXT : schema.columns().get(position).type();
  }
}
