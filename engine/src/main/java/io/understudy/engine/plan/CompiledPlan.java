package io.understudy.engine.plan;

import io.understudy.engine.ColumnPlan;
import io.understudy.engine.OutputColumn;
import io.understudy.engine.Plan;
import io.understudy.engine.PlanExecution;
import io.understudy.engine.RuleTrace;
import io.understudy.engine.TableSchema;
import io.understudy.engine.detect.Detector;
import io.understudy.engine.expression.Uses;
import io.understudy.engine.key.KeyedFunction;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is to be done to the columns of one schema.
 *
 * @param schema of the files
 * @param columns what happens to each column, then to added ones, then to what is inside of
 *     columns, for people
 * @param width columns of a batch: those of the file and added ones
 * @param output the columns that are written
 * @param steps in the order in which they apply
 * @param checked those whose cells pass only if no personal data is in them
 * @param detector finds it
 * @param keyId the key in use
 * @param fingerprints of values, for the proof
 * @param subject position of the column that says whose row it is; -1: none does
 * @param changed columns that a rule changes and that are written
 * @param needed columns that a rule changes or reads, or that are checked
 * @param alone of these, the columns of the file that become what their values alone say, and that
 *     nothing else depends on
 */
record CompiledPlan(
    TableSchema schema,
    List<ColumnPlan> columns,
    int width,
    List<OutputColumn> output,
    List<PlanStep> steps,
    Set<Integer> checked,
    Detector detector,
    String keyId,
    KeyedFunction fingerprints,
    int subject,
    Set<Integer> changed,
    Set<Integer> needed,
    Set<Integer> alone)
    implements Plan {
  /** What all caches of one execution may hold: tens of megabytes at worst. */
  private static final int CACHE_SLOTS = 1 << 17;

  CompiledPlan {
    columns = List.copyOf(columns);
    output = List.copyOf(output);
    steps = List.copyOf(steps);
    checked = Set.copyOf(checked);
    changed = Set.copyOf(changed);
    needed = Set.copyOf(needed);
    alone = Set.copyOf(alone);
  }

  static CompiledPlan of(
      TableSchema schema,
      List<ColumnPlan> columns,
      int width,
      List<OutputColumn> output,
      List<PlanStep> steps,
      Set<Integer> checked,
      Detector detector,
      String keyId,
      KeyedFunction fingerprints,
      int subject) {
    Set<Integer> changed = new HashSet<>();
    Set<Integer> needed = new HashSet<>(checked);
    for (PlanStep step : steps) {
      switch (step) {
        case CellRule rule -> {
          changed.add(rule.column());
          needed.addAll(rule.uses().columns());
        }
        case InnerStep inner -> needed.add(inner.column());
        case RowRule rule -> needed.addAll(rule.condition().uses().columns());
      }
    }
    needed.addAll(changed);
    Set<Integer> written = new HashSet<>();
    output.forEach(column -> written.add(column.source()));
    for (PlanStep step : steps) {
      if (step instanceof InnerStep inner && written.contains(inner.column())) {
        inner.leaves().forEach(leaf -> written.add(leaf.slot()));
        if (inner.leaves().stream().anyMatch(leaf -> changed.contains(leaf.slot()))) {
          changed.add(inner.column());
        }
      }
    }
    changed.retainAll(written);
    // what is inside of a dropped column
    needed.removeIf(slot -> slot >= width && !written.contains(slot));
    return new CompiledPlan(
        schema,
        columns,
        width,
        output,
        steps,
        checked,
        detector,
        keyId,
        fingerprints,
        subject,
        changed,
        needed,
        alone(steps, needed, schema.columns().size()));
  }

  private static Set<Integer> alone(List<PlanStep> steps, Set<Integer> needed, int width) {
    Set<Integer> alone = new HashSet<>(needed);
    alone.removeIf(column -> column >= width);
    for (PlanStep step : steps) {
      switch (step) {
        case CellRule rule -> {
          Uses uses = rule.uses();
          uses.columns().stream().filter(read -> read != rule.column()).forEach(alone::remove);
          if (!uses.valueOnly() || rule.fills()) {
            alone.remove(rule.column());
          }
        }
        case InnerStep inner -> alone.remove(inner.column());
        case RowRule rule -> alone.clear();
      }
    }
    return alone;
  }

  @Override
  public boolean dropsRows() {
    return steps.stream().anyMatch(RowRule.class::isInstance);
  }

  @Override
  public boolean needs(int column) {
    return needed.contains(column);
  }

  @Override
  public boolean changes(int column) {
    return changed.contains(column);
  }

  @Override
  public PlanExecution start() {
    return start(CACHE_SLOTS);
  }

  @Override
  public PlanExecution start(RuleTrace trace) {
    return new PlanRun(this, CACHE_SLOTS, trace);
  }

  PlanExecution start(int cacheSlots) {
    return new PlanRun(this, cacheSlots, null);
  }
}
