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
  MANIFEST,
  /**
   * Keep one state of a source database readable, plan what is to be read of it, and wait until
   * that is done.
   */
  SNAPSHOT,
  /** Read some rows of a source database into a file of the source. */
  EXTRACT,
  /** Remove the files that a run was not to leave behind. */
  CLEAR,
  /** Mask a part of a large text file, whose own TRANSFORM job then puts the parts together. */
  PART
}
