package io.understudy.engine.plan;

import io.understudy.engine.Column;
import io.understudy.engine.ColumnPlan;
import io.understudy.engine.ColumnPlan.Decision;
import io.understudy.engine.ColumnType;
import io.understudy.engine.InnerPath;
import io.understudy.engine.Problem;
import io.understudy.engine.TableSchema;
import io.understudy.engine.config.Coverage;
import io.understudy.engine.config.Place;
import io.understudy.engine.config.Problems;
import io.understudy.engine.config.Rule;
import io.understudy.engine.config.TableConfig;
import io.understudy.engine.detect.Detector;
import io.understudy.engine.fake.Entity;
import io.understudy.engine.plan.InnerStep.Rest;
import io.understudy.engine.plan.Leaves.Leaf;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides which columns may pass. A rule declares a column if it selects it by name, entity or
 * type, or by a condition that is true for all of its cells; a rule that only some cells fit
 * declares those cells alone: under {@code detected} the others are looked at as if there were no
 * rule, under {@code declared} the column is refused. The same goes for a rule with {@code
 * foreach}, whose list may be empty, under {@code detected}.
 *
 * <p>A value that a rule takes from the row, such as {@code this} or {@code row.email}, is no mask:
 * under {@code detected} such cells are looked at as if there were no rule, unless a rule masked
 * the value before; under {@code declared} the rule is refused. What {@code columns.keep} or {@code
 * lock_columns} names may be copied, and a column that the config adds and {@code columns.keep}
 * names may hold anything.
 */
final class CoverageCheck {
  private final TableSchema schema;
  private final TableConfig config;
  private final ShapeCompiler shape;
  private final Detector detector;
  private final List<@Nullable Entity> entities;
  private final Leaves leaves;
  private final Problems problems;
  private final Map<Integer, String> rules = new HashMap<>();
  private final Map<Integer, Entity> fakes = new HashMap<>();
  private final Set<Integer> declared = new HashSet<>();

  /** Columns with a rule that writes what it made. */
  private final Set<Integer> masked = new HashSet<>();

  /** Columns with a rule that may write what it did not make. */
  private final Set<Integer> carrying = new HashSet<>();

  private final Set<Integer> refused = new HashSet<>();
  private final Set<Integer> checked = new HashSet<>();
  private final List<ColumnPlan> columns = new ArrayList<>();
  private final List<InnerStep> inner = new ArrayList<>();

  /** Slots of what passes on purpose, once all steps are known. */
  private Set<Integer> passing = Set.of();

  CoverageCheck(
      TableSchema schema,
      TableConfig config,
      ShapeCompiler shape,
      Detector detector,
      List<@Nullable Entity> entities,
      Leaves leaves,
      Problems problems) {
    this.schema = schema;
    this.config = config;
    this.shape = shape;
    this.detector = detector;
    this.entities = entities;
    this.leaves = leaves;
    this.problems = problems;
  }

  /** Takes note of a rule, compiled for one column. */
  void rule(Rule rule, RuleCompiler compiler, CellRule compiled) {
    int column = compiled.column();
    rules.merge(column, compiled.path(), (before, path) -> before + ", " + path);
    compiler.fakes().stream().findFirst().ifPresent(entity -> fakes.put(column, entity));
    boolean maySkip = compiled.foreach() != null && coverage() == Coverage.DETECTED;
    if (!maySkip && (compiler.selects() || compiled.condition() == null)) {
      declared.add(column);
    }
    if (coverage() == Coverage.DECLARED) {
      copies(rule, column, compiler.copies());
    }
    if (!compiled.carried().isEmpty()) {
      carrying.add(column);
    }
    if (!(compiled.carry() instanceof Carry.Parts parts) || masked.containsAll(parts.columns())) {
      masked.add(column);
    }
  }

  /** Under {@code declared} no value of a column without mask gets into another one, or stays. */
  private void copies(Rule rule, int column, Set<Integer> copied) {
    for (int source : copied) {
      boolean isOriginal = source < schema.columns().size() || leaves.isLeaf(source);
      if (isOriginal && !masked.contains(source)) {
        String from = column(source).name();
        String what =
            source == column
                ? "the rule leaves values of column \"" + from + "\" as they are"
                : "the rule writes values of column \""
                    + from
                    + "\" as they are into column \""
                    + name(column)
                    + "\"";
        problems.add(
            rule.value()
                .place()
                .problem(
                    what + ", and coverage is declared",
                    "mask them in the rule, or name column \"" + from + "\" in columns.keep"));
      }
    }
  }

  /** Takes note of columns that already have a problem. */
  void refused(Set<Integer> columns) {
    refused.addAll(columns);
  }

