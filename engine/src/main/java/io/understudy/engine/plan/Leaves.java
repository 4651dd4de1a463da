package io.understudy.engine.plan;

import io.understudy.engine.Column;
import io.understudy.engine.ColumnType;
import io.understudy.engine.InnerColumn;
import io.understudy.engine.InnerPath;
import io.understudy.engine.TableSchema;
import io.understudy.engine.fake.Entity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The values inside of columns, with a slot for each: all that the schema tells, and in columns
 * whose inside it does not tell (JSON lines, texts that are JSON) those that the config names.
 */
final class Leaves {
  private final TableSchema schema;
  private final Function<Column, @Nullable Entity> entities;
  private final int firstSlot;
  private final List<Leaf> all = new ArrayList<>();

  /**
   * One kind of value.
   *
   * @param slot behind those of all columns
   * @param parent slot of the column that it is in
   * @param column named by the dotted path, from the column as it is in the file
   * @param path the whole path below the column, as the file's format has it
   * @param place in the column's JSON text
   * @param entity what it holds; null if unknown
   */
  record Leaf(
      int slot, int parent, Column column, String path, InnerPath place, @Nullable Entity entity) {

    /** Its path below the column, as short as it can be. */
    String rest(String parentName) {
      return column.name().equals(parentName)
          ? ""
          : column.name().substring(parentName.length() + 1);
    }
  }

  /**
   * @param entities what a column holds by its name
   * @param firstSlot of the first
   */
  Leaves(TableSchema schema, Function<Column, @Nullable Entity> entities, int firstSlot) {
    this.schema = schema;
    this.entities = entities;
    this.firstSlot = firstSlot;
    for (InnerColumn inner : schema.inner()) {
      add(inner.parent(), inner.column(), inner.path(), inner.place());
    }
  }

  private Leaf add(int parent, Column column, String path, InnerPath place) {
    Leaf leaf =
        new Leaf(firstSlot + all.size(), parent, column, path, place, entities.apply(column));
    all.add(leaf);
    return leaf;
  }

  List<Leaf> all() {
    return all;
  }

  /** Those in this column. */
  List<Leaf> in(int parent) {
    return all.stream().filter(leaf -> leaf.parent() == parent).toList();
  }

  /** Whether the schema tells what is in the column. */
  boolean areKnown(int parent) {
    return schema.inner().stream().anyMatch(inner -> inner.parent() == parent);
  }

  /** The one with this slot. */
  Leaf get(int slot) {
    return all.get(slot - firstSlot);
  }

  boolean isLeaf(int slot) {
    return slot >= firstSlot;
  }

  /**
   * What a dotted path means at one point of the steps. In a column whose inside is not known it is
   * there from now on.
   */
  Optional<Leaf> find(Columns columns, String name) {
    Columns.@Nullable Entry parent = null;
    for (Columns.Entry entry : columns.all()) {
      boolean begins =
          name.startsWith(entry.name() + ".")
              || (name.equals(entry.name()) && entry.column().type() == ColumnType.NESTED);
      boolean longer = parent == null || entry.name().length() > parent.name().length();
      if (begins && longer && !entry.added()) {
        parent = entry;
      }
    }
    if (parent == null) {
      return Optional.empty();
    }
    String rest =
        name.length() == parent.name().length() ? "" : name.substring(parent.name().length() + 1);
    return areKnown(parent.slot())
        ? known(parent.slot(), rest)
        : named(parent.slot(), parent.column().type(), rest);
  }

  private Optional<Leaf> known(int parent, String rest) {
    String name = schema.columns().get(parent).name();
    return in(parent).stream()
        .filter(
            leaf ->
                leaf.rest(name).equals(rest)
                    || leaf.path().equals(rest)
                    || (!leaf.place().ofKeys() && leaf.place().dotted().equals(rest)))
        .findFirst();
  }

  private Optional<Leaf> named(int parent, ColumnType type, String rest) {
    if (type != ColumnType.NESTED && type != ColumnType.TEXT) {
      return Optional.empty();
    }
    InnerPath place = InnerPath.parse(rest);
    for (Leaf leaf : in(parent)) {
      if (leaf.place().equals(place)) {
        return Optional.of(leaf);
      }
    }
    String name = schema.columns().get(parent).name();
    String dotted = place.dotted();
    Column column = new Column(rest.isEmpty() ? name : name + "." + dotted, ColumnType.TEXT);
    return Optional.of(add(parent, column, dotted, place));
  }

  /** Names of those that the schema tells, at one point of the steps. */
  List<String> names(Columns columns) {
    List<String> names = new ArrayList<>();
    for (Columns.Entry entry : columns.all()) {
      for (Leaf leaf : areKnown(entry.slot()) ? in(entry.slot()) : List.<Leaf>of()) {
        names.add(entry.name() + leaf.column().name().substring(name(leaf).length()));
      }
    }
    return names;
  }

  private String name(Leaf leaf) {
    return schema.columns().get(leaf.parent()).name();
  }

  /** What a value of this name holds: by its own key, else by all of them together. */
  static Optional<Entity> classify(Column column, Function<String, Optional<Entity>> byName) {
    String name = column.name();
    Optional<Entity> own = byName.apply(name.substring(name.lastIndexOf('.') + 1));
    return own.isPresent() ? own : byName.apply(name.replace('.', '_'));
  }
}
