package io.understudy.engine.plan;

import io.understudy.engine.Batch;
import io.understudy.engine.Column;
import io.understudy.engine.ColumnReport;
import io.understudy.engine.ColumnType;
import io.understudy.engine.PlanExecution;
import io.understudy.engine.expression.Cell;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A plan at work on one file: each rule runs over the whole batch, in order. */
final class PlanRun implements PlanExecution {
  private static final int MOST_BITS = 13;
  private static final int LEAST_BITS = 4;

  private final int subject;
  private final boolean usesSubject;
  private final List<RuleRun> rules = new ArrayList<>();
  private final List<ColumnRun> columns = new ArrayList<>();

  /**
   * @param slots about how many values all caches together may remember; 0: no caches
   */
  PlanRun(CompiledPlan plan, int slots) {
    this.subject = plan.subject();
    this.usesSubject =
        subject >= 0
            && plan.rules().stream().anyMatch(rule -> rule.uses().columns().contains(subject));
    int bits = bits(slots, plan.rules().size() + plan.checked().size());
    List<Column> schema = plan.schema().columns();
    for (int i = 0; i < schema.size(); i++) {
      String name = schema.get(i).name();
      LeftCells check =
          plan.checked().contains(i)
              ? new LeftCells(plan.detector(), i, name, cache(bits, schema.get(i)))
              : null;
      columns.add(new ColumnRun(i, name, plan.changes(i), plan.needs(i), check));
    }
    for (CellRule rule : plan.rules()) {
      Column column = schema.get(rule.column());
      ValueCache cache = rule.uses().valueOnly() ? cache(bits, column) : null;
      rules.add(new RuleRun(rule, column.name(), cache));
    }
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

  @Override
  public void transform(Batch batch) {
    for (ColumnRun column : columns) {
      column.begin(batch);
    }
    Cell cell = new Cell(batch, subjects(batch));
    for (RuleRun rule : rules) {
      rule.transform(batch, cell, columns.get(rule.column()).matched());
    }
    for (ColumnRun column : columns) {
      column.end(batch);
    }
  }

  /** As they are before the first rule, which may change that column, too. */
  private @Nullable Object @Nullable [] subjects(Batch batch) {
    return usesSubject ? Arrays.copyOf(batch.column(subject), batch.size()) : null;
  }

  @Override
  public List<ColumnReport> report() {
    return columns.stream().map(ColumnRun::report).toList();
  }
}
