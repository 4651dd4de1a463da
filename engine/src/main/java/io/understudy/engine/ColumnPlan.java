package io.understudy.engine;

/**
 * What happens to a column and why, for people.
 *
 * @param column the column
 * @param decision changed by a rule, or passed, and on what ground
 * @param entity kind of personal data it holds ("" if none is known)
 * @param rule where the rule is in the config, such as {@code steps[0].rows.update[1]}; "" if none
 */
public record ColumnPlan(Column column, Decision decision, String entity, String rule) {

  /** Why a column is changed or passes. */
  public enum Decision {
    /** A rule changes its values. */
    MASKED,
    /** The config says that it passes ({@code columns.keep}). */
    KEPT,
    /** No rule names it; it passes as long as detection finds no personal data in it. */
    DETECTED_CLEAN,
    /** No rule names it and {@code coverage: open} lets it pass. */
    OPEN
  }
}
