package io.understudy.transform;

/** What this process is. */
public enum Mode {
  /** Answers checks and previews, and writes manifests, until it is stopped. */
  API,
  /** Claims and masks files until nothing is left, then exits. */
  WORKER
}
