package io.understudy.engine.plan;

import io.understudy.engine.Batch;
import io.understudy.engine.CellException;
import io.understudy.engine.ValueExecution;
import io.understudy.engine.expression.Cell;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules of one column at work on its values alone. */
final class ValueRun implements ValueExecution {
  private final int column;
  private final List<RuleRun> rules;
  private final ColumnRun run;
  private final Batch batch;

  /**
   * @param width of the batches that the rules know
   * @param rules of the column, in order
   */
  ValueRun(int width, int column, List<RuleRun> rules, ColumnRun run) {
    this.column = column;
    this.rules = rules;
    this.run = run;
    this.batch = new Batch(width, 0);
  }

  @Override
  public void transform(@Nullable Object[] values, int size) {
    batch.reset(column, values, size);
    run.begin(batch);
    Cell cell = new Cell(batch);
    try {
      for (RuleRun rule : rules) {
        rule.transform(batch, cell, own -> run);
      }
      run.check(batch);
    } catch (CellException e) {
      // these values are not counted, so none may pass for one that was
      rules.forEach(RuleRun::forget);
      throw e;
    }
  }

  @Override
  public void count(long @Nullable [] cells) {
    run.count(batch, cells);
  }

  @Override
  public void nulls(long cells) {
    run.pass(cells);
  }
}
