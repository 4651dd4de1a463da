package io.understudy.engine.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Methods of Python's {@code str}. Positions and widths count characters, not Java chars. */
public final class PythonText {
  private static final int MOST_TEXT = 10_000_000;

  private PythonText() {}

  /** In the middle of so many characters. */
  public static String center(String text, long width, String fill) {
    long missing = width - length(text);
    if (missing <= 0) {
      return text;
    }
    long left = missing / 2 + (missing & width & 1);
    return pad(fill, left) + text + pad(fill, missing - left);
  }

  /** At the left of so many characters. */
  public static String left(String text, long width, String fill) {
    return text + pad(fill, width - length(text));
  }

  /** At the right of so many characters. */
  public static String right(String text, long width, String fill) {
    return pad(fill, width - length(text)) + text;
  }

  private static String pad(String fill, long count) {
    if (length(fill) != 1) {
      throw new NoResultException("what fills the text must be one character");
    }
    refuseLong(count);
    return count <= 0 ? "" : fill.repeat((int) count);
  }

  static void refuseLong(long length) {
    if (length > MOST_TEXT) {
      throw new NoResultException("the text is longer than " + MOST_TEXT + " characters");
    }
  }

  static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /** Lower case for comparing: {@code ß} is {@code ss}. */
  public static String foldCase(String text) {
    return text.toUpperCase(Locale.ROOT)
        .toLowerCase(Locale.ROOT)
        .replace('ς', 'σ')
        .replace("ẞ", "ss");
  }

  /** A letter as a word starts with it. */
  public static String titleCase(int letter) {
    int title = Character.toTitleCase(letter);
    String upper = Character.toString(letter).toUpperCase(Locale.ROOT);
    boolean several = title == letter && length(upper) > 1;
    return several
        ? upper.substring(0, 1) + upper.substring(1).toLowerCase(Locale.ROOT)
        : Character.toString(title);
  }

  /** The letter at an index in lower case; a sigma at the end of a word has a form of its own. */
  public static String lowerCase(String text, int index) {
    int letter = text.codePointAt(index);
    if (letter != 'Σ') {
      return Character.toString(letter).toLowerCase(Locale.ROOT);
    }
    boolean before = index > 0 && Character.isLetter(text.codePointBefore(index));
    boolean after = index + 1 < text.length() && Character.isLetter(text.codePointAt(index + 1));
    return before && !after ? "ς" : "σ";
  }

