package io.understudy.engine;

import java.util.List;

/** A plan at work on one file: holds caches and counts. Used by one thread. */
public interface PlanExecution {

  /**
   * Replaces values in place in the columns that the plan changes. A replaced value has the class
   * of its column's type, or is null.
   *
   * @throws CellException if a value cannot be transformed or may not pass
   */
  void transform(Batch batch);

  /** What was done so far, one entry per column of the schema, in order. */
  List<ColumnReport> report();
}
