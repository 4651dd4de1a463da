package io.understudy.engine.expression;

import io.understudy.engine.key.Draw;
import io.understudy.engine.key.KeyedFunction;
import java.util.List;

/**
 * One of some texts for each value: which one follows from the value's canonical text and the key.
 *
 * @param function gives the number that the choice follows from
 * @param texts to choose from, at least one
 */
public record Choice(KeyedFunction function, List<String> texts) {
  public Choice {
    texts = List.copyOf(texts);
  }

  /**
   * Which text stands for a value.
   *
   * @param canonical holds the UTF-8 bytes of its canonical text, from {@code from} to before
   *     {@code to}
   * @return position in {@link #texts}
   */
  public int of(byte[] canonical, int from, int to) {
    return Draw.first(function.number(canonical, from, to), texts.size());
  }
}