  /** Decides on every column, and adds problems for those that may not pass. */
  void check() {
    passing = shape.passing();
    for (int i = 0; i < schema.columns().size() + shape.added().size(); i++) {
      Column column = column(i);
      String drop = shape.dropped().get(i);
      if (drop != null) {
        columns.add(new ColumnPlan(column, Decision.DROPPED, entity(i), drop, ""));
      } else if (i < schema.columns().size()) {
        columns.add(stays(i, column));
      } else {
        columns.add(added(i, column));
      }
    }
    for (Leaf leaf : leaves.all()) {
      String drop = shape.dropped().get(leaf.parent());
      columns.add(
          drop == null
              ? stays(leaf.slot(), leaf.column())
              : new ColumnPlan(leaf.column(), Decision.DROPPED, entity(leaf.slot()), drop, ""));
    }
    checked.removeIf(column -> !isReadable(column(column).type()));
    for (int i = 0; i < schema.columns().size(); i++) {
      if (shape.dropped().get(i) == null && !passing.contains(i)) {
        inside(i);
      }
    }
  }

  /** What is done inside of a column, if anything. */
  private void inside(int slot) {
    List<Leaf> within = leaves.in(slot);
    boolean nested = column(slot).type() == ColumnType.NESTED;
    boolean known = leaves.areKnown(slot);
    boolean changed = within.stream().anyMatch(leaf -> rules.containsKey(leaf.slot()));
    boolean asked = within.stream().anyMatch(leaf -> checked.contains(leaf.slot()));
    boolean named = changed || !within.isEmpty();
    if (!nested && named && rules.containsKey(slot)) {
      problems.add(
          problem(
              "column \"" + column(slot).name() + "\" has rules, and so has what is in it",
              "change the whole, or values in it"));
    }
    if (!known) {
      within.forEach(leaf -> refuseIfHidden(leaf, within));
    }
    Rest rest =
        switch (coverage()) {
          case OPEN -> Rest.PASSES;
          case DETECTED -> Rest.CHECKED;
          case DECLARED -> Rest.REFUSED;
        };
    if (changed || asked || (!known && (nested || named) && rest != Rest.PASSES)) {
      inner.add(new InnerStep(slot, column(slot).name(), within, rest));
    }
  }

  /** A key that is named takes the place of {@code *}, so that its rules would not reach there. */
  private void refuseIfHidden(Leaf leaf, List<Leaf> within) {
    List<String> keys = leaf.place().keys();
    int any = keys.indexOf(InnerPath.ANY);
    while (any >= 0 && rules.containsKey(leaf.slot())) {
      for (Leaf other : within) {
        List<String> others = other.place().keys();
        boolean hides =
            others.size() > any
                && others.subList(0, any).equals(keys.subList(0, any))
                && !others.get(any).equals(InnerPath.ANY);
        boolean passes = others.size() == any + 1 && shape.kept().contains(other.slot());
        if (hides && !passes) {
          problems.add(
              problem(
                  "\""
                      + leaf.column().name()
                      + "\" would not reach what \""
                      + other.column().name()
                      + "\" is about",
                  "name every key, or all of them by *; a key that is to stay in columns.keep"));
        }
      }
      int next = keys.subList(any + 1, keys.size()).indexOf(InnerPath.ANY);
      any = next < 0 ? -1 : any + 1 + next;
    }
  }

  /** What the values in it, if they have a say, make of the column. */
  private Optional<Decision> insideOf(int slot) {
    List<Leaf> within = leaves.isLeaf(slot) ? List.of() : leaves.in(slot);
    if (within.isEmpty() || passing.contains(slot)) {
      return Optional.empty();
    }
    if (within.stream().anyMatch(leaf -> rules.containsKey(leaf.slot()))) {
      return Optional.of(Decision.MASKED);
    }
    if (within.stream().allMatch(leaf -> passing.contains(leaf.slot())) && leaves.areKnown(slot)) {
      return Optional.of(Decision.KEPT);
    }
    return Optional.of(coverage() == Coverage.OPEN ? Decision.OPEN : Decision.DETECTED_CLEAN);
  }

  private ColumnPlan stays(int i, Column column) {
    Optional<Decision> inside = insideOf(i);
    if (inside.isPresent()) {
      String paths =
          leaves.in(i).stream()
              .map(leaf -> rules.getOrDefault(leaf.slot(), ""))
              .filter(path -> !path.isEmpty())
              .distinct()
              .collect(Collectors.joining(", "));
      return new ColumnPlan(column, inside.get(), entity(i), paths, name(i));
    }
    return itself(i, column);
  }

