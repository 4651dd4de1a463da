package io.understudy.transform;

/** What this process is. */
enum Mode {
  /** Answers checks and previews until it is stopped. */
  API,
  /** Claims and masks files until nothing is left, then exits. */
  WORKER
}
