package io.understudy.engine.plan;

import io.understudy.engine.Column;
import io.understudy.engine.ColumnType;
import io.understudy.engine.TableSchema;
import io.understudy.engine.config.ColumnAction;
import io.understudy.engine.config.Place;
import io.understudy.engine.config.Problems;
import io.understudy.engine.config.Source;
import io.understudy.engine.config.Step;
import io.understudy.engine.config.Text;
import io.understudy.engine.expression.Code;
import io.understudy.engine.expression.Compiler;
import io.understudy.engine.expression.ExpressionException;
import io.understudy.engine.expression.ExpressionProblem;
import io.understudy.engine.fake.Entity;
import io.understudy.engine.plan.Columns.Entry;
import io.understudy.engine.plan.Columns.Fate;
import io.understudy.engine.plan.Leaves.Leaf;
import io.understudy.engine.transform.Transforms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows what the steps do to the columns as such: which there are at each step, under which
 * names, and what is left at the end.
 */
final class ShapeCompiler {
  private final TableSchema schema;
  private final Leaves leaves;
  private final Set<String> locked;
  private final Map<String, @Nullable Object> globals;
  private final Transforms transforms;
  private final Problems problems;
  private final Set<Integer> kept = new HashSet<>();
  private final Map<Integer, String> dropped = new LinkedHashMap<>();
  private final List<Column> added = new ArrayList<>();
  private final List<String> addedBy = new ArrayList<>();
  private final Map<String, Fate> gone = new HashMap<>();
  private List<Entry> all;

  /**
   * @param entities what the columns hold
   * @param leaves what is in them
   * @param locked names of columns that are neither dropped nor renamed
   * @param globals what {@code globals.x} is
   */
  ShapeCompiler(
      TableSchema schema,
      List<@Nullable Entity> entities,
      Leaves leaves,
      Set<String> locked,
      Map<String, @Nullable Object> globals,
      Transforms transforms,
      Problems problems) {
    this.schema = schema;
    this.leaves = leaves;
    this.locked = locked;
    this.globals = globals;
    this.transforms = transforms;
    this.problems = problems;
    this.all = new ArrayList<>(Columns.of(schema, entities).all());
  }

  /** The columns after those that the steps so far named. */
  Columns columns() {
    return new Columns(schema.table(), all, gone);
  }

  /** Goes through a step's actions; the columns as its rules see them. */
  Columns after(Step step) {
    for (ColumnAction action : step.columns()) {
      switch (action) {
        case ColumnAction.Add add -> add(add);
        case ColumnAction.Drop drop -> drop(drop, step.vars());
        case ColumnAction.Keep keep -> keep(keep, step.vars());
        case ColumnAction.Rename rename -> rename(rename);
      }
    }
    return columns();
  }

  private void keep(ColumnAction.Keep keep, Map<String, @Nullable Object> vars) {
    Columns before = columns();
    Optional<Set<String>> named = named(keepInside(keep, before, vars), before);
    for (int i = 0; i < all.size(); i++) {
      boolean meant = named.isEmpty() || named.get().contains(all.get(i).name());
      if (meant && holds(keep.condition(), before, i, vars)) {
        kept.add(all.get(i).slot());
      }
    }
  }

  /** Takes note of names that are of what is inside of columns; the others. */
  private @Nullable List<Text> keepInside(
      ColumnAction.Keep keep, Columns before, Map<String, @Nullable Object> vars) {
    if (keep.names() == null) {
      return null;
    }
    List<Text> others = new ArrayList<>();
    for (Text name : keep.names()) {
      Optional<Leaf> leaf =
          before.indexOf(name.value()) >= 0 ? Optional.empty() : leaves.find(before, name.value());
      if (leaf.isEmpty()) {
        others.add(name);
      } else if (holds(keep.condition(), before.with(leaf.get()), before.size(), vars)) {
        kept.add(leaf.get().slot());
      }
    }
    return others;
  }

