package io.understudy.engine.plan;

import io.understudy.engine.CellTexts;
import io.understudy.engine.NewText;
import io.understudy.engine.expression.Choice;
import io.understudy.engine.key.AsciiHash;
import io.understudy.engine.key.Canonical;
import io.understudy.engine.proof.Sketch;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A choice among texts, made for the bytes of a text that is ASCII and in its canonical form. */
final class TextChoice {
  private final Choice choice;
  private final NewText[] outcomes;
  private final byte[][] encoded;
  private final NewTexts newTexts = new NewTexts();

  TextChoice(Choice choice) {
    this.choice = choice;
    this.outcomes = choice.texts().stream().map(newTexts::of).toArray(NewText[]::new);
    this.encoded =
        choice.texts().stream()
            .map(text -> text.getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new);
  }

  /** Has the texts to choose from. */
  NewTexts newTexts() {
    return newTexts;
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
    byte[] text = encoded[chosen];
    if (text.length == to - from && Arrays.equals(text, 0, text.length, bytes, from, to)) {
      cells.become(cell, null);
      run.kept(1);
      if (sketch != null) {
        sketch.stayed(choice.texts().get(chosen));
      }
      return true;
    }
    NewText outcome = outcomes[chosen];
    cells.become(cell, outcome);
    run.replaced(1);
    if (sketch != null && outcome.isFirst()) {
      sketch.output(choice.texts().get(chosen));
    }
    return true;
  }
}
