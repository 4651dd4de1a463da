package io.understudy.engine.python;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a text that is JSON, or a list, dictionary, text or number as Python writes it. Bounded in
 * depth and in the number of its parts. For one use.
 */
public final class ListText {
  private static final int DEEPEST = 50;
  private static final int MOST_PARTS = 100_000;

  private final String text;
  private int at;
  private int parts;

  private ListText(String text) {
    this.text = text;
  }

  /**
   * The value that the text stands for.
   *
   * @throws NoResultException if it is neither
   */
  public static @Nullable Object read(String text) {
    ListText reader = new ListText(text);
    @Nullable Object value = reader.value(0);
    reader.blanks();
    if (reader.at < text.length()) {
      throw unknown();
    }
    return value;
  }

  private static NoResultException unknown() {
    return new NoResultException("this text is neither JSON nor a list or dictionary of Python");
  }

  private @Nullable Object value(int depth) {
    if (depth > DEEPEST || ++parts > MOST_PARTS) {
      throw new NoResultException("the text holds more than " + MOST_PARTS + " parts or levels");
    }
    blanks();
    char c = peek();
    return switch (c) {
      case '[' -> items(']', depth);
      case '(' -> items(')', depth);
      case '{' -> entries(depth);
      case '"', '\'' -> quoted();
      default -> word();
    };
  }

  private void blanks() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() {
    if (at >= text.length()) {
      throw unknown();
    }
    return text.charAt(at);
  }

  private boolean accept(char c) {
    blanks();
    boolean there = at < text.length() && text.charAt(at) == c;
    at += there ? 1 : 0;
    return there;
  }

  private List<@Nullable Object> items(char close, int depth) {
    at++;
    List<@Nullable Object> items = new ArrayList<>();
    while (!accept(close)) {
      if (!items.isEmpty() && !accept(',')) {
        throw unknown();
      }
      if (!items.isEmpty() && accept(close)) {
        break;
      }
      items.add(value(depth + 1));
    }
    return items;
  }

  private Map<@Nullable Object, @Nullable Object> entries(int depth) {
    at++;
    Map<@Nullable Object, @Nullable Object> entries = new LinkedHashMap<>();
    boolean first = true;
    while (!accept('}')) {
      if (!first && !accept(',')) {
        throw unknown();
      }
      if (!first && accept('}')) {
        break;
      }
      first = false;
      @Nullable Object key = value(depth + 1);
      if (!accept(':')) {
        throw unknown();
      }
      entries.put(key, value(depth + 1));
    }
    return entries;
  }

  private String quoted() {
    char quote = text.charAt(at++);
    StringBuilder value = new StringBuilder();
    while (peek() != quote) {
      char c = text.charAt(at++);
      if (c == '\\') {
        escape(value);
      } else {
        value.append(c);
      }
    }
    at++;
    return value.toString();
  }

  private void escape(StringBuilder into) {
    char c = peek();
    at++;
    switch (c) {
      case 'n' -> into.append('\n');
      case 't' -> into.append('\t');
      case 'r' -> into.append('\r');
      case 'b' -> into.append('\b');
      case 'f' -> into.append('\f');
      case 'u' -> into.append((char) hexadecimal(4));
      case 'x' -> into.append((char) hexadecimal(2));
      default -> into.append(c);
    }
  }

  private int hexadecimal(int digits) {
    if (at + digits > text.length()) {
      throw unknown();
    }
    try {
      int value = Integer.parseUnsignedInt(text.substring(at, at + digits), 16);
      at += digits;
      return value;
    } catch (NumberFormatException e) {
      throw unknown(); // the exception's message has a part of the text in it
    }
  }

  private @Nullable Object word() {
    int start = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || "+-._".indexOf(text.charAt(at)) >= 0)) {
      at++;
    }
    String word = text.substring(start, at);
    return switch (word) {
      case "null", "None" -> null;
      case "true", "True" -> Boolean.TRUE;
      case "false", "False" -> Boolean.FALSE;
      default -> number(word);
    };
  }

  private static Object number(String word) {
    if (word.isEmpty() || word.length() > 60 || "0123456789-+.".indexOf(word.charAt(0)) < 0) {
      throw unknown();
    }
    try {
      boolean whole = word.chars().noneMatch(c -> c == '.' || c == 'e' || c == 'E');
      if (whole && word.length() < 20) {
        return Long.valueOf(word);
      }
      char last = word.charAt(word.length() - 1);
      if (last < '0' || last > '9') {
        throw unknown();
      }
      return Double.valueOf(word);
    } catch (NumberFormatException e) {
      throw unknown(); // the exception's message has the text in it
    }
  }
}
