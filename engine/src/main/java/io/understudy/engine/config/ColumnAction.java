package io.understudy.engine.config;

import io.understudy.engine.fake.Entity;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a step does to the columns as such. */
public sealed interface ColumnAction {

  /**
   * A new column, empty until rules give it values.
   *
   * @param place where it is
   * @param name not one that a column has
   * @param position 0-based among the columns of that moment; null: last
   */
  record Add(Place place, Text name, @Nullable Integer position) implements ColumnAction {}

  /**
   * Columns that go. What selects them combines with AND.
   *
   * @param place where it is
   * @param names columns; null: any
   * @param entities what the column holds; null: anything
   * @param types the column's type; null: any
   * @param positions 0-based among the columns of that moment, negative ones from the end; null:
   *     any
   * @param condition must be true for the column; null: it is
   */
  record Drop(
      Place place,
      @Nullable List<Text> names,
      @Nullable Set<Entity> entities,
      @Nullable Set<String> types,
      @Nullable List<Integer> positions,
      @Nullable Source condition)
      implements ColumnAction {
    public Drop {
      names = names == null ? null : List.copyOf(names);
      entities = entities == null ? null : Set.copyOf(entities);
      types = types == null ? null : Set.copyOf(types);
      positions = positions == null ? null : List.copyOf(positions);
    }
  }

  /**
   * Columns that are called otherwise from here on, all at once, so that two can change names.
   *
   * @param names old and new ones
   */
  record Rename(List<NewName> names) implements ColumnAction {
    public Rename {
      names = List.copyOf(names);
    }
  }

  /**
   * One column's old and new name.
   *
   * @param place where it is
   */
  record NewName(Place place, Text from, Text to) {}

  /**
   * Columns that pass on purpose. What selects them combines with AND.
   *
   * @param names as they are at that moment; null: any
   * @param condition must be true for the column; null: it is
   */
  record Keep(@Nullable List<Text> names, @Nullable Source condition) implements ColumnAction {
    public Keep {
      names = names == null ? null : List.copyOf(names);
    }
  }
}
