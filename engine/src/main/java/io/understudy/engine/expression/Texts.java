package io.understudy.engine.expression;

import io.understudy.engine.python.PythonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What Python's {@code str} methods do. Positions and lengths count characters, not Java chars. */
final class Texts {
  private Texts() {}

  static String capitalize(String text) {
    if (text.isEmpty()) {
      return text;
    }
    String first = Character.toString(text.codePointAt(0));
    String lower = text.toLowerCase(Locale.ROOT);
    return PythonText.titleCase(text.codePointAt(0))
        + lower.substring(first.toLowerCase(Locale.ROOT).length());
  }

  /** The first letter of each run of letters in upper case, the others in lower case. */
  static String title(String text) {
    StringBuilder result = new StringBuilder(text.length());
    boolean inWord = false;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      result.append(inWord ? PythonText.lowerCase(text, i) : PythonText.titleCase(c));
      inWord = Character.isLetter(c);
      i += Character.charCount(c);
    }
    return result.toString();
  }

  /** Without the characters of {@code chars} (null: white space) at the ends that are asked for. */
  static String strip(String text, @Nullable String chars, boolean left, boolean right) {
    int start = 0;
    int end = text.length();
    while (left && start < end && strips(text.codePointAt(start), chars)) {
      start += Character.charCount(text.codePointAt(start));
    }
    while (right && end > start && strips(text.codePointBefore(end), chars)) {
      end -= Character.charCount(text.codePointBefore(end));
    }
    return text.substring(start, end);
  }

  private static boolean strips(int c, @Nullable String chars) {
    return chars == null ? PythonText.isSpace(c) : chars.indexOf(c) >= 0;
  }

  static String replace(int at, String text, String old, String replacement, long count) {
    StringBuilder result = new StringBuilder();
    int from = 0;
    long left = count < 0 ? Long.MAX_VALUE : count;
    while (left > 0) {
      int found = text.indexOf(old, from);
      if (found < 0 || (old.isEmpty() && found >= text.length())) {
        break;
      }
      result.append(text, from, found).append(replacement);
      Arithmetic.refuseLong(at, result.length());
      from = found + old.length();
      if (old.isEmpty()) {
        int c = text.codePointAt(from);
        result.appendCodePoint(c);
        from += Character.charCount(c);
      }
      left--;
    }
    result.append(text, from, text.length());
    return left > 0 && old.isEmpty() ? result.append(replacement).toString() : result.toString();
  }

  static List<Object> split(int at, String text, @Nullable String separator, long most) {
    List<Object> parts = new ArrayList<>();
    long left = most < 0 ? Long.MAX_VALUE : most;
    if (separator == null) {
      return splitAtSpace(text, left);
    }
    if (separator.isEmpty()) {
      throw new EvaluationException(at, "a text cannot be split at the empty text");
    }
    int from = 0;
    for (int found = text.indexOf(separator);
        found >= 0 && left > 0;
        found = text.indexOf(separator, from)) {
      parts.add(text.substring(from, found));
      from = found + separator.length();
      left--;
    }
    parts.add(text.substring(from));
    return parts;
  }

  private static List<Object> splitAtSpace(String text, long most) {
    List<Object> parts = new ArrayList<>();
    long left = most;
    int i = 0;
    while (true) {
      while (i < text.length() && PythonText.isSpace(text.charAt(i))) {
        i++;
      }
      if (i == text.length()) {
        return parts;
      }
      if (left == 0) {
        parts.add(text.substring(i));
        return parts;
      }
      int start = i;
      while (i < text.length() && !PythonText.isSpace(text.charAt(i))) {
        i++;
      }
      parts.add(text.substring(start, i));
      left--;
    }
  }

  static String zfill(int at, String text, long width) {
    Arithmetic.refuseLong(at, width);
    int missing = (int) Math.max(0, width - length(text));
    boolean signed = !text.isEmpty() && (text.charAt(0) == '+' || text.charAt(0) == '-');
    int sign = signed ? 1 : 0;
    return text.substring(0, sign) + "0".repeat(missing) + text.substring(sign);
  }

  static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /** Characters from (inclusive) to (exclusive), both within the text. */
  static String part(String text, int from, int to) {
    int start = text.offsetByCodePoints(0, from);
    return text.substring(start, text.offsetByCodePoints(start, to - from));
  }
}
