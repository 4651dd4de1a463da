package io.understudy.engine.plan;

import io.understudy.engine.expression.Cell;
import io.understudy.engine.expression.Compiler;
import io.understudy.engine.expression.Evaluator;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/**
 * The columns whose values a rule may write without having masked them, such as {@code row.email}.
 * A cell with such a value is an original unless an earlier rule masked it where it comes from.
 */
sealed interface Carry {
  /** Nothing: whatever the rule writes, it made. */
  Carry NOTHING = new Parts(Set.of());

  /** Slots of the columns. */
  Set<Integer> columns();

  /**
   * Whether what is in the cell now is no original.
   *
   * @param cell the cell that the rule was applied to, as it was before
   * @param masked whether what a column has in this row is none
   */
  boolean isMasked(Cell cell, IntPredicate masked);

  /** A value, or several that it is made of. */
  record Parts(Set<Integer> columns) implements Carry {
    public Parts {
      columns = Set.copyOf(columns);
    }

    @Override
    public boolean isMasked(Cell cell, IntPredicate masked) {
      for (int column : columns) {
        if (!masked.test(column)) {
          return false;
        }
      }
      return true;
    }
  }

  /** One of two values, as a condition decides. */
  record Branch(Evaluator condition, Carry then, Carry otherwise) implements Carry {
    @Override
    public Set<Integer> columns() {
      Set<Integer> both = new TreeSet<>(then.columns());
      both.addAll(otherwise.columns());
      return both;
    }

    @Override
    public boolean isMasked(Cell cell, IntPredicate masked) {
      return Compiler.truth(condition.evaluate(cell))
          ? then.isMasked(cell, masked)
          : otherwise.isMasked(cell, masked);
    }
  }
}
