package io.understudy.engine;

import java.util.List;

/** A plan at work on one file: holds caches and counts. Used by one thread. */
public interface PlanExecution {

  /**
   * Replaces values in place in the columns that the plan changes, fills those that it adds, and
   * marks the rows that are dropped. A new value has the class of its column's type, or is null. In
   * a dropped row values may be replaced or not.
   *
   * @throws CellException if a value cannot be transformed or may not pass
   */
  void transform(Batch batch);

  /** What was done so far, one entry per column, in the order of {@link Plan#columns}. */
  List<ColumnReport> report();

  /** How many rows were dropped so far. */
  default long rowsDropped() {
    return 0;
  }
}
