package io.understudy.engine;

import java.util.ArrayList;
import java.util.List;

/** A config compiled for one schema: immutable, shared between threads. */
public interface Plan {

  /** The schema this was compiled for; the columns of a batch are in this order. */
  TableSchema schema();

  /**
   * What happens to each column of the schema, in order, then to each one that is added, in the
   * order of a batch, then to each value inside of a column that the schema tells ({@link
   * TableSchema#inner}) or the config names.
   */
  List<ColumnPlan> columns();

  /**
   * The columns that are written, in order: those of the schema without the ones that are dropped,
   * under the names that they have at the end, and those that are added, which are of type TEXT.
   */
  default List<OutputColumn> output() {
    List<OutputColumn> all = new ArrayList<>();
    for (Column column : schema().columns()) {
      all.add(new OutputColumn(column.name(), column.type(), all.size()));
    }
    return all;
  }

  /** Columns that a batch must have: those of the schema, and the ones that are added. */
  default int width() {
    return schema().columns().size();
  }

  /**
   * Number of a value inside of a nested column, for {@link #needs}, {@link #changes} and {@link
   * PlanExecution#byValue}, by which alone its rules run. A format that does not ask for it passes
   * the nested column's JSON text through {@link PlanExecution#transform} instead.
   *
   * @param inner position in {@link TableSchema#inner}
   */
  default int inner(int inner) {
    return width() + inner;
  }

  /** Whether rows may be dropped ({@link Batch#isDropped}). */
  default boolean dropsRows() {
    return false;
  }

  /**
   * Whether the output has other columns than the input, other names, another order, or may have
   * fewer rows. If not, what no rule changes can be copied as bytes.
   */
  default boolean reshapes() {
    List<OutputColumn> output = output();
    List<Column> columns = schema().columns();
    boolean same = output.size() == columns.size() && !dropsRows();
    for (int i = 0; same && i < columns.size(); i++) {
      same = output.get(i).source() == i && output.get(i).name().equals(columns.get(i).name());
    }
    return !same;
  }

  /**
   * Whether a batch must hold this column's values: a rule changes it, reads it, or checks it. Of a
   * column that is added it need not.
   */
  boolean needs(int column);

  /**
   * Whether a rule may change this column's values, and it is written. What this is false for is
   * copied as bytes, or dropped.
   */
  boolean changes(int column);

  /** Id of the key in use. */
  String keyId();

  /** For one file, one thread. */
  PlanExecution start();

  /** As {@link #start()}, telling what each rule does: slower. Of a plan without rules nothing. */
  default PlanExecution start(RuleTrace trace) {
    return start();
  }
}
