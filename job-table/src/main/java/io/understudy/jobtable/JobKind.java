package io.understudy.jobtable;

/** What is to be done. */
public enum JobKind {
  /** Mask one file. */
  TRANSFORM,
  /** Copy one masked file into the target. */
  LOAD,
  /** Verify all tables of a run and make them the target's tables in one transaction. */
  SWAP,
  /** Remove what a failed or cancelled run left in the target. */
  DISCARD,
  /** Write the signed record of what a run did to each file into its sink. */
  MANIFEST
}
