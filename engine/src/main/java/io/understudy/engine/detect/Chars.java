package io.understudy.engine.detect;

/** Questions about single characters; positions outside of the text have no properties. */
final class Chars {
  private Chars() {}

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isDigit(String text, int at) {
    return at >= 0 && at < text.length() && isDigit(text.charAt(at));
  }

  static boolean isHex(String text, int at) {
    return at >= 0
        && at < text.length()
        && Character.digit(text.charAt(at), 16) >= 0
        && text.charAt(at) < 128;
  }

  static boolean isAsciiLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  static boolean isAlphanumeric(String text, int at) {
    return at >= 0 && at < text.length() && Character.isLetterOrDigit(text.charAt(at));
  }

  static boolean is(String text, int at, char c) {
    return at >= 0 && at < text.length() && text.charAt(at) == c;
  }

  static boolean isAny(String text, int at, String chars) {
    return at >= 0 && at < text.length() && chars.indexOf(text.charAt(at)) >= 0;
  }
}
