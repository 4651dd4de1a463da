package io.understudy.engine.plan;

/**
 * Reads a JSON text (RFC 8259) token by token, so that what is between the values that are asked
 * for can stay as it is. Used by one thread.
 */
final class JsonScanner {
  /** Objects and arrays inside each other. */
  static final int DEEPEST = 1000;

  private final String text;
  private int at;

  /** What is not as it should be; says what was expected and where, never what was found. */
  static final class SyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    SyntaxException(int at, String expected) {
      super("expected " + expected + " at character " + (at + 1), null, false, false);
    }
  }

  JsonScanner(String text) {
    this.text = text;
  }

  /** Where it stands. */
  int at() {
    return at;
  }

  SyntaxException expected(String what) {
    return new SyntaxException(at, what);
  }

  /** The next character that is no white space; NUL at the end. */
  char peek() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c != ' ' && c != '\t' && c != '\n' && c != '\r') {
        return c;
      }
      at++;
    }
    return 0;
  }

  /** Goes behind this character if it is the next. */
  boolean take(char c) {
    boolean is = peek() == c;
    at += is ? 1 : 0;
    return is;
  }

  /** Nothing but white space may follow. */
  void end() throws SyntaxException {
    peek();
    if (at < text.length()) {
      throw expected("the end");
    }
  }

  /** The content of the string whose opening quote is next. */
  String string() throws SyntaxException {
    at++;
    int start = at;
    while (at < text.length() && text.charAt(at) != '"' && text.charAt(at) != '\\') {
      plain();
    }
    if (at < text.length() && text.charAt(at) == '"') {
      return text.substring(start, at++);
    }
    StringBuilder out = new StringBuilder(text.substring(start, at));
    while (at < text.length() && text.charAt(at) != '"') {
      out.append(text.charAt(at) == '\\' ? escape() : plain());
    }
    if (at == text.length()) {
      throw expected("a string's closing quote");
    }
    at++;
    return out.toString();
  }

  private char plain() throws SyntaxException {
    if (text.charAt(at) < ' ') {
      throw expected("control characters in a string as escapes");
    }
    return text.charAt(at++);
  }

  private char escape() throws SyntaxException {
    at++;
    char c = at < text.length() ? text.charAt(at) : 0;
    int plain = "\"\\/bfnrt".indexOf(c);
    if (plain >= 0) {
      at++;
      return "\"\\/\b\f\n\r\t".charAt(plain);
    }
    int code = 0;
    for (int i = 1; c == 'u' && i <= 4; i++) {
      int digit = at + i < text.length() ? Character.digit(text.charAt(at + i), 16) : -1;
      if (digit < 0 || text.charAt(at + i) > 'f') {
        throw expected("four hex digits after \\u");
      }
      code = code << 4 | digit;
    }
    if (c != 'u') {
      throw expected("one of \" \\ / b f n r t u after a backslash");
    }
    at += 5;
    return (char) code;
  }

  /** Takes the number, {@code true}, {@code false} or {@code null} that is next. */
  String literal() throws SyntaxException {
    int start = at;
    while (at < text.length()
        && "+-.0123456789abcdefghijklmnopqrstuvwxyzE".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    String literal = text.substring(start, at);
    if (!isLiteral(literal)) {
      at = start;
      throw expected("a value");
    }
    return literal;
  }

  private static boolean isLiteral(String text) {
    return switch (text) {
      case "null", "true", "false" -> true;
      default -> isNumber(text);
    };
  }

  /** Whether a text is a number as JSON writes it. */
  static boolean isNumber(String text) {
    int at = text.startsWith("-") ? 1 : 0;
    int end = digits(text, at);
    if (end == at || (text.charAt(at) == '0' && end > at + 1)) {
      return false;
    }
    at = end;
    if (at < text.length() && text.charAt(at) == '.') {
      end = digits(text, at + 1);
      if (end == at + 1) {
        return false;
      }
      at = end;
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      at++;
      at += at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-') ? 1 : 0;
      end = digits(text, at);
      return end > at && end == text.length();
    }
    return at == text.length();
  }

  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  /** A text as a JSON string. */
  static String quoted(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (pair) {
        out.append(c).append(text.charAt(++i));
      } else if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || Character.isSurrogate(c)) {
        out.append("\\u%04x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
