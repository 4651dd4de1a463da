package io.understudy.engine.plan;

import io.understudy.engine.Batch;
import io.understudy.engine.CellException;
import io.understudy.engine.ValueExecution;
import io.understudy.engine.expression.Cell;
import io.understudy.engine.expression.Choice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules of one column at work on its values alone. */
final class ValueRun implements ValueExecution {
  private final List<RuleRun> rules;
  private final ColumnRun run;
  private final Batch batch;

  /**
   * @param column its position in the batches that the rules know
   * @param rules of the column, in order
   */
  ValueRun(int column, List<RuleRun> rules, ColumnRun run) {
    this.rules = rules;
    this.run = run;
    this.batch = Batch.ofOne(column);
  }

  /**
   * The same rules for texts of which the bytes are at hand.
   *
   * @param shared with the other columns of the file
   */
  TextRun onTexts(SharedTexts shared) {
    Choice choice = rules.size() == 1 && !run.isTracked() ? rules.getFirst().choice() : null;
    boolean remembers = !run.isTracked() && rules.stream().noneMatch(RuleRun::hasBudget);
    return new TextRun(
        this,
        run,
        choice == null ? null : new TextChoice(choice, shared.choices(choice.texts())),
        choice == null && remembers ? shared.memory() : null,
        shared.newTexts());
  }

  @Override
  public void transform(@Nullable Object[] values, int size) {
    batch.reset(values, size);
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
