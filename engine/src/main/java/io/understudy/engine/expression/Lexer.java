package io.understudy.engine.expression;

import java.util.ArrayList;
import java.util.List;

/** Splits an expression into words, as Jinja2 does. */
final class Lexer {
  private static final List<String> SYMBOLS =
      List.of(
          "**", "//", "==", "!=", "<=", ">=", "+", "-", "*", "/", "%", "~", "<", ">", "=", "(", ")",
          "[", "]", "{", "}", ".", ",", ":", "|");

  private final String text;
  private final int end;
  private int position;

  Lexer(String text, int start, int end) {
    this.text = text;
    this.position = start;
    this.end = end;
  }

  List<Token> tokens() {
    List<Token> tokens = new ArrayList<>();
    while (true) {
      while (position < end && Character.isWhitespace(text.charAt(position))) {
        position++;
      }
      if (position >= end) {
        tokens.add(new Token(Token.Kind.END, end, ""));
        return tokens;
      }
      tokens.add(next());
    }
  }

  private Token next() {
    char c = text.charAt(position);
    if (c == '"' || c == '\'') {
      return quoted(c);
    }
    if (isDigit(c)) {
      return number();
    }
    if (Character.isJavaIdentifierStart(c) && c != '$') {
      int start = position;
      while (position < end
          && Character.isJavaIdentifierPart(text.charAt(position))
          && text.charAt(position) != '$'
          && !Character.isIdentifierIgnorable(text.charAt(position))) {
        position++;
      }
      return new Token(Token.Kind.NAME, start, text.substring(start, position));
    }
    for (String symbol : SYMBOLS) {
      if (text.startsWith(symbol, position) && position + symbol.length() <= end) {
        int start = position;
        position += symbol.length();
        return new Token(Token.Kind.SYMBOL, start, symbol);
      }
    }
    String shown = c > ' ' && c < 127 ? "\"" + c + "\"" : String.format("U+%04X", (int) c);
    throw new ExpressionException(position, "character " + shown + " is not part of the language");
  }

  private Token number() {
    int start = position;
    if (text.charAt(position) == '0' && position + 1 < end) {
      int radix =
          switch (text.charAt(position + 1)) {
            case 'x', 'X' -> 16;
            case 'o', 'O' -> 8;
            case 'b', 'B' -> 2;
            default -> 0;
          };
      if (radix > 0) {
        position += 2;
        int from = position;
        while (position < end && isIdentifierPart(text.charAt(position))) {
          position++;
        }
        return whole(start, text.substring(from, position), radix);
      }
    }
    digits();
    boolean fraction =
        position + 1 < end && text.charAt(position) == '.' && isDigit(text.charAt(position + 1));
    if (fraction) {
      position++;
      digits();
    }
    boolean exponent = exponent();
    String digits = text.substring(start, position);
    if (position < end && isIdentifierPart(text.charAt(position))) {
      throw new ExpressionException(start, "a number must not run into a name");
    }
    if (!fraction && !exponent) {
      if (digits.length() > 1 && digits.charAt(0) == '0') {
        throw new ExpressionException(start, "a number must not start with 0");
      }
      return whole(start, digits, 10);
    }
    return new Token(Token.Kind.NUMBER, start, Double.valueOf(digits.replace("_", "")));
  }

  private boolean exponent() {
    if (position >= end || (text.charAt(position) != 'e' && text.charAt(position) != 'E')) {
      return false;
    }
    int digit = position + 1;
    if (digit < end && (text.charAt(digit) == '+' || text.charAt(digit) == '-')) {
      digit++;
    }
    if (digit >= end || !isDigit(text.charAt(digit))) {
      return false;
    }
    position = digit;
    digits();
    return true;
  }

  private void digits() {
    while (position < end && (isDigit(text.charAt(position)) || text.charAt(position) == '_')) {
      position++;
    }
  }

  private static Token whole(int start, String digits, int radix) {
    try {
      return new Token(
          Token.Kind.NUMBER, start, (Object) Long.parseLong(digits.replace("_", ""), radix));
    } catch (NumberFormatException e) {
      throw new ExpressionException(start, "this is not a whole number of at most 64 bit");
    }
  }

  private Token quoted(char quote) {
    int start = position++;
    StringBuilder value = new StringBuilder();
    while (position < end) {
      char c = text.charAt(position++);
      if (c == quote) {
        return new Token(Token.Kind.TEXT, start, value.toString());
      }
      if (c == '\\' && position < end) {
        escape(value, text.charAt(position++));
      } else {
        value.append(c);
      }
    }
    throw new ExpressionException(
        start, "the text that starts here is not closed", "add a closing " + quote);
  }

  private void escape(StringBuilder value, char c) {
    switch (c) {
      case '\n' -> {}
      case 'n' -> value.append('\n');
      case 't' -> value.append('\t');
      case 'r' -> value.append('\r');
      case 'a' -> value.append('\u0007');
      case 'b' -> value.append('\b');
      case 'f' -> value.append('\f');
      case 'v' -> value.append('\u000b');
      case '\\', '\'', '"' -> value.append(c);
      case 'x' -> code(value, 2);
      case 'u' -> code(value, 4);
      case 'U' -> code(value, 8);
      case '0', '1', '2', '3', '4', '5', '6', '7' -> {
        int code = c - '0';
        for (int i = 0; i < 2 && position < end && isOctal(text.charAt(position)); i++) {
          code = code * 8 + text.charAt(position++) - '0';
        }
        value.append((char) code);
      }
      default -> value.append('\\').append(c);
    }
  }

  private void code(StringBuilder value, int length) {
    int code = 0;
    for (int i = 0; i < length; i++) {
      int digit = position < end ? Character.digit(text.charAt(position), 16) : -1;
      if (digit < 0 || code > 0x10FFFF >> 4) {
        throw new ExpressionException(
            position, "an escape \\x, \\u or \\U needs " + length + " hexadecimal digits");
      }
      code = code * 16 + digit;
      position++;
    }
    value.appendCodePoint(code);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isOctal(char c) {
    return c >= '0' && c <= '7';
  }

  private static boolean isIdentifierPart(char c) {
    return Character.isJavaIdentifierPart(c) && c != '$';
  }
}
