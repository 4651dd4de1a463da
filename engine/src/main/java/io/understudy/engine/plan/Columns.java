package io.understudy.engine.plan;

import io.understudy.engine.Column;
import io.understudy.engine.ColumnType;
import io.understudy.engine.TableSchema;
import io.understudy.engine.config.Problems;
import io.understudy.engine.config.Text;
import io.understudy.engine.expression.ColumnScope;
import io.understudy.engine.expression.Suggestion;
import io.understudy.engine.fake.Entity;
import io.understudy.engine.plan.Leaves.Leaf;
import io.understudy.engine.transform.Transforms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The columns as they are at one point of the steps, in order.
 *
 * @param table name of the table
 * @param all those that are there
 * @param gone names that columns had before, and what became of them
 */
record Columns(String table, List<Entry> all, Map<String, Fate> gone) {
  private static final int MOST_NAMES = 12;

  /**
   * A column.
   *
   * @param column under the name that it has at that point
   * @param slot its position in a batch
   * @param entity what it holds; null if unknown
   * @param added whether the config added it
   */
  record Entry(Column column, int slot, @Nullable Entity entity, boolean added) {
    String name() {
      return column.name();
    }
  }

  /** What became of a column, and what to do about its old name. */
  record Fate(String what, String remedy) {}

  Columns {
    all = List.copyOf(all);
    gone = Map.copyOf(gone);
  }

  /** As they are in the file. */
  static Columns of(TableSchema schema, List<@Nullable Entity> entities) {
    List<Entry> all = new ArrayList<>();
    for (Column column : schema.columns()) {
      all.add(new Entry(column, all.size(), entities.get(all.size()), false));
    }
    return new Columns(schema.table(), all, Map.of());
  }

  /** With a value inside of a column behind them. */
  Columns with(Leaf leaf) {
    List<Entry> more = new ArrayList<>(all);
    more.add(entry(leaf));
    return new Columns(table, more, gone);
  }

  /** A value inside of a column, as rules see it. */
  Entry entry(Leaf leaf) {
    return new Entry(leaf.column(), leaf.slot(), leaf.entity(), false);
  }

  /** Whether this is a column's name, and not of what is inside of one. */
  boolean isWhole(String name) {
    int position = indexOf(name);
    return position >= 0 && all.get(position).column().type() != ColumnType.NESTED;
  }

  int size() {
    return all.size();
  }

  Entry get(int position) {
    return all.get(position);
  }

  List<String> names() {
    return all.stream().map(Entry::name).toList();
  }

  /** Position of the column of this name, -1 if there is none. */
  int indexOf(String name) {
    return names().indexOf(name);
  }

  /**
   * Position of the column of this name.
   *
   * @return -1 if there is none, which is a problem then
   */
  int find(Text name, Problems problems) {
    return find(name, List.of(), problems);
  }

  /**
   * As above.
   *
   * @param inside names of what is inside of columns, of which one may be meant
   */
  int find(Text name, List<String> inside, Problems problems) {
    int position = indexOf(name.value());
    if (position < 0) {
      problems.add(name.place().problem(missing(name.value()), remedy(name.value(), inside)));
    }
    return position;
  }

  private String missing(String name) {
    Fate fate = gone.get(name);
    return fate == null
        ? "table \"" + table + "\" has no column \"" + name + "\""
        : "column \"" + name + "\" " + fate.what();
  }

  private String remedy(String name, List<String> inside) {
    Fate fate = gone.get(name);
    if (fate != null) {
      return fate.remedy();
    }
    List<String> known = new ArrayList<>(names());
    known.addAll(inside);
    String guess = Suggestion.didYouMean(name, known);
    return guess.isEmpty()
        ? "its columns are "
            + String.join(", ", known.subList(0, Math.min(MOST_NAMES, known.size())))
            + (known.size() > MOST_NAMES ? ", ..." : "")
        : guess;
  }

  /** For expressions about the column at this position. */
  ColumnScope scope(int position, Transforms transforms, int subject) {
    Entry entry = all.get(position);
    return scope(position, entry.entity(), entry.added(), transforms, subject);
  }

  /** For expressions about a row. */
  ColumnScope rowScope(Transforms transforms) {
    return scope(ColumnScope.NO_COLUMN, null, false, transforms, -1);
  }

  private ColumnScope scope(
      int position, @Nullable Entity entity, boolean added, Transforms transforms, int subject) {
    Map<String, String> fates = new HashMap<>();
    gone.forEach((name, fate) -> fates.put(name, fate.what()));
    return new ColumnScope(
        new TableSchema(table, all.stream().map(Entry::column).toList()),
        position,
        entity,
        transforms,
        all.stream().map(Entry::slot).toList(),
        fates,
        subject,
        added);
  }
}
