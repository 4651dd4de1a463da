package io.understudy.engine.plan;

import io.understudy.engine.plan.Leaves.Leaf;
import java.util.List;

/**
 * A column whose values are JSON, and what is to be done inside of it.
 *
 * @param column slot of the column
 * @param name of the column in the file
 * @param leaves the values that are known or named; their rules are cell rules of their slots
 * @param rest what is done about all other values
 */
record InnerStep(int column, String name, List<Leaf> leaves, Rest rest) implements PlanStep {
  /** Of the values that no rule names. */
  enum Rest {
    /** They pass. */
    PASSES,
    /** They pass if there is no personal data in them and their keys. */
    CHECKED,
    /** They do not pass. */
    REFUSED
  }

  InnerStep {
    leaves = List.copyOf(leaves);
  }
}
