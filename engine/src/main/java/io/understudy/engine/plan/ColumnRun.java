package io.understudy.engine.plan;

import io.understudy.engine.Batch;
import io.understudy.engine.ColumnReport;
import io.understudy.engine.Survival;
import io.understudy.engine.proof.Sketch;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What becomes of one column while the rules run over a file: its check and its counts. */
final class ColumnRun {
  private final int column;
  private final String name;
  private final boolean changes;
  private final boolean needed;
  private final @Nullable LeftCells check;
  private final @Nullable Sketch sketch;
  private @Nullable Object[] before = new @Nullable Object[0];
  private boolean[] matched = new boolean[0];
  private long changed;
  private long nulls;
  private long left;

  /**
   * @param changes whether a rule changes the column
   * @param needed whether its values are in the batch at all
   * @param check for the cells that no rule applies to; null: they pass
   * @param sketch of a column that a rule changes: what survives in it
   */
  ColumnRun(
      int column,
      String name,
      boolean changes,
      boolean needed,
      @Nullable LeftCells check,
      @Nullable Sketch sketch) {
    this.column = column;
    this.name = name;
    this.changes = changes;
    this.needed = needed;
    this.check = check;
    this.sketch = sketch;
  }

  /** Before the rules. */
  void begin(Batch batch) {
    if (changes) {
      if (before.length < batch.size()) {
        before = new @Nullable Object[batch.size()];
      }
      System.arraycopy(batch.column(column), 0, before, 0, batch.size());
    }
    if (check != null || sketch != null) {
      if (matched.length < batch.size()) {
        matched = new boolean[batch.size()];
      }
      Arrays.fill(matched, false);
    }
  }

  /** Where rules mark the rows they apply to; null if nobody asks. */
  boolean @Nullable [] matched() {
    return check == null && sketch == null ? null : matched;
  }

  /** After the rules. */
  void end(Batch batch) {
    if (check != null) {
      check.check(batch, matched);
    }
    if (!needed) {
      left += batch.size();
      return;
    }
    @Nullable Object[] after = batch.column(column);
    if (sketch != null) {
      prove(sketch, after, batch.size());
    }
    for (int row = 0; row < batch.size(); row++) {
      if (changes && !same(before[row], after[row])) {
        changed++;
      } else if (after[row] == null) {
        nulls++;
      } else {
        left++;
      }
    }
  }

  private void prove(Sketch sketch, @Nullable Object[] after, int rows) {
    for (int row = 0; row < rows; row++) {
      Object was = before[row];
      Object is = after[row];
      if (was != null) {
        sketch.original(was);
      }
      if (is != null && matched[row]) {
        if (same(was, is)) {
          sketch.stayed(is);
        } else {
          sketch.output(is);
        }
      }
    }
  }

  private static boolean same(@Nullable Object a, @Nullable Object b) {
    return a == b
        || (a instanceof byte[] x && b instanceof byte[] y
            ? Arrays.equals(x, y)
            : Objects.equals(a, b));
  }

  ColumnReport report() {
    return new ColumnReport(
        name, changed, nulls, left, sketch == null ? Survival.NONE : sketch.survival());
  }
}
