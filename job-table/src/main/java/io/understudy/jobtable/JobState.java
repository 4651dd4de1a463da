package io.understudy.jobtable;

/** Where a job stands. */
public enum JobState {
  READY,
  RUNNING,
  DONE,
  /** Out of attempts or failed for good; visible, and can be retried by hand. */
  DEAD,
  CANCELLED
}
