package io.understudy.engine.expression;

import java.util.Set;
import java.util.TreeSet;

/**
 * What the result of an expression depends on.
 *
 * @param self the value in the cell
 * @param index the row's number
 * @param columns positions of other columns of the row
 */
public record Uses(boolean self, boolean index, Set<Integer> columns) {
  static final Uses NOTHING = new Uses(false, false, Set.of());
  static final Uses SELF = new Uses(true, false, Set.of());
  static final Uses INDEX = new Uses(false, true, Set.of());

  public Uses {
    columns = Set.copyOf(columns);
  }

  static Uses column(int position) {
    return new Uses(false, false, Set.of(position));
  }

  /** Both together. */
  public Uses and(Uses other) {
    if (other.nothing()) {
      return this;
    }
    Set<Integer> both = new TreeSet<>(columns);
    both.addAll(other.columns);
    return new Uses(self || other.self, index || other.index, both);
  }

  boolean nothing() {
    return !self && !index && columns.isEmpty();
  }

  /** Whether two cells of the column with equal values get equal results. */
  public boolean valueOnly() {
    return !index && columns.isEmpty();
  }
}
