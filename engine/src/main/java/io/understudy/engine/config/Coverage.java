package io.understudy.engine.config;

/** When a column that no rule changes may pass. */
public enum Coverage {
  /** Only if {@code columns.keep} names it. */
  DECLARED,
  /** Also if no personal data is found in its name or its values. */
  DETECTED,
  /** Always. */
  OPEN
}
