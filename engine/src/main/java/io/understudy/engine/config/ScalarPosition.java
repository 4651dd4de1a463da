package io.understudy.engine.config;

import org.yaml.snakeyaml.DumperOptions.ScalarStyle;

/**
 * Finds a char of a scalar's value in the text of the document. YAML folds lines, and has escapes
 * in quotes; but all that is not white space stays in order, so both are walked side by side.
 */
final class ScalarPosition {
  private final String document;
  private final int end;
  private final ScalarStyle style;
  private int position;

  private ScalarPosition(String document, int start, int end, ScalarStyle style) {
    this.document = document;
    this.end = Math.min(end, document.length());
    this.style = style;
    this.position = start;
  }

  /**
   * Index in the document of the value's char.
   *
   * @param start index in the document of the scalar's first char (a quote or {@code |}, if any)
   * @param end index after its last char
   * @param at index in the value; its length stands for the place right behind it
   * @return {@code start} if it cannot be told
   */
  static int of(String document, int start, int end, ScalarStyle style, String value, int at) {
    ScalarPosition walk = new ScalarPosition(document, start, end, style);
    walk.begin();
    for (int i = 0; i < at && i < value.length(); i++) {
      if (!isBlank(value.charAt(i)) && !walk.pass(value.charAt(i))) {
        return start;
      }
    }
    if (at < value.length() && !isBlank(value.charAt(at))) {
      walk.skipBlanks();
    }
    return walk.position;
  }

  private void begin() {
    switch (style) {
      case DOUBLE_QUOTED, SINGLE_QUOTED -> position++;
      case LITERAL, FOLDED -> {
        int lineEnd = document.indexOf('\n', position);
        position = lineEnd < 0 ? end : lineEnd + 1;
      }
      default -> {}
    }
  }

  private boolean pass(char wanted) {
    skipBlanks();
    if (position >= end) {
      return false;
    }
    char c = document.charAt(position);
    if (style == ScalarStyle.DOUBLE_QUOTED && c == '\\') {
      position += escapeLength(position);
      return true;
    }
    position += style == ScalarStyle.SINGLE_QUOTED && c == '\'' ? 2 : 1;
    return c == wanted;
  }

  private void skipBlanks() {
    while (position < end) {
      if (isBlank(document.charAt(position))) {
        position++;
      } else if (isBlankEscape()) {
        position += 2;
      } else {
        return;
      }
    }
  }

  /** An escape that stands for white space, or for nothing at the end of a line. */
  private boolean isBlankEscape() {
    return style == ScalarStyle.DOUBLE_QUOTED
        && document.charAt(position) == '\\'
        && position + 1 < end
        && "ntrNLP \t\r\n".indexOf(document.charAt(position + 1)) >= 0;
  }

  private int escapeLength(int at) {
    return switch (at + 1 < end ? document.charAt(at + 1) : ' ') {
      case 'x' -> 4;
      case 'u' -> 6;
      case 'U' -> 10;
      default -> 2;
    };
  }

  private static boolean isBlank(char c) {
    return c == ' '
        || c == '\t'
        || c == '\n'
        || c == '\r'
        || c == '\u0085'
        || c == '\u2028'
        || c == '\u2029';
  }
}
