package io.understudy.engine.plan;

import io.understudy.engine.CellTexts;
import io.understudy.engine.expression.Choice;
import io.understudy.engine.key.AsciiHash;
import io.understudy.engine.key.Canonical;
import io.understudy.engine.proof.Sketch;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** A choice among texts, made for the bytes of a text that is ASCII and in its canonical form. */
final class TextChoice {
  private final Choice choice;
  private final ChoiceTexts texts;

  /** Which of the texts the proof was told of. */
  private final BitSet told = new BitSet();

  /**
   * @param texts those of the choice
   */
  TextChoice(Choice choice, ChoiceTexts texts) {
    this.choice = choice;
    this.texts = texts;
  }

  /**
   * Says what becomes of a cell, and counts it.
   *
   * @return false if it does not know how, and did nothing
   */
  boolean choose(CellTexts cells, int cell, ColumnRun run) {
    byte[] bytes = cells.bytes();
    int from = cells.from(cell);
    int to = cells.to(cell);
    long hash = AsciiHash.of(bytes, from, to);
    if (hash == AsciiHash.NONE || !Canonical.isItself(bytes, from, to)) {
      return false;
    }
    int chosen = choice.of(bytes, from, to);
    @Nullable Sketch sketch = run.sketch();
    if (sketch != null) {
      sketch.original(bytes, from, to, (int) hash);
    }
    byte[] text = texts.encoded().get(chosen);
    if (text.length == to - from && Arrays.equals(text, 0, text.length, bytes, from, to)) {
      cells.become(cell, null);
      run.kept(1);
      if (sketch != null) {
        sketch.stayed(texts.texts().get(chosen));
      }
      return true;
    }
    cells.become(cell, texts.outcomes().get(chosen));
    run.replaced(1);
    if (sketch != null && !told.get(chosen)) {
      told.set(chosen);
      sketch.output(texts.texts().get(chosen));
    }
    return true;
  }
}