  private void add(ColumnAction.Add add) {
    Text name = add.name();
    int position = add.position() == null ? all.size() : add.position();
    if (position > all.size()) {
      problem(
          name.place(),
          "position "
              + position
              + " is behind the end: there are "
              + all.size()
              + " columns at this point",
          "count from 0, or leave the position out");
      position = all.size();
    }
    if (columns().indexOf(name.value()) >= 0) {
      problem(
          name.place(),
          "there is a column \"" + name.value() + "\" already",
          "give the new one another name, or drop or rename the other before");
      return;
    }
    if (locked.contains(name.value())) {
      problem(
          name.place(),
          "column \"" + name.value() + "\" is locked, so that no rule could give it values",
          "give it another name, or remove it from lock_columns");
      return;
    }
    Column column = new Column(name.value(), ColumnType.TEXT);
    all.add(position, new Entry(column, schema.columns().size() + added.size(), null, true));
    added.add(column);
    addedBy.add(add.place().path());
    gone.remove(name.value());
  }

  private void drop(ColumnAction.Drop drop, Map<String, @Nullable Object> vars) {
    Columns before = columns();
    Optional<Set<String>> named = named(drop.names(), before);
    Optional<Set<Integer>> placed = placed(drop, before);
    Set<Entry> going = new HashSet<>();
    for (int i = 0; i < all.size(); i++) {
      Entry entry = all.get(i);
      boolean meant = named.isPresent() || placed.isPresent();
      boolean selected =
          (named.isEmpty() || named.get().contains(entry.name()))
              && (placed.isEmpty() || placed.get().contains(i))
              && (drop.entities() == null
                  || (entry.entity() != null && drop.entities().contains(entry.entity())))
              && (drop.types() == null || drop.types().contains(RuleCompiler.type(entry.column())));
      if (selected && holds(drop.condition(), before, i, vars) && mayGo(drop, entry, meant)) {
        going.add(entry);
      }
    }
    for (Entry entry : going) {
      String where = drop.place().path();
      dropped.put(entry.slot(), where);
      gone.put(
          entry.name(),
          new Fate("was dropped in " + where, "use it before that, or do not drop it"));
    }
    all.removeAll(going);
  }

  private Optional<Set<String>> named(@Nullable List<Text> wanted, Columns before) {
    if (wanted == null) {
      return Optional.empty();
    }
    Set<String> names = new HashSet<>();
    for (Text name : wanted) {
      if (before.find(name, problems) >= 0) {
        names.add(name.value());
      }
    }
    return Optional.of(names);
  }

  private Optional<Set<Integer>> placed(ColumnAction.Drop drop, Columns before) {
    if (drop.positions() == null) {
      return Optional.empty();
    }
    Set<Integer> positions = new HashSet<>();
    for (int position : drop.positions()) {
      int there = position < 0 ? position + before.size() : position;
      if (there < 0 || there >= before.size()) {
        problem(
            drop.place(),
            "there is no column at position "
                + position
                + ": there are "
                + before.size()
                + " columns at this point",
            "count from 0, or from the end with -1");
      }
      positions.add(there);
    }
    return Optional.of(positions);
  }

  private boolean holds(
      @Nullable Source condition,
      Columns before,
      int position,
      Map<String, @Nullable Object> vars) {
    if (condition == null) {
      return true;
    }
    try {
      Compiler compiler = new Compiler(before.scope(position, transforms, -1), vars, globals);
      Code code = compiler.condition(condition.expression());
      if (code.isConstant()) {
        return Compiler.truth(code.value());
      }
      ExpressionProblem needsRow =
          new ExpressionProblem(
              condition.expression().at(),
              "columns are dropped before the first row is read, and this condition needs a row",
              "use column and vars only");
      problems.add(condition.problem(needsRow));
    } catch (ExpressionException e) {
      problems.add(condition.problem(e.problem()));
    }
    return false;
  }

