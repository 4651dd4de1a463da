package io.understudy.engine.plan;

import io.understudy.engine.Batch;
import io.understudy.engine.CellException;
import io.understudy.engine.RuleTrace;
import io.understudy.engine.expression.Cell;
import io.understudy.engine.expression.Compiler;
import io.understudy.engine.expression.EvaluationException;
import io.understudy.engine.expression.Evaluator;
import org.jspecify.annotations.Nullable;

/** The dropping of rows at work on one file. */
final class RowDropRun {
  private final String path;
  private final Evaluator condition;
  private final @Nullable RuleTrace trace;
  private long dropped;

  /**
   * @param trace told which rows it drops; null: nobody is
   */
  RowDropRun(RowRule rule, @Nullable RuleTrace trace) {
    this.trace = trace;
    this.path = rule.path();
    this.condition = rule.condition().evaluator();
  }

  /** Marks the rows of the batch that go. */
  void run(Batch batch, Cell cell) {
    for (int row = 0; row < batch.size(); row++) {
      if (batch.isDropped(row)) {
        continue;
      }
      cell.move(row, null);
      if (holds(cell, batch.firstRow() + row)) {
        batch.drop(row);
        dropped++;
        if (trace != null) {
          trace.dropped(row, path);
        }
      }
    }
  }

  private boolean holds(Cell cell, long row) {
    try {
      return Compiler.truth(condition.evaluate(cell));
    } catch (EvaluationException e) {
      throw new CellException(row, path + ".condition: " + e.what() + "; change the condition");
    } catch (RuntimeException e) {
      // the exception's own message may hold the value
      throw new CellException(
          row,
          path
              + ".condition: failed with "
              + e.getClass().getSimpleName()
              + "; this is a defect of Understudy, please report it");
    }
  }

  /** Rows so far. */
  long dropped() {
    return dropped;
  }
}