  /** Upper case for lower case, and the other way round. */
  public static String swapCase(String text) {
    StringBuilder swapped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      String letter = Character.toString(c);
      swapped.append(
          Character.isUpperCase(c)
              ? lowerCase(text, i)
              : Character.isLowerCase(c) ? letter.toUpperCase(Locale.ROOT) : letter);
      i += Character.charCount(c);
    }
    return swapped.toString();
  }

  /** Where the part is between two positions, the first or the last time; -1 if nowhere. */
  public static long find(
      String text, String part, @Nullable Long from, @Nullable Long to, boolean last) {
    int size = length(text);
    long start = bound(from, 0, size);
    long end = Math.min(size, bound(to, size, size));
    if (start > size || end < start) {
      return -1;
    }
    int startIndex = text.offsetByCodePoints(0, (int) start);
    int endIndex = text.offsetByCodePoints(startIndex, (int) (end - start));
    String window = text.substring(startIndex, endIndex);
    int found = last ? window.lastIndexOf(part) : window.indexOf(part);
    return found < 0 ? -1 : start + window.codePointCount(0, found);
  }

  /** How often the part is there, without overlaps. */
  public static long count(String text, String part, @Nullable Long from, @Nullable Long to) {
    int size = length(text);
    long start = bound(from, 0, size);
    long end = Math.min(size, bound(to, size, size));
    if (start > size || end < start) {
      return 0;
    }
    if (part.isEmpty()) {
      return end - start + 1;
    }
    String window = window(text, start, end);
    long count = 0;
    for (int at = window.indexOf(part); at >= 0; at = window.indexOf(part, at + part.length())) {
      count++;
    }
    return count;
  }

  /** Whether the text between two positions starts or ends with the part. */
  public static boolean affix(
      String text, String part, @Nullable Long from, @Nullable Long to, boolean start) {
    if (from == null && to == null) {
      return start ? text.startsWith(part) : text.endsWith(part);
    }
    int size = length(text);
    long first = bound(from, 0, size);
    long last = Math.min(size, bound(to, size, size));
    if (first > size || last < first) {
      return false;
    }
    String window = window(text, first, last);
    return start ? window.startsWith(part) : window.endsWith(part);
  }

  private static String window(String text, long start, long end) {
    int startIndex = text.offsetByCodePoints(0, (int) start);
    return text.substring(
        startIndex, text.offsetByCodePoints(startIndex, (int) Math.max(0, end - start)));
  }

  private static long bound(@Nullable Long position, long otherwise, int size) {
    if (position == null) {
      return otherwise;
    }
    return position < 0 ? Math.max(0, position + size) : Math.min(position, size + 1L);
  }

  /** What is before the separator, the separator, what is after it. */
  public static List<@Nullable Object> partition(String text, String separator, boolean last) {
    if (separator.isEmpty()) {
      throw new NoResultException("a text cannot be split at the empty text");
    }
    int at = last ? text.lastIndexOf(separator) : text.indexOf(separator);
    if (at < 0) {
      return last ? List.of("", "", text) : List.of(text, "", "");
    }
    return List.of(text.substring(0, at), separator, text.substring(at + separator.length()));
  }

  /** Split from the right, at most so often; negative: no limit. Null: at white space. */
  public static List<@Nullable Object> splitRight(
      String text, @Nullable String separator, long most) {
    if (separator != null && separator.isEmpty()) {
      throw new NoResultException("a text cannot be split at the empty text");
    }
    List<@Nullable Object> parts = new ArrayList<>();
    long left = most < 0 ? Long.MAX_VALUE : most;
    int end = separator == null ? trimmedEnd(text, text.length()) : text.length();
    while (left > 0) {
      int at = separator == null ? spaceBefore(text, end) : lastIndex(text, separator, end);
      if (at < 0) {
        break;
      }
      int width = separator == null ? 0 : separator.length();
      parts.add(text.substring(at + width, end));
      end = separator == null ? trimmedEnd(text, at) : at;
      left--;
    }
    if (separator != null || end > 0) {
      parts.add(text.substring(0, end));
    }
    return parts.reversed();
  }

  private static int lastIndex(String text, String separator, int end) {
    return end < separator.length() ? -1 : text.lastIndexOf(separator, end - separator.length());
  }

  /** Index behind the last white space before the end; -1 if there is none. */
  private static int spaceBefore(String text, int end) {
    for (int i = end; i > 0; i -= Character.charCount(text.codePointBefore(i))) {
      if (isSpace(text.codePointBefore(i))) {
        return i;
      }
    }
    return -1;
  }

  private static int trimmedEnd(String text, int end) {
    int i = end;
    while (i > 0 && isSpace(text.codePointBefore(i))) {
      i -= Character.charCount(text.codePointBefore(i));
    }
    return i;
  }

  /** The lines, with their ends or without. */
  public static List<@Nullable Object> lines(String text, boolean keepEnds) {
    List<@Nullable Object> lines = new ArrayList<>();
    int start = 0;
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i++);
      if (isLineEnd(c)) {
        int end = i - 1;
        if (c == '\r' && i < text.length() && text.charAt(i) == '\n') {
          i++;
        }
        lines.add(text.substring(start, keepEnds ? i : end));
        start = i;
      }
    }
    if (start < text.length()) {
      lines.add(text.substring(start));
    }
    return lines;
  }

  private static boolean isLineEnd(char c) {
    return (c >= '\n' && c <= '\r')
        || (c >= 0x1C && c <= 0x1E)
        || c == 0x85
        || c == 0x2028
        || c == 0x2029;
  }

  /** Tabs replaced by blanks up to the next multiple of a width. */
  public static String expandTabs(String text, long width) {
    StringBuilder expanded = new StringBuilder(text.length());
    long column = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (c == '\t') {
        long blanks = width <= 0 ? 0 : width - column % width;
        refuseLong(expanded.length() + blanks);
        expanded.append(" ".repeat((int) blanks));
        column += blanks;
      } else {
        expanded.appendCodePoint(c);
        column = c == '\n' || c == '\r' ? 0 : column + 1;
      }
      i += Character.charCount(c);
    }
    return expanded.toString();
  }

  /** Characters replaced by what a dictionary has for their numbers; null removes them. */
  public static String translate(String text, Map<?, ?> table) {
    StringBuilder translated = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (!table.containsKey((long) c)) {
                translated.appendCodePoint(c);
                return;
              }
              switch (table.get((long) c)) {
                case null -> {}
                case String replacement -> translated.append(replacement);
                case Long number when Character.isValidCodePoint((int) Math.max(-1, number)) ->
                    translated.appendCodePoint(number.intValue());
                default ->
                    throw new NoResultException(
                        "translate needs a dictionary of character numbers to texts");
              }
              refuseLong(translated.length());
            });
    return translated.toString();
  }

  /** Python's white space. */
  public static boolean isSpace(int c) {
    return (c >= '\t' && c <= '\r')
        || (c >= 0x1C && c <= ' ')
        || c == 0x85
        || (c > 0x7F && Character.isSpaceChar(c));
  }
}
