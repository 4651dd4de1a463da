package io.understudy.engine.expression;

import io.understudy.engine.python.NoResultException;
import io.understudy.engine.python.PythonPattern;
import io.understudy.engine.python.Transliteration;
import java.util.BitSet;

/** The filter {@code normalize}: a text in ASCII, of letters, digits, _ and what is allowed. */
final class Normalizing {
  private final BitSet kept = new BitSet(128);

  /**
   * @param allow what a regular expression takes between square brackets
   * @throws EvaluationException if it is not that
   */
  Normalizing(int at, String allow) {
    try {
      PythonPattern one = PythonPattern.compile("[\\w" + allow + "]", PythonPattern.ASCII);
      for (char c = 0; c < 128; c++) {
        kept.set(c, one.fullMatch(String.valueOf(c)) != null);
      }
    } catch (NoResultException e) {
      throw new EvaluationException(at, e.what());
    }
    if (!kept.get('a')) {
      throw new EvaluationException(
          at, "normalize: what is allowed must be characters that can stand in square brackets");
    }
  }

  String apply(String text) {
    String ascii = Transliteration.ascii(text);
    StringBuilder normal = new StringBuilder(ascii.length());
    for (int i = 0; i < ascii.length(); i++) {
      if (kept.get(ascii.charAt(i))) {
        normal.append(ascii.charAt(i));
      }
    }
    return normal.toString();
  }
}
