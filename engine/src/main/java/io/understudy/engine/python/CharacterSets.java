package io.understudy.engine.python;

/**
 * Python's {@code \d}, {@code \w}, {@code \s} and their opposites as what stands between RE2's
 * square brackets. RE2's own know ASCII only.
 */
final class CharacterSets {
  private static final String SPACE = "\\t-\\r\\x{1c}-\\x{1f} \\x{85}\\p{Z}";
  private static final String NO_SPACE =
      "\\x{0}-\\x{8}\\x{e}-\\x{1b}!-\\x{84}\\x{86}-\\x{9f}\\x{a1}-\\x{167f}\\x{1681}-\\x{1fff}"
          + "\\x{200b}-\\x{2027}\\x{202a}-\\x{202e}\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}"
          + "\\x{3001}-\\x{10ffff}";
  private static final String WORD = "\\p{L}\\p{N}_";

  private CharacterSets() {}

  static String of(char letter, boolean ascii) {
    return switch (letter) {
      case 'd' -> ascii ? "0-9" : "\\p{Nd}";
      case 'D' -> ascii ? "\\x{0}-/:-\\x{10ffff}" : "\\P{Nd}";
      case 's' -> ascii ? "\\t-\\r " : SPACE;
      case 'S' -> ascii ? "\\x{0}-\\x{8}\\x{e}-\\x{1f}!-\\x{10ffff}" : NO_SPACE;
      case 'w' -> ascii ? "0-9A-Z_a-z" : WORD;
      case 'W' -> ascii ? "\\x{0}-/:-@\\x{5b}-\\x{5e}\\x{60}\\x{7b}-\\x{10ffff}" : Wide.NO_WORD;
      default -> throw new IllegalArgumentException();
    };
  }

  /** Made when it is first needed: RE2 has no way to say "neither letter nor digit" in a class. */
  private static final class Wide {
    static final String NO_WORD = noWord();

    private static String noWord() {
      StringBuilder ranges = new StringBuilder();
      int start = -1;
      for (int c = 0; c <= Character.MAX_CODE_POINT + 1; c++) {
        boolean outside = c <= Character.MAX_CODE_POINT && !isWord(c);
        if (outside && start < 0) {
          start = c;
        } else if (!outside && start >= 0) {
          ranges.append(PatternInput.literal(start)).append('-');
          ranges.append(PatternInput.literal(c - 1));
          start = -1;
        }
      }
      return ranges.toString();
    }

    private static boolean isWord(int c) {
      int type = Character.getType(c);
      return Character.isLetterOrDigit(c)
          || c == '_'
          || type == Character.LETTER_NUMBER
          || type == Character.OTHER_NUMBER;
    }
  }
}
