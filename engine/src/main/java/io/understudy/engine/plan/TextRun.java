package io.understudy.engine.plan;

import io.understudy.engine.CellException;
import io.understudy.engine.CellTexts;
import io.understudy.engine.NewText;
import io.understudy.engine.TextExecution;
import io.understudy.engine.key.AsciiHash;
import io.understudy.engine.plan.TextMemory.Fate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Rules of one column of texts at work on bytes, as far as that gives what they give on values:
 * where the rules are a choice and a text is ASCII in its canonical form, and for texts that are
 * remembered. The rest are decoded, and go where values go.
 */
final class TextRun implements TextExecution {
  private final ValueRun values;
  private final ColumnRun run;
  private final @Nullable TextChoice choice;

  /** Of rules that are no choice. */
  private final @Nullable TextMemory memory;

  private final NewTexts newTexts;
  private @Nullable Object[] rest = new @Nullable Object[0];
  private @Nullable Object[] before = new @Nullable Object[0];
  private int[] cellOf = new int[0];

  /** Or {@link AsciiHash#NONE}: the text is not remembered. */
  private long[] hashOf = new long[0];

  /**
   * @param values the same rules at work on values
   * @param run counts for both
   * @param choice all that the rules do; null: they do something else
   * @param memory of what became of texts; null: none
   * @param newTexts for what the rules make of texts
   */
  TextRun(
      ValueRun values,
      ColumnRun run,
      @Nullable TextChoice choice,
      @Nullable TextMemory memory,
      NewTexts newTexts) {
    this.values = values;
    this.run = run;
    this.choice = choice;
    this.memory = choice == null ? memory : null;
    this.newTexts = newTexts;
  }

  @Override
  public void transform(CellTexts cells) {
    if (rest.length < cells.size()) {
      rest = new @Nullable Object[cells.size()];
      before = new @Nullable Object[cells.size()];
      cellOf = new int[cells.size()];
      hashOf = new long[cells.size()];
    }
    int left = choice != null ? choose(choice, cells) : recall(cells);
    if (left > 0) {
      transformRest(cells, left);
    }
  }

  /** Returns how many cells are left. */
  private int choose(TextChoice choice, CellTexts cells) {
    int left = 0;
    for (int i = 0; i < cells.size(); i++) {
      if (cells.isNull(i)) {
        run.pass(1);
        cells.become(i, null);
      } else if (!cells.hasBytes(i) || !choice.choose(cells, i, run)) {
        left = leave(cells, i, left, AsciiHash.NONE);
      }
    }
    return left;
  }

  private int recall(CellTexts cells) {
    int left = 0;
    TextMemory known = memory;
    for (int i = 0; i < cells.size(); i++) {
      if (cells.isNull(i)) {
        run.pass(1);
        cells.become(i, null);
        continue;
      }
      long hash = AsciiHash.NONE;
      if (known != null && known.isWorthIt() && cells.hasBytes(i)) {
        hash = AsciiHash.of(cells.bytes(), cells.from(i), cells.to(i));
        Fate fate =
            hash == AsciiHash.NONE
                ? null
                : known.get((int) hash, cells.bytes(), cells.from(i), cells.to(i));
        if (fate != null) {
          cells.become(i, fate.outcome());
          count(fate);
          continue;
        }
      }
      left = leave(cells, i, left, hash);
    }
    return left;
  }

  /** Counts a cell with a text that was told of before. */
  private void count(Fate fate) {
    if (fate.outcome() != null) {
      run.replaced(1);
      return;
    }
    run.kept(1);
    if (fate.matched()) {
      run.stayedAgain(1);
    }
  }

  private int leave(CellTexts cells, int cell, int left, long hash) {
    String text = cells.text(cell);
    rest[left] = text;
    before[left] = text;
    cellOf[left] = cell;
    hashOf[left] = hash;
    return left + 1;
  }

  private void transformRest(CellTexts cells, int size) {
    try {
      values.transform(rest, size);
    } catch (CellException e) {
      if (memory != null) {
        memory.clear();
      }
      throw e.at(cellOf[(int) e.row()]);
    }
    values.count(null);
    for (int i = 0; i < size; i++) {
      int cell = cellOf[i];
      Object after = rest[i];
      NewText outcome = Objects.equals(before[i], after) ? null : newTexts.of((String) after);
      cells.become(cell, outcome);
      if (memory != null && hashOf[i] != AsciiHash.NONE) {
        memory.put(
            (int) hashOf[i],
            cells.bytes(),
            cells.from(cell),
            cells.to(cell),
            new Fate(outcome, run.isMatched(i)));
      }
    }
  }
}
