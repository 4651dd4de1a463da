package io.understudy.engine.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the columns of one file that are done by the bytes of their texts have in common: the room
 * for what they remember, and the texts that several of them choose from.
 */
final class SharedTexts {
  private final int bits;
  private final int columns;
  private final Map<List<String>, ChoiceTexts> choices = new HashMap<>();

  /**
   * @param bits each column may remember 2 to this power of texts; 0: none
   * @param columns how many there are
   */
  SharedTexts(int bits, int columns) {
    this.bits = bits;
    this.columns = columns;
  }

  /** For one column: what became of its texts; null if nothing is to be remembered. */
  @Nullable TextMemory memory() {
    return bits == 0 ? null : new TextMemory(bits);
  }

  /** For one column. */
  NewTexts newTexts() {
    return new NewTexts(columns);
  }

  /** For all columns that choose from equal lists. */
  ChoiceTexts choices(List<String> texts) {
    return choices.computeIfAbsent(texts, ChoiceTexts::of);
  }
}
