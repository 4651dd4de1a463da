package io.understudy.standalone.leak;

import java.io.IOException;
import java.io.Reader;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Finds originals in text, in one pass whose length does not depend on how many there are. A name's
 * words may be up to three characters apart, whatever these are ({@code anna.oneil@}, {@code "Anna"
 * , "Oneil"}), as may a phone number's groups of digits. Safe to share between threads.
 */
final class Scanner {
  private static final int CHUNK = 1 << 16;

  /** What is read twice at the border of two chunks: more than any original is long. */
  private static final int OVERLAP = 2_048;

  private static final int MOST_GAP = 3;
  private static final int MOST_GROUPS = 8;
  private static final String LOCAL = "._%+'-&#$!*/=?^`{|}~";

  private final Originals originals;

  Scanner(Originals originals) {
    this.originals = originals;
  }

  /** Tells of every original in a text, again if it is there again. */
  void scan(CharSequence text, Consumer<Original> found) {
    new Pass(text, found).run();
  }

  /** As {@link #scan(CharSequence, Consumer)}, for a stream; may tell of one more than once. */
  void scan(Reader reader, Consumer<Original> found) throws IOException {
    char[] buffer = new char[CHUNK + OVERLAP];
    int filled = 0;
    while (true) {
      int count = reader.read(buffer, filled, buffer.length - filled);
      if (count < 0) {
        scan(new String(buffer, 0, filled), found);
        return;
      }
      filled += count;
      if (filled == buffer.length) {
        int end = between(buffer, filled, filled - OVERLAP / 2);
        scan(new String(buffer, 0, end), found);
        int start = between(buffer, end - OVERLAP / 4, end - OVERLAP / 2);
        System.arraycopy(buffer, start, buffer, 0, filled - start);
        filled -= start;
      }
    }
  }

  /** Last place from {@code least} to {@code most} that is not in the middle of a word. */
  private static int between(char[] text, int most, int least) {
    for (int at = most; at > least; at--) {
      if (Character.isWhitespace(text[at - 1])) {
        return at;
      }
    }
    for (int at = most; at > least; at--) {
      if (!Character.isLetterOrDigit(text[at - 1])) {
        return at;
      }
    }
    return most;
  }

  /** One way through one text. */
  private final class Pass {
    private final CharSequence text;
    private final Consumer<Original> found;
    private final int[] wordStarts = new int[Originals.MOST_WORDS];
    private final int[] wordEnds = new int[Originals.MOST_WORDS];
    private int words;
    private final int[] groupStarts = new int[MOST_GROUPS];
    private final int[] groupEnds = new int[MOST_GROUPS];
    private int groups;

    private Pass(CharSequence text, Consumer<Original> found) {
      this.text = text;
      this.found = found;
    }

    private void run() {
      int at = 0;
      int length = text.length();
      while (at < length) {
        char c = text.charAt(at);
        if (c >= '0' && c <= '9') {
          at = group(at);
        } else if (Character.isLetter(c)) {
          at = word(at);
        } else {
          if (c == '@') {
            email(at);
          }
          // an escaped line end or tab, as JSON and SQL write it, is no part of the next word
          at += c == '\\' && at + 1 < length && "nrt".indexOf(text.charAt(at + 1)) >= 0 ? 2 : 1;
        }
      }
    }

    private int word(int start) {
      int end = start + 1;
      while (end < text.length() && Character.isLetter(text.charAt(end))) {
        end++;
      }
      if (words > 0 && start - wordEnds[words - 1] > MOST_GAP) {
        words = 0;
      }
      if (words == wordStarts.length) {
        System.arraycopy(wordStarts, 1, wordStarts, 0, words - 1);
        System.arraycopy(wordEnds, 1, wordEnds, 0, words - 1);
        words--;
      }
      wordStarts[words] = start;
      wordEnds[words] = end;
      words++;
      for (int first = words - 2; first >= Math.max(0, words - originals.words()); first--) {
        if (originals.mayHave(hash(wordStarts, wordEnds, first, words, ' '))) {
          check(Kind.NAME, joined(wordStarts, wordEnds, first, words, ' '));
        }
      }
      return end;
    }

    private int group(int start) {
      int end = start + 1;
      while (end < text.length() && isDigit(text.charAt(end))) {
        end++;
      }
      boolean startsInWord = start > 0 && Character.isLetter(text.charAt(start - 1));
      if (startsInWord || groups > 0 && !joins(groupEnds[groups - 1], start)) {
        groups = 0;
      }
      if (groups == MOST_GROUPS) {
        System.arraycopy(groupStarts, 1, groupStarts, 0, groups - 1);
        System.arraycopy(groupEnds, 1, groupEnds, 0, groups - 1);
        groups--;
      }
      groupStarts[groups] = start;
      groupEnds[groups] = end;
      groups++;
      boolean endsInWord = end < text.length() && Character.isLetter(text.charAt(end));
      if (!startsInWord && !endsInWord) {
        for (int first = groups - 1; first >= 0; first--) {
          if (originals.hasGroups(groups - first)
              && originals.mayHave(hash(groupStarts, groupEnds, first, groups, '-'))) {
            check(Kind.PHONE, joined(groupStarts, groupEnds, first, groups, '-'));
          }
        }
      }
      if (startsInWord || endsInWord) {
        groups = 0;
      }
      return end;
    }

    /** Whether what is between two groups of digits can be inside a phone number. */
    private boolean joins(int from, int to) {
      if (to - from > MOST_GAP) {
        return false;
      }
      for (int i = from; i < to; i++) {
        if (" -.()/\u00a0\u2011\u2013".indexOf(text.charAt(i)) < 0) {
          return false;
        }
      }
      return true;
    }

    private void email(int at) {
      int end = at + 1;
      while (end < text.length() && isDomain(text.charAt(end))) {
        end++;
      }
      while (end > at + 1 && !Character.isLetterOrDigit(text.charAt(end - 1))) {
        end--;
      }
      String domain = lower(at + 1, end);
      if (!originals.hasDomain(domain)) {
        return;
      }
      String after = "@" + domain;
      for (int start = at - 1; start >= 0 && isLocal(text.charAt(start)); start--) {
        check(Kind.EMAIL, lower(start, at) + after);
      }
    }

    private void check(Kind kind, String key) {
      if (originals.has(kind, key)) {
        found.accept(new Original(kind, key));
      }
    }

    private long hash(int[] starts, int[] ends, int first, int last, char between) {
      long hash = Hashes.START;
      for (int i = first; i < last; i++) {
        if (i > first) {
          hash = Hashes.next(hash, between);
        }
        for (int at = starts[i]; at < ends[i]; at++) {
          hash = Hashes.next(hash, Character.toLowerCase(text.charAt(at)));
        }
      }
      return hash;
    }

    private String joined(int[] starts, int[] ends, int first, int last, char between) {
      StringBuilder key = new StringBuilder();
      for (int i = first; i < last; i++) {
        if (i > first) {
          key.append(between);
        }
        for (int at = starts[i]; at < ends[i]; at++) {
          key.append(Character.toLowerCase(text.charAt(at)));
        }
      }
      return key.toString();
    }

    private String lower(int start, int end) {
      return text.subSequence(start, end).toString().toLowerCase(Locale.ROOT);
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isDomain(char c) {
    return Character.isLetterOrDigit(c) || c == '.' || c == '-';
  }

  private static boolean isLocal(char c) {
    return Character.isLetterOrDigit(c) || LOCAL.indexOf(c) >= 0;
  }
}
