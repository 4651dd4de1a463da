package io.understudy.engine.plan;

import io.understudy.engine.Batch;
import io.understudy.engine.CellException;
import io.understudy.engine.RuleTrace;
import io.understudy.engine.detect.UnsearchedException;
import io.understudy.engine.expression.Cell;
import io.understudy.engine.expression.Choice;
import io.understudy.engine.expression.Code;
import io.understudy.engine.expression.Compiler;
import io.understudy.engine.expression.EvaluationException;
import io.understudy.engine.expression.Evaluator;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A rule at work on one column of one file. */
final class RuleRun {
  /** The condition is not true. */
  private static final Object NOT_MATCHED = new Object();

  private static final Object NULL = new Object();

  /** Stands for the items of a rule without foreach. */
  private static final List<?> ONCE = List.of("");

  private final CellRule rule;
  private final String columnName;
  private final boolean seesNull;
  private final @Nullable Evaluator condition;
  private final @Nullable Evaluator foreach;
  private final Evaluator value;
  private final @Nullable Evaluator fallback;
  private final @Nullable ValueCache cache;
  private final @Nullable SearchBudget budget;
  private final @Nullable RuleTrace trace;

  /** Whether the last value computed is the fallback; known where that makes a difference. */
  private boolean fellBack;

  /** Whether the last outcome was found in the cache. */
  private boolean known;

  /**
   * @param budget for a rule that looks for personal data in free text, else null
   * @param cache for a rule whose outcome depends on the value alone, else null
   * @param trace told which cells it changes; null: nobody is
   */
  RuleRun(
      CellRule rule,
      String columnName,
      @Nullable ValueCache cache,
      @Nullable SearchBudget budget,
      @Nullable RuleTrace trace) {
    this.trace = trace;
    this.rule = rule;
    this.columnName = columnName;
    this.seesNull = rule.seesNull();
    this.condition = evaluator(rule.condition());
    this.foreach = evaluator(rule.foreach());
    this.value = rule.value().evaluator();
    this.fallback = evaluator(rule.fallback());
    this.cache = cache;
    this.budget = budget;
  }

  private static @Nullable Evaluator evaluator(@Nullable Code code) {
    return code == null ? null : code.evaluator();
  }

  /** All that the rule does, if it is a choice among texts; or null. */
  @Nullable Choice choice() {
    return rule.choice();
  }

  /** Whether what it does depends on what it did. */
  boolean hasBudget() {
    return budget != null;
  }

  /** Position of the column it changes. */
  int column() {
    return rule.column();
  }

  /** Where it is in the document. */
  String path() {
    return rule.path();
  }

  /** Forgets all outcomes. */
  void forget() {
    if (cache != null) {
      cache.clear();
    }
  }

  /** Whether it is asked about nulls at all. */
  boolean seesNull() {
    return seesNull;
  }

  /**
   * Runs over the batch.
   *
   * @param columns by slot; those that keep track of it learn which rows the rule masks
   */
  void transform(Batch batch, Cell cell, IntFunction<ColumnRun> columns) {
    ColumnRun own = columns.apply(rule.column());
    boolean @Nullable [] masked = own.masked();
    byte @Nullable [] matched = own.matched();
    @Nullable Object[] column = batch.column(rule.column());
    cell.fills(rule.fills());
    int size = batch.size();
    int prepared = 0;
    for (int row = 0; row < size; row++) {
      if (budget != null && row == prepared) {
        prepared = budget.prepare(column, row, size);
      }
      Object before = column[row];
      if ((before == null && !seesNull) || batch.isDropped(row)) {
        continue;
      }
      cell.move(row, before);
      Object outcome = outcome(cell, before, batch.firstRow() + row);
      if (outcome == NOT_MATCHED) {
        continue;
      }
      column[row] = outcome == NULL ? null : outcome;
      if (matched != null) {
        matched[row] |= known ? ColumnRun.MATCHED : ColumnRun.MATCHED | ColumnRun.NEW;
      }
      if (trace != null && !Objects.deepEquals(before, column[row])) {
        trace.changed(rule.column(), row, rule.path());
      }
      if (masked != null && (budget != null || !Objects.deepEquals(before, column[row]))) {
        masked[row] = isMasked(cell, row, columns); // what a rule leaves as it is stays what it was
      }
    }
  }