  /**
   * @param meant whether the column is selected by its name or position: then sparing it is a
   *     problem
   */
  private boolean mayGo(ColumnAction.Drop drop, Entry entry, boolean meant) {
    boolean isLocked = isLocked(entry);
    boolean isKept = kept.contains(entry.slot());
    if (meant && isLocked) {
      problem(
          drop.place(), "column \"" + entry.name() + "\" is locked", "remove it from lock_columns");
    } else if (meant && isKept) {
      problem(
          drop.place(),
          "column \"" + entry.name() + "\" is named in columns.keep",
          "remove it from there, or do not drop it");
    }
    return !isLocked && !isKept;
  }

  private void rename(ColumnAction.Rename rename) {
    Columns before = columns();
    List<Entry> after = new ArrayList<>(all);
    Map<Integer, ColumnAction.NewName> renamed = new HashMap<>();
    for (ColumnAction.NewName each : rename.names()) {
      int position = before.find(each.from(), problems);
      if (position < 0) {
        continue;
      }
      Entry entry = all.get(position);
      String to = each.to().value();
      if (isLocked(entry)) {
        problem(
            each.from().place(),
            "column \"" + entry.name() + "\" is locked",
            "remove it from lock_columns");
      } else if (locked.contains(to)) {
        problem(each.to().place(), "column \"" + to + "\" is locked", "choose another name");
      } else if (renamed.put(position, each) != null) {
        problem(each.from().place(), "the column is renamed twice here", "remove one of the two");
      } else {
        Column column = new Column(to, entry.column().type());
        after.set(position, new Entry(column, entry.slot(), entry.entity(), entry.added()));
      }
    }
    if (unique(after, renamed)) {
      forget(renamed, after);
      all = after;
    }
  }

  private boolean unique(List<Entry> after, Map<Integer, ColumnAction.NewName> renamed) {
    Map<String, Integer> names = new HashMap<>();
    boolean unique = true;
    for (int i = 0; i < after.size(); i++) {
      Integer other = names.putIfAbsent(after.get(i).name(), i);
      if (other != null) {
        ColumnAction.NewName said = renamed.containsKey(i) ? renamed.get(i) : renamed.get(other);
        if (said != null) {
          problem(
              said.to().place(),
              "two columns would be called \"" + said.to().value() + "\"",
              "choose another name, or drop or rename the other before");
          unique = false;
        }
      }
    }
    return unique;
  }

  private void forget(Map<Integer, ColumnAction.NewName> renamed, List<Entry> after) {
    renamed.forEach(
        (position, each) ->
            gone.put(
                all.get(position).name(),
                new Fate(
                    "is called \"" + each.to().value() + "\" since " + each.place().path(),
                    "write \"" + each.to().value() + "\"")));
    after.forEach(entry -> gone.remove(entry.name()));
  }

  private boolean isLocked(Entry entry) {
    return !entry.added() && locked.contains(entry.name());
  }

  private void problem(Place place, String message, String remedy) {
    problems.add(place.problem(message, remedy));
  }

  /** Slots of the columns that are named in {@code columns.keep}. */
  Set<Integer> kept() {
    return kept;
  }

  /** Slots of the columns that pass on purpose: kept and locked ones. */
  Set<Integer> passing() {
    Set<Integer> passing = new HashSet<>(kept);
    for (int i = 0; i < schema.columns().size(); i++) {
      if (locked.contains(schema.columns().get(i).name())) {
        passing.add(i);
      }
    }
    for (Leaf leaf : leaves.all()) {
      if (passing.contains(leaf.parent()) || locked.contains(leaf.column().name())) {
        passing.add(leaf.slot());
      }
    }
    return passing;
  }

  /** By slot, where in the document the column is dropped. */
  Map<Integer, String> dropped() {
    return dropped;
  }

  /** Columns that were added, in the order of their slots, be they dropped again or not. */
  List<Column> added() {
    return added;
  }

  /** For each of {@link #added}, where in the document that is. */
  List<String> addedBy() {
    return addedBy;
  }
}
