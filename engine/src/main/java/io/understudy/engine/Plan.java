package io.understudy.engine;

import java.util.List;

/** A config compiled for one schema: immutable, shared between threads. */
public interface Plan {

  /** The schema this was compiled for; the columns of a batch are in this order. */
  TableSchema schema();

  /** What happens to each column of the schema, in order. */
  List<ColumnPlan> columns();

  /** Whether a batch must hold this column's values: a rule changes it, reads it, or checks it. */
  boolean needs(int column);

  /** Whether a rule may change this column's values. What this is false for is copied as bytes. */
  boolean changes(int column);

  /** Id of the key in use. */
  String keyId();

  /** For one file, one thread. */
  PlanExecution start();
}
