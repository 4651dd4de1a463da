package io.understudy.engine.python;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Breaks a line as Python's {@code textwrap} does. */
final class WordWrap {
  private final Deque<String> chunks;
  private final long width;
  private final boolean breakWords;
  private final boolean hyphens;

  private WordWrap(Deque<String> chunks, long width, boolean breakWords, boolean hyphens) {
    this.chunks = chunks;
    this.width = width;
    this.breakWords = breakWords;
    this.hyphens = hyphens;
  }

  static List<String> lines(String line, long width, boolean breakWords, boolean hyphens) {
    return new WordWrap(new ArrayDeque<>(chunks(line, hyphens)), width, breakWords, hyphens).wrap();
  }

  /** Words, the parts of hyphenated ones, and what is between them. */
  private static List<String> chunks(String line, boolean hyphens) {
    List<String> chunks = new ArrayList<>();
    int start = 0;
    for (int i = 1; i <= line.length(); i++) {
      boolean cut =
          i == line.length()
              || isBlank(line.charAt(i - 1)) != isBlank(line.charAt(i))
              || (hyphens && breaksAt(line, start, i));
      if (cut) {
        chunks.add(line.substring(start, i));
        start = i;
      }
    }
    return chunks;
  }

  private static boolean isBlank(char c) {
    return (c >= '\t' && c <= '\r') || c == ' ';
  }

  private static boolean breaksAt(String line, int start, int at) {
    char before = line.charAt(at - 1);
    char after = line.charAt(at);
    if (before == '-' && after != '-') {
      boolean dash = at >= 2 && line.charAt(at - 2) == '-';
      return dash ? isDash(line, at) : isHyphen(line, at, start);
    }
    boolean opens = after == '-' && before != '-' && at + 1 < line.length();
    return opens && line.charAt(at + 1) == '-' && isDash(line, end(line, at));
  }

  /** Behind two or more hyphens that stand between words. */
  private static boolean isDash(String line, int end) {
    int start = end - 1;
    while (start > 0 && line.charAt(start - 1) == '-') {
      start--;
    }
    return end < line.length()
        && isWord(line.charAt(end))
        && start > 0
        && end - start >= 2
        && (isWord(line.charAt(start - 1)) || "!\"'&.,?".indexOf(line.charAt(start - 1)) >= 0);
  }

  private static int end(String line, int from) {
    int end = from;
    while (end < line.length() && line.charAt(end) == '-') {
      end++;
    }
    return end;
  }

  /** Behind a hyphen with letters on both sides. */
  private static boolean isHyphen(String line, int at, int start) {
    boolean letters = at >= 3 && isLetter(line, at - 2) && isLetter(line, at - 3);
    boolean second =
        at >= 4
            && isLetter(line, at - 4)
            && line.charAt(at - 3) == '-'
            && (isWord(line.charAt(at - 2)) || "!\"'&.,?".indexOf(line.charAt(at - 2)) >= 0);
    int next = at + 1 < line.length() && line.charAt(at + 1) == '-' ? at + 2 : at + 1;
    return at - 1 > start
        && (letters || second)
        && isLetter(line, at)
        && next < line.length()
        && isLetter(line, next);
  }

  private static boolean isLetter(String line, int at) {
    char c = line.charAt(at);
    return isWord(c) && !Character.isDigit(c);
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || Character.isSurrogate(c);
  }

  private List<String> wrap() {
    List<String> lines = new ArrayList<>();
    while (!chunks.isEmpty()) {
      if (!lines.isEmpty() && chunks.getFirst().isBlank()) {
        chunks.removeFirst();
      }
      List<String> line = new ArrayList<>();
      long length = 0;
      while (!chunks.isEmpty() && length + PythonText.length(chunks.getFirst()) <= width) {
        length += PythonText.length(chunks.getFirst());
        line.add(chunks.removeFirst());
      }
      if (!chunks.isEmpty() && PythonText.length(chunks.getFirst()) > width) {
        longWord(line, width - length);
      }
      if (!line.isEmpty() && line.getLast().isBlank()) {
        line.removeLast();
      }
      if (!line.isEmpty()) {
        lines.add(String.join("", line));
      }
    }
    return lines;
  }

  private void longWord(List<String> line, long left) {
    String word = chunks.removeFirst();
    if (!breakWords) {
      if (line.isEmpty()) {
        line.add(word);
      } else {
        chunks.addFirst(word);
      }
      return;
    }
    int end = word.offsetByCodePoints(0, (int) left);
    int hyphen = hyphens ? word.lastIndexOf('-', end - 1) : -1;
    if (hyphen > 0 && word.substring(0, hyphen).chars().anyMatch(c -> c != '-')) {
      end = hyphen + 1;
    }
    line.add(word.substring(0, end));
    chunks.addFirst(word.substring(end));
  }
}
