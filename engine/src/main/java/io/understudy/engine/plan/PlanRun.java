package io.understudy.engine.plan;

import io.understudy.engine.Batch;
import io.understudy.engine.CellException;
import io.understudy.engine.Column;
import io.understudy.engine.ColumnPlan;
import io.understudy.engine.ColumnPlan.Decision;
import io.understudy.engine.ColumnReport;
import io.understudy.engine.ColumnType;
import io.understudy.engine.PlanExecution;
import io.understudy.engine.RuleTrace;
import io.understudy.engine.TextExecution;
import io.understudy.engine.ValueExecution;
import io.understudy.engine.expression.Cell;
import io.understudy.engine.plan.Leaves.Leaf;
import io.understudy.engine.proof.Sketch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A plan at work on one file: each rule runs over the whole batch, in order. */
final class PlanRun implements PlanExecution {
  private static final int MOST_BITS = 13;
  private static final int LEAST_BITS = 4;

  /** What the sketches of all columns keep: 16 megabytes at most. */
  private static final int MOST_FINGERPRINTS = 1 << 19;

  private static final int MOST_OF_COLUMN = 1 << 14;
  private static final int FEWEST_OF_COLUMN = 1 << 10;

  private final CompiledPlan plan;
  private final int subject;
  private final boolean usesSubject;
  private final List<BiConsumer<Batch, Cell>> steps = new ArrayList<>();
  private final List<RowDropRun> drops = new ArrayList<>();
  private final List<RuleRun> rules = new ArrayList<>();
  private final List<ColumnRun> columns = new ArrayList<>();
  private final List<ColumnRun> twins = new ArrayList<>();
  private final List<LongSupplier> searches = new ArrayList<>();
  private final BitSet alone = new BitSet();

  /** Columns of which the format looks at what is in them, one by one. */
  private final BitSet apart = new BitSet();

  private final @Nullable RuleTrace trace;

  private final SharedTexts texts;

  /**
   * @param slots about how many values all caches together may remember; 0: no caches
   * @param trace told what rules do; null: nobody is
   */
  PlanRun(CompiledPlan plan, int slots, @Nullable RuleTrace trace) {
    this.plan = plan;
    this.trace = trace;
    this.subject = plan.subject();
    this.usesSubject = subject >= 0 && plan.steps().stream().anyMatch(this::readsSubject);
    alone.set(plan.width(), plan.columns().size());
    int onBytes = onBytes(plan);
    int bits = bits(slots, plan.steps().size() + plan.checked().size() + onBytes);
    this.texts = new SharedTexts(bits, onBytes);
    int fingerprints =
        Math.clamp(
            MOST_FINGERPRINTS / Math.max(1, plan.changed().size()),
            FEWEST_OF_COLUMN,
            MOST_OF_COLUMN);
    Set<Integer> tracked = tracked(plan);
    List<ColumnPlan> all = plan.columns();
    for (int i = 0; i < all.size(); i++) {
      Column column = all.get(i).column();
      LeftCells check =
          plan.checked().contains(i)
              ? check(i, column.name(), copies(plan, i), cache(bits, column))
              : null;
      boolean changes = plan.changes(i) && !isJson(i);
      boolean proved = changes && !kind(plan, i).isAdded();
      Sketch sketch = proved ? new Sketch(plan.fingerprints(), fingerprints) : null;
      columns.add(
          new ColumnRun(
              i,
              column.name(),
              changes,
              plan.needs(i),
              kind(plan, i),
              trace != null || tracked.contains(i),
              check,
              sketch));
    }
    for (PlanStep step : plan.steps()) {
      switch (step) {
        case CellRule rule -> {
          Column column = all.get(rule.column()).column();
          ValueCache cache = rule.uses().valueOnly() ? cache(bits, column) : null;
          SearchBudget budget = rule.searches() ? budget(column.type()) : null;
          RuleRun run =
              new RuleRun(
                  rule, column.name(), cache, budget, rule.column() < plan.width() ? trace : null);
          rules.add(run);
          if (rule.column() < plan.width()) {
            steps.add((batch, cell) -> transform(run, batch, cell));
          }
        }
        case InnerStep within -> {
          // the rules before it are all there
          InnerRun run = run(within, bits);
          steps.add((batch, cell) -> transform(run, batch));
        }
        case RowRule rule -> {
          RowDropRun run = new RowDropRun(rule, trace);
          drops.add(run);
          steps.add(run::run);
        }
      }
    }
  }

