package io.understudy.transform;

/** What this process is. */
public enum Mode {
  /** Answers checks and previews, and writes manifests, until it is stopped. */
  API,
  /** Claims and masks files until nothing is left, then exits. */
  WORKER,
  /** Makes the checks of a preflight where a worker would be, then exits. */
  PREFLIGHT
}
