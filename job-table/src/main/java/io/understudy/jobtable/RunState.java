package io.understudy.jobtable;

/** Where a run stands. */
public enum RunState {
  PLANNING,
  RUNNING,
  CANCELLING,
  SUCCEEDED,
  FAILED,
  CANCELLED;

  /** Whether nothing more will happen by itself. */
  public boolean finished() {
    return this == SUCCEEDED || this == FAILED || this == CANCELLED;
  }
}