  private InnerRun run(InnerStep step, int bits) {
    ColumnPlan column = plan.columns().get(step.column());
    List<InnerRun.LeafRun> leaves = new ArrayList<>();
    for (Leaf leaf : step.leaves()) {
      List<RuleRun> own = rulesOf(leaf.slot());
      ValueRun run = own.isEmpty() && !plan.needs(leaf.slot()) ? null : values(leaf.slot(), own);
      leaves.add(new InnerRun.LeafRun(leaf, run, own.stream().map(RuleRun::path).toList()));
    }
    ValueRun left = null;
    if (step.rest() == InnerStep.Rest.CHECKED) {
      LeftCells check =
          check(
              step.column(),
              step.name(),
              false,
              cache(bits, new Column(step.name(), ColumnType.TEXT)));
      ColumnRun rest =
          new ColumnRun(
              step.column(),
              column.column().name(),
              false,
              true,
              ColumnRun.Kind.STAYS,
              true,
              check,
              null);
      left = new ValueRun(step.column(), List.of(), rest);
    }
    return new InnerRun(step, leaves, plan.detector(), left, trace);
  }

  private LeftCells check(int column, String name, boolean copies, @Nullable ValueCache clean) {
    LeftCells check = new LeftCells(plan.detector(), column, name, copies, clean);
    searches.add(check::searched);
    return check;
  }

  private SearchBudget budget(ColumnType type) {
    SearchBudget budget = new SearchBudget(plan.detector(), type);
    searches.add(budget::searched);
    return budget;
  }

  private List<RuleRun> rulesOf(int column) {
    return rules.stream().filter(rule -> rule.column() == column).toList();
  }

  private ValueRun values(int column, List<RuleRun> own) {
    ColumnRun twin = columns.get(column).twin();
    twins.add(twin);
    return new ValueRun(column, own, twin);
  }

  private boolean isJson(int column) {
    return plan.steps().stream()
        .anyMatch(step -> step instanceof InnerStep within && within.column() == column);
  }

  private void transform(InnerRun run, Batch batch) {
    if (!apart.get(run.column())) {
      run.transform(batch);
    }
  }

  /**
   * Columns whose cells must be known to be masked or not: checked ones, and where they come from.
   */
  private static Set<Integer> tracked(CompiledPlan plan) {
    Set<Integer> tracked = new HashSet<>(plan.checked());
    int before = -1;
    while (before < tracked.size()) {
      before = tracked.size();
      for (PlanStep step : plan.steps()) {
        if (step instanceof CellRule rule && tracked.contains(rule.column())) {
          tracked.addAll(rule.carried());
        }
      }
    }
    return tracked;
  }

  /** Whether a rule may have written an original into the column. */
  private static boolean copies(CompiledPlan plan, int column) {
    return plan.steps().stream()
        .anyMatch(
            step ->
                step instanceof CellRule rule
                    && rule.column() == column
                    && !rule.carried().isEmpty());
  }

  private static ColumnRun.Kind kind(CompiledPlan plan, int column) {
    boolean added = column >= plan.schema().columns().size() && column < plan.width();
    return plan.columns().get(column).decision() == Decision.DROPPED
        ? (added ? ColumnRun.Kind.TEMPORARY : ColumnRun.Kind.DROPPED)
        : (added ? ColumnRun.Kind.ADDED : ColumnRun.Kind.STAYS);
  }

  /** How many columns may be done by the bytes of their texts. */
  private static int onBytes(CompiledPlan plan) {
    return (int) plan.alone().stream().filter(column -> isOnBytes(plan, column)).count();
  }

  private static boolean isOnBytes(CompiledPlan plan, int column) {
    return plan.columns().get(column).column().type() == ColumnType.TEXT && plan.changes(column);
  }

