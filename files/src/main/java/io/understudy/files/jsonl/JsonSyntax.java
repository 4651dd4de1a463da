package io.understudy.files.jsonl;

import io.understudy.files.text.EightBytes;
import org.jspecify.annotations.Nullable;

/**
 * The grammar of RFC 8259 over bytes that are UTF-8: finds the end of a value and checks every byte
 * of it, without building anything. Used by one thread.
 */
final class JsonSyntax {
  /** Objects and arrays inside each other. */
  static final int DEEPEST = 1000;

  private static final long QUOTES = EightBytes.eight((byte) '"');
  private static final long BACKSLASHES = EightBytes.eight((byte) '\\');
  private static final long SPACES = EightBytes.eight((byte) ' ');

  private final boolean[] isObject = new boolean[DEEPEST + 1];
  private byte[] bytes = {};
  private int end;
  private boolean escaped;
  private boolean integer;

  /** From now on reads these bytes, up to {@code end}. */
  void read(byte[] bytes, int end) {
    this.bytes = bytes;
    this.end = end;
  }

  /** Whether the last string had an escape in it. */
  boolean escaped() {
    return escaped;
  }

  /** Whether the last number had neither fraction nor exponent. */
  boolean integer() {
    return integer;
  }

  /** The byte here, -1 at the end. */
  int at(int p) {
    return p < end ? bytes[p] & 0xff : -1;
  }

  /** Behind the white space that starts here, if any. */
  int skipSpace(int at) {
    int p = at;
    while (p < end && (bytes[p] == ' ' || bytes[p] == '\t' || bytes[p] == '\r')) {
      p++;
    }
    return p;
  }

  /** Behind the value that starts here. */
  int value(int at) {
    int c = at(at);
    return c == '{' || c == '[' ? nested(at) : scalar(at, c);
  }

  /** Behind the key that starts here, its colon and white space. */
  int key(int at) {
    return colon(keyEnd(at));
  }

  /** Behind the closing quote of the key that starts here. */
  int keyEnd(int at) {
    if (at(at) != '"') {
      throw new SyntaxException(at, "expected a key in double quotes");
    }
    return string(at + 1);
  }

  /** Behind the colon that is here or behind white space, and white space. */
  int colon(int at) {
    int p = skipSpace(at);
    if (at(p) != ':') {
      throw new SyntaxException(p, "expected a colon after the key");
    }
    return skipSpace(p + 1);
  }

  private int scalar(int at, int c) {
    return switch (c) {
      case '"' -> string(at + 1);
      case 't' -> word(at, "true");
      case 'f' -> word(at, "false");
      case 'n' -> word(at, "null");
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number(at);
      default -> throw new SyntaxException(at, "expected a value");
    };
  }

  private int nested(int at) {
    int depth = 0;
    int p = at;
    while (true) {
      int c = at(p);
      if (c == '{' || c == '[') {
        if (depth == DEEPEST) {
          throw new SyntaxException(p, "expected at most " + DEEPEST + " levels of nesting");
        }
        boolean object = c == '{';
        isObject[++depth] = object;
        p = skipSpace(p + 1);
        if (at(p) != (object ? '}' : ']')) {
          p = object ? key(p) : p;
          continue;
        }
      } else {
        p = scalar(p, c);
        p = skipSpace(p);
      }
      // behind a value, or at the end of an object or array
      while (at(p) != ',') {
        if (at(p) != (isObject[depth] ? '}' : ']')) {
          throw new SyntaxException(
              p, isObject[depth] ? "expected a comma or }" : "expected a comma or ]");
        }
        p++;
        if (--depth == 0) {
          return p;
        }
        p = skipSpace(p);
      }
      p = skipSpace(p + 1);
      p = isObject[depth] ? key(p) : p;
    }
  }

  private int string(int at) {
    boolean escapes = false;
    byte[] b = bytes;
    int p = at;
    while (true) {
      p = special(b, p, end);
      if (p == end) {
        throw new SyntaxException(p, "expected the string's closing quote");
      }
      if (b[p] == '"') {
        escaped = escapes;
        return p + 1;
      }
      if (b[p] != '\\') {
        throw new SyntaxException(p, "expected control characters in a string as escapes");
      }
      escapes = true;
      p = escape(p + 1);
    }
  }

  /** Whether a string of these bytes needs no escape. */
  static boolean isPlain(byte[] bytes) {
    return special(bytes, 0, bytes.length) == bytes.length;
  }

  /** The next quote, backslash or control character; the end if there is none. */
  private static int special(byte[] b, int at, int end) {
    int p = at;
    while (p + Long.BYTES <= end) {
      long word = EightBytes.at(b, p);
      long marks =
          EightBytes.zeros(word ^ QUOTES)
              | EightBytes.zeros(word ^ BACKSLASHES)
              | EightBytes.below(word, SPACES);
      if (marks != 0) {
        return p + EightBytes.first(marks);
      }
      p += Long.BYTES;
    }
    while (p < end && b[p] != '"' && b[p] != '\\' && (b[p] >= ' ' || b[p] < 0)) {
      p++;
    }
    return p;
  }

  private int escape(int at) {
    switch (at(at)) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
        return at + 1;
      }
      case 'u' -> {
        for (int i = 1; i <= 4; i++) {
          if (Character.digit(at(at + i), 16) < 0) {
            throw new SyntaxException(at + i, "expected four hex digits after \\u");
          }
        }
        return at + 5;
      }
      default ->
          throw new SyntaxException(at, "expected one of \" \\ / b f n r t u after a backslash");
    }
  }

  private int number(int at) {
    int start = at(at) == '-' ? at + 1 : at;
    int p = digits(start);
    if (at(start) == '0' && p > start + 1) {
      throw new SyntaxException(start + 1, "expected a number without leading zeros");
    }
    integer = true;
    if (at(p) == '.') {
      integer = false;
      p = digits(p + 1);
    }
    if (at(p) == 'e' || at(p) == 'E') {
      integer = false;
      p++;
      p = digits(at(p) == '+' || at(p) == '-' ? p + 1 : p);
    }
    return p;
  }

  private int digits(int at) {
    int p = at;
    while (p < end && bytes[p] >= '0' && bytes[p] <= '9') {
      p++;
    }
    if (p == at) {
      throw new SyntaxException(p, "expected a digit");
    }
    return p;
  }

  private int word(int at, String word) {
    for (int i = 0; i < word.length(); i++) {
      if (at(at + i) != word.charAt(i)) {
        throw new SyntaxException(at, "expected a value");
      }
    }
    return at + word.length();
  }

  /** What starts with this byte; null if no JSON value does. */
  static @Nullable String kindOf(int first) {
    return switch (first) {
      case '{' -> "an object";
      case '[' -> "an array";
      case '"' -> "a string";
      case 't', 'f' -> "a boolean";
      case 'n' -> "null";
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> "a number";
      default -> null;
    };
  }
}
