package io.understudy.engine.detect;

import io.understudy.engine.fake.Entity;

/**
 * URLs: in free text all of them; else only those that name a user, such as {@code
 * https://noah:secret@example.com/}.
 */
final class WebAddresses implements Recogniser {
  private static final String[] SCHEMES = {"https", "http", "ftp", "ftps", "sftp"};
  private static final String BOUNDARIES = "<>\"'`{}|\\^[]";

  @Override
  public void find(String text, boolean broad, Findings findings) {
    int next = 0;
    for (int at = text.indexOf("://"); at >= 0; at = text.indexOf("://", Math.max(at + 3, next))) {
      int start = schemeStart(text, at);
      int end = end(text, at + 3);
      next = end;
      if (start >= 0 && end > at + 3 && (broad || hasUser(text, at + 3, end))) {
        findings.add(start, end, Entity.URL);
      }
    }
    if (broad) {
      bare(text, findings);
    }
  }

  private static void bare(String text, Findings findings) {
    int next = 0;
    for (int at = indexOfWww(text, 0); at >= 0; at = indexOfWww(text, Math.max(at + 4, next))) {
      next = end(text, at + 4);
      if (!Chars.isAlphanumeric(text, at - 1) && next > at + 4) {
        findings.add(at, next, Entity.URL);
      }
    }
  }

  private static int indexOfWww(String text, int from) {
    int lower = text.indexOf("www.", from);
    return lower >= 0 ? lower : text.indexOf("WWW.", from);
  }

  private static int schemeStart(String text, int end) {
    for (String scheme : SCHEMES) {
      int start = end - scheme.length();
      if (start >= 0
          && text.regionMatches(true, start, scheme, 0, scheme.length())
          && !Chars.isAlphanumeric(text, start - 1)) {
        return start;
      }
    }
    return -1;
  }

  /** White space ends it; a full stop or bracket at the end belongs to the sentence. */
  private static int end(String text, int from) {
    int end = from;
    while (end < text.length()
        && text.charAt(end) > ' '
        && !Character.isWhitespace(text.charAt(end))
        && BOUNDARIES.indexOf(text.charAt(end)) < 0) {
      end++;
    }
    while (end > from && ".,;:!?)*".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return end;
  }

  private static boolean hasUser(String text, int from, int end) {
    for (int i = from; i < end && !Chars.isAny(text, i, "/?#"); i++) {
      if (text.charAt(i) == '@') {
        return i > from;
      }
    }
    return false;
  }
}
