package io.understudy.engine.detect;

import java.util.Arrays;
import java.util.Locale;

/**
 * The words of a text: letters, with hyphens and apostrophes between them ({@code O'Neil}, {@code
 * Anne-Marie}); the English {@code 's} at an end does not belong to its word. Used by one thread.
 */
final class Words {
  private final String text;
  private int[] starts = new int[16];
  private int[] ends = new int[16];
  private String[] lower = new String[16];
  private int count;
  private int lowerStarts;

  Words(String text) {
    this.text = text;
    int i = 0;
    while (i < text.length()) {
      if (!Character.isLetter(text.charAt(i))) {
        i++;
        continue;
      }
      int end = end(text, i);
      add(i, withoutPossessive(text, i, end));
      i = end;
    }
  }

  private static int end(String text, int start) {
    int end = start;
    while (end < text.length()) {
      char c = text.charAt(end);
      boolean joins = c == '-' || c == '\'' || c == '\u2019';
      boolean inside = end + 1 < text.length() && Character.isLetter(text.charAt(end + 1));
      if (!isLetter(c) && !(joins && inside)) {
        break;
      }
      end++;
    }
    return end;
  }

  private static boolean isLetter(char c) {
    return Character.isLetter(c) || Character.getType(c) == Character.NON_SPACING_MARK;
  }

  private static int withoutPossessive(String text, int start, int end) {
    boolean possessive =
        end - start > 3
            && (text.charAt(end - 1) == 's' || text.charAt(end - 1) == 'S')
            && Chars.isAny(text, end - 2, "'\u2019");
    return possessive ? end - 2 : end;
  }

  private void add(int start, int end) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, 2 * count);
      ends = Arrays.copyOf(ends, 2 * count);
      lower = Arrays.copyOf(lower, 2 * count);
    }
    starts[count] = start;
    ends[count] = end;
    lower[count] = text.substring(start, end).toLowerCase(Locale.ROOT);
    lowerStarts += Character.isLowerCase(text.charAt(start)) ? 1 : 0;
    count++;
  }

  int count() {
    return count;
  }

  int start(int word) {
    return starts[word];
  }

  int end(int word) {
    return ends[word];
  }

  int length(int word) {
    return ends[word] - starts[word];
  }

  /** In lower case; empty for a position outside of the text. */
  String lower(int word) {
    return word < 0 || word >= count ? "" : lower[word];
  }

  /** These words with a blank between them, in lower case. */
  String joined(int first, int last) {
    StringBuilder joined = new StringBuilder(lower(first));
    for (int i = first + 1; i <= last; i++) {
      joined.append(' ').append(lower(i));
    }
    return joined.toString();
  }

  /** Whether it starts with a capital letter. */
  boolean isCapital(int word) {
    return word >= 0 && word < count && Character.isUpperCase(text.charAt(starts[word]));
  }

  /** Whether all of its letters are capitals, and it has more than one. */
  boolean isAllCapitals(int word) {
    if (length(word) < 2) {
      return false;
    }
    for (int i = starts[word]; i < ends[word]; i++) {
      if (Character.isLowerCase(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** A single capital letter, as in {@code Noah J. Gray}. */
  boolean isInitial(int word) {
    return word < count && length(word) == 1 && isCapital(word);
  }

  /** Whether capitals say nothing here: next to no word starts in lower case, or all do. */
  boolean isCaseless() {
    return lowerStarts == count || count > 3 && 5 * lowerStarts < count && mostlyCapitals();
  }

  private boolean mostlyCapitals() {
    int capitals = 0;
    for (int i = 0; i < count; i++) {
      capitals += isAllCapitals(i) ? 1 : 0;
    }
    return 2 * capitals > count;
  }

  /** Whether nothing but blanks stands between a word and the next, or a full stop after it. */
  boolean isNextTo(int word, boolean stopAllowed) {
    if (word < 0 || word + 1 >= count) {
      return false;
    }
    int at = ends[word];
    at += stopAllowed && Chars.is(text, at, '.') ? 1 : 0;
    int blanks = at;
    while (at < starts[word + 1] && Chars.isAny(text, at, " \t\u00a0")) {
      at++;
    }
    return at == starts[word + 1]
        && at - blanks < 4
        && (at > blanks || Chars.is(text, at - 1, '.'));
  }

  /** What stands between the word before and this one. */
  String gapBefore(int word) {
    int from = word == 0 ? 0 : ends[word - 1];
    return text.substring(Math.max(from, starts[word] - 8), starts[word]);
  }

  /** Whether this is the first word of the text, a sentence or a line. */
  boolean startsSentence(int word) {
    int at = starts[word] - 1;
    while (at >= 0 && Chars.isAny(text, at, " \t\"'(\u201c\u2018\u00bb*>")) {
      at--;
    }
    return at < 0 || Chars.isAny(text, at, ".!?\n\r:;\u2026");
  }

  /** Index after the full stop that follows a word, if one does, else its end. */
  int endWithStop(int word) {
    return Chars.is(text, ends[word], '.') ? ends[word] + 1 : ends[word];
  }
}