  /** Whether what the rule just wrote is no original. */
  private boolean isMasked(Cell cell, int row, IntFunction<ColumnRun> columns) {
    Carry carry = fellBack ? rule.fallbackCarry() : rule.carry();
    return carry.isMasked(cell, column -> columns.apply(column).isMasked(row));
  }

  private Object outcome(Cell cell, @Nullable Object before, long row) {
    known = false;
    if (cache == null || before == null) {
      return computed(cell, before, row);
    }
    fellBack = false;
    Object outcome = cache.get(before);
    known = outcome != null;
    if (outcome == null) {
      outcome = computed(cell, before, row);
      if (!fellBack) {
        cache.put(before, outcome);
      }
    }
    return outcome;
  }

  private Object computed(Cell cell, @Nullable Object before, long row) {
    fellBack = false;
    try {
      if (condition != null && !holds(condition, cell, row)) {
        return NOT_MATCHED;
      }
      return budget == null || budget.spend(cell.self())
          ? value(cell, before, row)
          : budget.redacted(row, columnName);
    } catch (UnsearchedException e) {
      if (budget == null) {
        throw defect(row, ".value", e);
      }
      return budget.redacted(row, columnName);
    }
  }

  private Object value(Cell cell, @Nullable Object before, long row) {
    List<?> items = foreach == null ? ONCE : items(foreach, cell, row);
    if (items.isEmpty()) {
      return NOT_MATCHED;
    }
    Object result;
    try {
      result = each(value, items, cell, before);
    } catch (EvaluationException e) {
      if (fallback == null) {
        throw failed(row, ".value", e, "change the rule, or give it a fallback_value");
      }
      fellBack = true;
      result = fallback(fallback, items, cell, before, row);
    } catch (UnsearchedException e) {
      throw e;
    } catch (RuntimeException e) {
      throw defect(row, ".value", e);
    }
    return result == null ? NULL : result;
  }

  /** The result for the last item, each computed on top of the one before. */
  private static @Nullable Object each(
      Evaluator evaluator, List<?> items, Cell cell, @Nullable Object before) {
    if (items == ONCE) {
      return evaluator.evaluate(cell);
    }
    Object result = before;
    try {
      for (Object item : items) {
        cell.each(result, item, items);
        result = evaluator.evaluate(cell);
      }
    } finally {
      cell.each(before, null, null);
    }
    return result;
  }

  private List<?> items(Evaluator foreach, Cell cell, long row) {
    try {
      return foreach.evaluate(cell) instanceof List<?> items ? items : List.of();
    } catch (EvaluationException e) {
      throw failed(row, ".foreach", e, "change the rule");
    } catch (RuntimeException e) {
      throw defect(row, ".foreach", e);
    }
  }

  private boolean holds(Evaluator condition, Cell cell, long row) {
    try {
      return Compiler.truth(condition.evaluate(cell));
    } catch (EvaluationException e) {
      throw failed(row, ".condition", e, "change the condition");
    } catch (UnsearchedException e) {
      throw e;
    } catch (RuntimeException e) {
      throw defect(row, ".condition", e);
    }
  }

  private @Nullable Object fallback(
      Evaluator fallback, List<?> items, Cell cell, @Nullable Object before, long row) {
    try {
      return each(fallback, items, cell, before);
    } catch (EvaluationException e) {
      throw failed(row, ".fallback_value", e, "use one that cannot fail");
    } catch (RuntimeException e) {
      throw defect(row, ".fallback_value", e);
    }
  }

  private CellException failed(long row, String part, EvaluationException e, String remedy) {
    return new CellException(row, columnName, rule.path() + part + ": " + e.what() + "; " + remedy);
  }

  /** The exception's own message may hold the value, so only its kind is told. */
  private CellException defect(long row, String part, RuntimeException e) {
    return new CellException(
        row,
        columnName,
        rule.path()
            + part
            + ": failed with "
            + e.getClass().getSimpleName()
            + "; this is a defect of Understudy, please report it");
  }
}
