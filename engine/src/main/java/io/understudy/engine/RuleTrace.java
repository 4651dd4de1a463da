package io.understudy.engine;

/**
 * Told what each rule does to each cell, for showing it. Columns and rows are those of the batch.
 */
public interface RuleTrace {

  /** A rule gave the cell another value than it had; called for each that does, in order. */
  void changed(int column, int row, String rule);

  /** The row goes, because of this rule. */
  void dropped(int row, String rule);

  /** After all rules: what is in the cell, if anything, may be an original or made of one. */
  void original(int column, int row);
}
