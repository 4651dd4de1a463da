package io.understudy.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

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

  /**
   * For a column whose cells become what their values alone say, and that no other column's depend
   * on: another way to have it done. From the first call on {@link #transform(Batch)} leaves the
   * column alone.
   *
   * <p>The values inside of a nested column ({@link Plan#inner}) are such unless the execution is
   * traced; the nested column itself is then left alone, too, and none of its cells counts as
   * changed.
   *
   * @param column position in the schema, or number of what is inside of a column ({@link
   *     Plan#inner}), of one that the plan needs ({@link Plan#needs})
   * @return with counts of its own, which {@link #report} adds up; null if the column is not such a
   *     one
   */
  default @Nullable ValueExecution byValue(int column) {
    return null;
  }

  /**
   * As {@link #byValue}, for a column of texts of which nothing but the bytes need be at hand.
   *
   * @return with counts of its own; null if the column is not such a one
   */
  default @Nullable TextExecution byText(int column) {
    return null;
  }

  /** Counts rows none of whose values the plan needs in a batch. */
  default void pass(long rows) {}

  /** What was done so far, one entry per column, in the order of {@link Plan#columns}. */
  List<ColumnReport> report();

  /**
   * How much of what may be searched for personal data in one column of one file was searched so
   * far, of the column that was searched most; above 1 not all of it was.
   */
  default double searched() {
    return 0;
  }

  /** How many rows were dropped so far. */
  default long rowsDropped() {
    return 0;
  }
}