  private static int bits(int slots, int caches) {
    int each = Math.max(1, slots / Math.max(1, caches));
    int bits = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(each);
    return slots == 0 ? 0 : Math.clamp(bits, LEAST_BITS, MOST_BITS);
  }

  private static @Nullable ValueCache cache(int bits, Column column) {
    boolean comparable = column.type() != ColumnType.BINARY; // arrays do not equal by content
    return bits > 0 && comparable ? new ValueCache(bits) : null;
  }

  private void transform(RuleRun rule, Batch batch, Cell cell) {
    if (!alone.get(rule.column())) {
      rule.transform(batch, cell, columns::get);
    }
  }

  @Override
  public void transform(Batch batch) {
    for (int i = alone.nextClearBit(0); i < columns.size(); i = alone.nextClearBit(i + 1)) {
      columns.get(i).begin(batch);
    }
    Cell cell = new Cell(batch, subjects(batch));
    for (BiConsumer<Batch, Cell> step : steps) {
      step.accept(batch, cell);
    }
    for (int i = alone.nextClearBit(0); i < columns.size(); i = alone.nextClearBit(i + 1)) {
      columns.get(i).check(batch);
      columns.get(i).count(batch, null);
    }
    apart.stream().forEach(i -> columns.get(i).leave(batch.size() - (long) batch.drops()));
    if (trace != null) {
      tellOriginals(batch, trace);
    }
  }

  @Override
  public @Nullable ValueExecution byValue(int column) {
    if (column >= plan.width()) {
      return trace == null ? inside(column) : null;
    }
    if (trace != null || !plan.alone().contains(column)) {
      return null;
    }
    List<RuleRun> own = rulesOf(column);
    if (!alone.get(column) && !staysNull(column, own)) {
      return null;
    }
    alone.set(column);
    return values(column, own);
  }

  @Override
  public @Nullable TextExecution byText(int column) {
    if (column >= plan.width()
        || !isOnBytes(plan, column)
        || !(byValue(column) instanceof ValueRun values)) {
      return null;
    }
    return values.onTexts(texts);
  }

  private @Nullable ValueExecution inside(int leaf) {
    if (!plan.needs(leaf)) {
      return null;
    }
    int parent = plan.schema().inner().get(leaf - plan.width()).parent();
    alone.set(parent);
    apart.set(parent);
    return values(leaf, rulesOf(leaf));
  }

  /** A rule that looks at the value may find that there is none, and make one. */
  private boolean staysNull(int column, List<RuleRun> own) {
    if (own.stream().noneMatch(RuleRun::seesNull)) {
      return true;
    }
    @Nullable Object[] nothing = new @Nullable Object[1];
    try {
      new ValueRun(column, own, columns.get(column).twin()).transform(nothing, 1);
    } catch (CellException e) {
      return false;
    }
    return nothing[0] == null;
  }

  @Override
  public void pass(long rows) {
    columns.stream()
        .limit(plan.width())
        .filter(ColumnRun::isUnread)
        .forEach(column -> column.pass(rows));
    apart.stream().forEach(column -> columns.get(column).leave(rows));
  }

  private void tellOriginals(Batch batch, RuleTrace trace) {
    for (int column = 0; column < plan.width(); column++) {
      for (int row = 0; row < batch.size(); row++) {
        if (!columns.get(column).isMasked(row)) {
          trace.original(column, row);
        }
      }
    }
  }

  private boolean readsSubject(PlanStep step) {
    return step instanceof CellRule rule && rule.uses().columns().contains(subject);
  }

  /** As they are before the first rule, which may change that column, too. */
  private @Nullable Object @Nullable [] subjects(Batch batch) {
    return usesSubject ? Arrays.copyOf(batch.column(subject), batch.size()) : null;
  }

  @Override
  public List<ColumnReport> report() {
    return columns.stream().map(column -> column.report(twins)).toList();
  }

  @Override
  public double searched() {
    long most = searches.stream().mapToLong(LongSupplier::getAsLong).max().orElse(0);
    return (double) most / plan.detector().settings().fileCharacters();
  }

  @Override
  public long rowsDropped() {
    return drops.stream().mapToLong(RowDropRun::dropped).sum();
  }
}
