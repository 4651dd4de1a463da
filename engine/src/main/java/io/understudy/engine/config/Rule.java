package io.understudy.engine.config;

import io.understudy.engine.fake.Entity;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One item of {@code rows.update}. What selects its cells combines with AND.
 *
 * @param place where it is
 * @param names columns; null: any
 * @param entities what the column holds; null: anything
 * @param types the column's type; null: any
 * @param condition must be true for the cell; null: it is
 * @param foreach a list, for each item of which the value is computed on top of the one before;
 *     null: once
 * @param value what stands in the cell then
 * @param fallback what stands there if {@code value} fails; null: the file fails
 * @param unique whether two values must not get one fake
 */
public record Rule(
    Place place,
    @Nullable List<Text> names,
    @Nullable Set<Entity> entities,
    @Nullable Set<String> types,
    @Nullable Source condition,
    @Nullable Source foreach,
    Source value,
    @Nullable Source fallback,
    boolean unique)
    implements RowAction {
  public Rule {
    names = names == null ? null : List.copyOf(names);
    entities = entities == null ? null : Set.copyOf(entities);
    types = types == null ? null : Set.copyOf(types);
  }
}
