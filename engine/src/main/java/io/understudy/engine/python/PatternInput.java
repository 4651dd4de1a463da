package io.understudy.engine.python;

/** The text of a regular expression while it is read, by code points. */
final class PatternInput {
  private final int[] text;
  private int position;

  PatternInput(String pattern) {
    this.text = pattern.codePoints().toArray();
  }

  int length() {
    return text.length;
  }

  int position() {
    return position;
  }

  void back(int to) {
    position = to;
  }

  boolean atEnd() {
    return position >= text.length;
  }

  int peek() {
    return text[position];
  }

  int next() {
    return text[position++];
  }

  boolean accept(String expected) {
    int[] codes = expected.codePoints().toArray();
    for (int i = 0; i < codes.length; i++) {
      if (position + i >= text.length || text[position + i] != codes[i]) {
        return false;
      }
    }
    position += codes.length;
    return true;
  }

  /** What is wrong, just before the position. */
  NoResultException problem(String what) {
    return new NoResultException(
        "this regular expression is not valid: " + what + " (at its character " + position + ")");
  }

  NoResultException refused(String what) {
    return new NoResultException(
        what
            + " in a regular expression is refused (at its character "
            + position
            + "): with it a text could keep the search busy for ever; write it without, or use two"
            + " searches");
  }

  /** Digits as a number, -1 if there are none. */
  int number() {
    int number = -1;
    while (!atEnd() && peek() >= '0' && peek() <= '9') {
      number = Math.min(1_000_000, Math.max(0, number) * 10 + next() - '0');
    }
    return number;
  }

  String name(char end) {
    StringBuilder name = new StringBuilder();
    while (!atEnd() && peek() != end) {
      name.appendCodePoint(next());
    }
    boolean word = !name.isEmpty() && !Character.isDigit(name.charAt(0));
    if (atEnd() || !word || !name.chars().allMatch(PatternInput::isNameChar)) {
      throw problem("a group's name has letters, digits and _ only");
    }
    next();
    return name.toString();
  }

  private static boolean isNameChar(int c) {
    return c < 128 && (Character.isLetterOrDigit(c) || c == '_');
  }

  void skipTo(char end) {
    while (!atEnd()) {
      if (next() == end) {
        return;
      }
    }
    throw problem("a comment is not closed");
  }

  boolean octals(int count) {
    for (int i = position; i < position + count; i++) {
      if (i >= text.length || text[i] < '0' || text[i] > '7') {
        return false;
      }
    }
    return true;
  }

  /** At most so many octal digits more. */
  int octal(int first, int more) {
    int value = first - '0';
    for (int i = 0; i < more && octals(1); i++) {
      value = value * 8 + next() - '0';
    }
    return value;
  }

  /** The character that stands behind a backslash, where it is no set and no place. */
  int escaped(int c) {
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'f' -> '\f';
      case 'v' -> 0x0B;
      case 'a' -> 0x07;
      case '0' -> octal('0', 2);
      case 'x' -> hexadecimal(2);
      case 'u' -> hexadecimal(4);
      case 'U' -> hexadecimal(8);
      default -> {
        if (c < 128 && Character.isLetterOrDigit(c)) {
          throw problem("\\" + (char) c + " is no escape");
        }
        yield c;
      }
    };
  }

  private int hexadecimal(int digits) {
    long value = 0;
    for (int i = 0; i < digits; i++) {
      int digit = atEnd() || peek() >= 128 ? -1 : Character.digit(peek(), 16);
      if (digit < 0) {
        throw problem(digits + " hexadecimal digits are expected");
      }
      next();
      value = value * 16 + digit;
    }
    if (value > Character.MAX_CODE_POINT) {
      throw problem("there is no such character");
    }
    return (int) value;
  }

  /** The value of a flag's letter, 0 for other letters. */
  static long flag(int letter) {
    return switch (letter) {
      case 'i' -> PythonPattern.IGNORE_CASE;
      case 'm' -> PythonPattern.MULTI_LINE;
      case 's' -> PythonPattern.DOT_ALL;
      case 'u' -> PythonPattern.UNICODE;
      case 'x' -> PythonPattern.VERBOSE;
      case 'a' -> PythonPattern.ASCII;
      default -> 0;
    };
  }

  /** A character that stands for itself, in a class and outside. */
  static String literal(int c) {
    if (Character.isLetterOrDigit(c) && c < 128) {
      return Character.toString(c);
    }
    return "\\x{" + Integer.toHexString(c) + "}";
  }
}
