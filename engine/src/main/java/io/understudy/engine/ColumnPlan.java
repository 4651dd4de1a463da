package io.understudy.engine;

/**
 * What happens to a column and why, for people.
 *
 * @param column the column as it is in the file; one that is added as it is written
 * @param decision changed by a rule, or passed, and on what ground
 * @param entity kind of personal data it holds ("" if none is known)
 * @param rule where the rules are in the config, such as {@code steps[0].rows.update[1]}; of a
 *     column that is dropped where that is said; "" if none
 * @param output name under which it is written; "" if it is not
 */
public record ColumnPlan(
    Column column, Decision decision, String entity, String rule, String output) {

  /** Of a column that keeps its name. */
  public ColumnPlan(Column column, Decision decision, String entity, String rule) {
    this(column, decision, entity, rule, column.name());
  }

  /** Why a column is changed or passes. */
  public enum Decision {
    /** A rule changes its values. */
    MASKED,
    /** The config says that it passes ({@code columns.keep}). */
    KEPT,
    /** No rule names it; it passes as long as detection finds no personal data in it. */
    DETECTED_CLEAN,
    /** No rule names it and {@code coverage: open} lets it pass. */
    OPEN,
    /** The config adds it ({@code columns.add}). */
    ADDED,
    /** The config drops it ({@code columns.drop}); none of it is written. */
    DROPPED
  }
}