  private ColumnPlan itself(int i, Column column) {
    Optional<String> rule = Optional.ofNullable(rules.get(i));
    boolean decided = (rule.isPresent() && masked.contains(i)) || refused.contains(i);
    Decision decision = decided ? Decision.MASKED : undeclared(i, column);
    boolean partly = rule.isPresent() && !declared.contains(i);
    if (decision == Decision.DETECTED_CLEAN
        || ((partly || carrying.contains(i)) && coverage() == Coverage.DETECTED)) {
      checked.add(i);
    }
    if (partly && coverage() == Coverage.DECLARED && !refused.contains(i)) {
      problems.add(
          problem(
              "column \""
                  + column.name()
                  + "\" has no rule for every value, and coverage is declared",
              "name it in a rule, or in columns.keep"));
    }
    return new ColumnPlan(column, decision, entity(i), rule.orElse(""), name(i));
  }

  /** Of what the config adds only that has to be looked at which a rule did not make. */
  private ColumnPlan added(int i, Column column) {
    if (carrying.contains(i) && coverage() == Coverage.DETECTED && !refused.contains(i)) {
      checked.add(i);
      if (!masked.contains(i)) {
        detected(column, true);
      }
    }
    String rule = rules.getOrDefault(i, shape.addedBy().get(i - schema.columns().size()));
    return new ColumnPlan(column, Decision.ADDED, entity(i), rule, name(i));
  }

  /** As it is in the file, or as the config adds it. */
  private Column column(int slot) {
    int width = schema.columns().size();
    if (leaves.isLeaf(slot)) {
      return leaves.get(slot).column();
    }
    return slot < width ? schema.columns().get(slot) : shape.added().get(slot - width);
  }

  /** Under which it is written. */
  private String name(int slot) {
    if (leaves.isLeaf(slot)) {
      Leaf leaf = leaves.get(slot);
      String parent = column(leaf.parent()).name();
      return name(leaf.parent()) + leaf.column().name().substring(parent.length());
    }
    for (Columns.Entry entry : shape.columns().all()) {
      if (entry.slot() == slot) {
        return entry.name();
      }
    }
    return "";
  }

  private Decision undeclared(int slot, Column column) {
    if (passing.contains(slot)) {
      return Decision.KEPT;
    }
    boolean copied = rules.containsKey(slot);
    return switch (coverage()) {
      case OPEN -> Decision.OPEN;
      case DECLARED -> {
        if (copied) {
          yield Decision.DETECTED_CLEAN; // told already, at the rule
        }
        problems.add(
            problem(
                "column \"" + column.name() + "\" has no rule, and coverage is declared",
                "add a rule for it, or name it in columns.keep"));
        yield Decision.DETECTED_CLEAN;
      }
      case DETECTED -> {
        detected(column, copied);
        yield Decision.DETECTED_CLEAN;
      }
    };
  }

  private void detected(Column column, boolean copied) {
    Optional<Entity> found = Leaves.classify(column, detector::byColumnName);
    if (found.isPresent()) {
      problems.add(
          problem(
              "column \""
                  + column.name()
                  + "\" looks like "
                  + found.get().entityName()
                  + " by its name and "
                  + (copied ? "its rule does not mask it" : "has no rule")
                  + ", and coverage is detected",
              (copied ? "mask it" : "add a rule for it") + ", or name it in columns.keep"));
    }
  }

  private Problem problem(String message, String remedy) {
    Place place = config.globals().coveragePlace();
    return (place == null ? config.place() : place).problem(message, remedy);
  }

  private Coverage coverage() {
    return config.globals().coverage();
  }

  private String entity(int column) {
    Entity classified =
        leaves.isLeaf(column)
            ? leaves.get(column).entity()
            : column < entities.size() ? entities.get(column) : null;
    Entity known = fakes.containsKey(column) ? fakes.get(column) : classified;
    Optional<Entity> entity =
        known == null ? Leaves.classify(column(column), detector::classify) : Optional.of(known);
    return entity.map(Entity::entityName).orElse("");
  }

  /** Types whose values can hold personal data that has a form; the others pass unread. */
  private static boolean isReadable(ColumnType type) {
    return switch (type) {
      case TEXT, BINARY, INTEGER, DECIMAL, FLOAT -> true;
      case BOOLEAN, DATE, TIME, TIMESTAMP, INSTANT, NESTED -> false;
    };
  }

  /** What is to be done inside of columns. */
  List<InnerStep> inner() {
    return inner;
  }

  List<ColumnPlan> columns() {
    return columns;
  }

  Set<Integer> checked() {
    return checked;
  }
}
