package io.understudy.engine.fake;

import io.understudy.engine.key.Draw;
import io.understudy.engine.key.KeyedFunction;
import java.util.function.UnaryOperator;

/**
 * A fake made of keyed choices. They belong to what identifies the value (its identity), so that
 * spellings of one value get one fake; a fake that equals its original is drawn again.
 *
 * @param function of the entity
 * @param identity what of a text matters, such as the digits of a phone number
 * @param maker makes the fake
 */
record DrawnFake(KeyedFunction function, UnaryOperator<String> identity, Maker maker)
    implements TextFake {
  private static final int MOST_DRAWS = 64;

  /** Makes a fake from choices; called again with the next ones if the result is the original. */
  @FunctionalInterface
  interface Maker {
    String make(String original, Draw draw);
  }

  @Override
  public String fake(String original) {
    return fake(original, function.draw(identity.apply(original)));
  }

  @Override
  public String fake(String shape, String key) {
    return fake(shape, function.draw(Keys.other(key)));
  }

  private String fake(String original, Draw draw) {
    for (int i = 0; i < MOST_DRAWS; i++) {
      String fake = maker.make(original, draw);
      if (!fake.equalsIgnoreCase(original)) {
        return fake;
      }
    }
    if (Scrambled.canChange(original)) {
      throw new IllegalArgumentException(
          "no fake differs from the value; use hash or drop instead");
    }
    return original;
  }
}
