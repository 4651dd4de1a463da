package io.understudy.engine.plan;

import io.understudy.engine.expression.Choice;
import io.understudy.engine.expression.Code;
import io.understudy.engine.expression.Uses;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A rule compiled for one column.
 *
 * @param column slot of the column it changes
 * @param path where the rule is in the document
 * @param condition must be true for the cell; null: it is
 * @param foreach a list, for each item of which the value is computed; null: once
 * @param value what stands in the cell then, of the class of the column's type
 * @param fallback what stands there if {@code value} fails; null: the file fails
 * @param added whether the config added the column, so that its cells have no value before
 * @param fills whether the condition asks for cells without a value, which then get one
 * @param carry what {@code value} may carry over without masking it
 * @param fallbackCarry the same of {@code fallback}
 * @param searches whether it looks for personal data in free text
 */
record CellRule(
    int column,
    String path,
    @Nullable Code condition,
    @Nullable Code foreach,
    Code value,
    @Nullable Code fallback,
    boolean added,
    boolean fills,
    Carry carry,
    Carry fallbackCarry,
    boolean searches)
    implements PlanStep {

  /** All that the rule does, if it is a choice among texts; or null. */
  @Nullable Choice choice() {
    return condition == null && foreach == null ? value.choice() : null;
  }

  /** What the outcome depends on. */
  Uses uses() {
    List<Code> codes = new ArrayList<>(List.of(value));
    if (condition != null) {
      codes.add(condition);
    }
    if (foreach != null) {
      codes.add(foreach);
    }
    if (fallback != null) {
      codes.add(fallback);
    }
    return codes.stream().map(Code::uses).reduce(value.uses(), Uses::and);
  }

  /**
   * A null stays null unless the condition or the value looks at what is in the cell; where the
   * config added the column nothing is there that could stay.
   */
  boolean seesNull() {
    return added
        || value.uses().self()
        || (condition != null && condition.uses().self())
        || (foreach != null && foreach.uses().self());
  }

  /** Slots of the columns whose values it may carry over. */
  Set<Integer> carried() {
    Set<Integer> carried = new HashSet<>(carry.columns());
    carried.addAll(fallbackCarry.columns());
    return carried;
  }
}
