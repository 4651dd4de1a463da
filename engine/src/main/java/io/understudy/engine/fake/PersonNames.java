package io.understudy.engine.fake;

import io.understudy.engine.key.Draw;
import java.util.function.Supplier;

/** First and last names from a pool; an initial becomes another letter. */
final class PersonNames {
  private PersonNames() {}

  static DrawnFake.Maker from(Supplier<String[]> pool) {
    return (original, draw) ->
        isInitial(original)
            ? initial(original, draw)
            : LetterCase.like(original, draw.oneOf(pool.get()));
  }

  static boolean isInitial(String name) {
    return Character.isLetter(name.charAt(0))
        && (name.length() == 1 || name.length() == 2 && name.charAt(1) == '.');
  }

  private static String initial(String original, Draw draw) {
    char letter = (char) ((Character.isLowerCase(original.charAt(0)) ? 'a' : 'A') + draw.below(26));
    return letter + original.substring(1);
  }
}
