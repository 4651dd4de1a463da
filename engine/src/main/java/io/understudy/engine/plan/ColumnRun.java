package io.understudy.engine.plan;

import io.understudy.engine.Batch;
import io.understudy.engine.ColumnReport;
import io.understudy.engine.Survival;
import io.understudy.engine.proof.Sketch;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What becomes of one column while the rules run over a file: its check and its counts. */
final class ColumnRun {
  static final byte MATCHED = 1;
  static final byte NEW = 2;

  private final int column;
  private final String name;
  private final boolean changes;
  private final boolean needed;
  private final Kind kind;
  private final boolean tracked;
  private final @Nullable LeftCells check;
  private final @Nullable Sketch sketch;
  private @Nullable Object[] before = new @Nullable Object[0];
  private boolean[] masked = new boolean[0];
  private byte[] matched = new byte[0];
  private long changed;
  private long nulls;
  private long left;

  /** What becomes of the column itself. */
  enum Kind {
    STAYS,
    ADDED,
    DROPPED,
    /** Added, and dropped again. */
    TEMPORARY;

    boolean isAdded() {
      return this == ADDED || this == TEMPORARY;
    }

    boolean isDropped() {
      return this == DROPPED || this == TEMPORARY;
    }
  }

  /**
   * @param changes whether a rule changes the column, and it is written
   * @param needed whether its values are in the batch at all
   * @param tracked whether a rule asks for the cells that are masked
   * @param check for the cells that no rule masks; null: they pass
   * @param sketch of a column that a rule changes: what survives in it
   */
  ColumnRun(
      int column,
      String name,
      boolean changes,
      boolean needed,
      Kind kind,
      boolean tracked,
      @Nullable LeftCells check,
      @Nullable Sketch sketch) {
    this.column = column;
    this.name = name;
    this.changes = changes;
    this.needed = needed;
    this.kind = kind;
    this.tracked = tracked || check != null;
    this.check = check;
    this.sketch = sketch;
  }

  /** For values of the same column on their own; counts apart, and proves together. */
  ColumnRun twin() {
    return new ColumnRun(column, name, changes, needed, kind, tracked, check, sketch);
  }

  /** Before the rules. */
  void begin(Batch batch) {
    int size = batch.size();
    if (kind.isAdded()) {
      Arrays.fill(batch.column(column), 0, size, null);
    } else if (changes) {
      if (before.length < size) {
        before = new @Nullable Object[size];
      }
      System.arraycopy(batch.column(column), 0, before, 0, size);
    }
    if (tracked) {
      if (masked.length < size) {
        masked = new boolean[size];
      }
      Arrays.fill(masked, 0, size, kind.isAdded());
    }
    if (sketch != null) {
      if (matched.length < size) {
        matched = new byte[size];
      }
      Arrays.fill(matched, 0, size, (byte) 0);
    }
  }

  /** Where rules mark the rows whose cell is no original any more; null if nobody asks. */
  boolean @Nullable [] masked() {
    return tracked ? masked : null;
  }

  /**
   * Where rules mark the rows they apply to, by {@link #MATCHED}, and {@link #NEW} where the value
   * may not have been there before; null if nobody asks.
   */
  byte @Nullable [] matched() {
    return sketch == null ? null : matched;
  }

  /** Whether the cell of this row is no original any more; somebody asks. */
  boolean isMasked(int row) {
    return masked[row];
  }

  /** After the rules: what is left must be clean. */
  void check(Batch batch) {
    if (check != null) {
      check.check(batch, masked);
    }
  }

  /**
   * After the check.
   *
   * @param cells for each row of the batch how many cells it stands for (of none, such as a
   *     dictionary's unused entry, the new value is written all the same); null: one
   */
  void count(Batch batch, long @Nullable [] cells) {
    if (kind.isDropped()) {
      return;
    }
    if (!needed && !kind.isAdded()) {
      left += batch.size() - batch.drops();
      return;
    }
    @Nullable Object[] after = batch.column(column);
    if (sketch != null) {
      prove(sketch, after, batch, cells);
      return;
    }
    for (int row = 0; row < batch.size(); row++) {
      if (!batch.isDropped(row)) {
        Object earlier = kind.isAdded() ? null : changes ? before[row] : after[row];
        count(same(earlier, after[row]), after[row], cells == null ? 1 : cells[row]);
      }
    }
  }

  private void count(boolean same, @Nullable Object now, long cells) {
    if (!same) {
      changed += cells;
    } else if (now == null) {
      nulls += cells;
    } else {
      left += cells;
    }
  }

  /** Whether its values are in no batch, though it is in the file. */
  boolean isUnread() {
    return !needed && kind == Kind.STAYS;
  }

  /** Counts cells that are not in any batch: nulls, or of a column that need not be read. */
  void pass(long cells) {
    if (needed) {
      nulls += cells;
    } else {
      left += cells;
    }
  }

  /** Counts cells whose values rules have replaced. */
  void replaced(long cells) {
    changed += cells;
  }

  /** Counts cells whose values, not null, are what they were. */
  void kept(long cells) {
    left += cells;
  }

  /** Counts cells with a value that was told of before, which a rule matched and left. */
  void stayedAgain(long cells) {
    if (sketch != null) {
      sketch.stayedAgain(cells);
    }
  }

  /** Whether a rule matched the cell of this row of the batch; false if nobody asks. */
  boolean isMatched(int row) {
    return sketch != null && matched[row] != 0;
  }

  /** What is told what was there and what is there now; null if nobody is. */
  @Nullable Sketch sketch() {
    return sketch;
  }

  /** Whether cells must be known to be masked or not, or be checked. */
  boolean isTracked() {
    return tracked;
  }

  /** Counts cells that nobody looked at. */
  void leave(long cells) {
    left += cells;
  }

  /** Counts, and tells the sketch what was there and what is there now. */
  private void prove(
      Sketch sketch, @Nullable Object[] after, Batch batch, long @Nullable [] cells) {
    for (int row = 0; row < batch.size(); row++) {
      Object was = before[row];
      Object is = after[row];
      boolean again = matched[row] == MATCHED; // both values were told before
      if (was != null && !again) {
        sketch.original(was);
      }
      if (batch.isDropped(row)) {
        continue;
      }
      long times = cells == null ? 1 : cells[row];
      boolean same = same(was, is);
      count(same, is, times);
      if (is == null || matched[row] == 0) {
        continue;
      }
      if (!same) {
        if (!again) {
          sketch.output(is);
        }
      } else if (again) {
        sketch.stayedAgain(times);
      } else {
        sketch.stayed(is);
        sketch.stayedAgain(times - 1);
      }
    }
  }

  private static boolean same(@Nullable Object a, @Nullable Object b) {
    return a == b
        || (a instanceof byte[] x && b instanceof byte[] y
            ? Arrays.equals(x, y)
            : Objects.equals(a, b));
  }

  /** With the counts of the column's twins. */
  ColumnReport report(List<ColumnRun> twins) {
    ColumnReport sum =
        new ColumnReport(
            name, changed, nulls, left, sketch == null ? Survival.NONE : sketch.survival());
    for (ColumnRun twin : twins) {
      if (twin.column == column) {
        sum = sum.plus(new ColumnReport(name, twin.changed, twin.nulls, twin.left));
      }
    }
    return sum;
  }
}
