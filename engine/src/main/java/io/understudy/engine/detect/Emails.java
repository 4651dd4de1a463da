package io.understudy.engine.detect;

import io.understudy.engine.fake.Entity;
import java.util.Locale;
import java.util.Set;

/** E-mail addresses, around each @. */
final class Emails implements Recogniser {
  private static final int LONGEST_LOCAL = 64;
  private static final int LONGEST_DOMAIN = 253;

  /** {@code logo@2x.png} is a picture. */
  private static final Set<String> FILE_ENDINGS =
      Set.of("css", "gif", "htm", "html", "jpeg", "jpg", "js", "pdf", "png", "svg", "webp");

  @Override
  public void find(String text, boolean broad, Findings findings) {
    for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
      int start = localStart(text, at);
      int end = domainEnd(text, at + 1);
      if (start < at && end > 0) {
        findings.add(start, end, Entity.EMAIL);
      }
    }
  }

  private static int localStart(String text, int at) {
    int start = at;
    while (start > 0 && at - start < LONGEST_LOCAL && isLocal(text.charAt(start - 1))) {
      start--;
    }
    while (start < at
        && !Character.isLetterOrDigit(text.charAt(start))
        && text.charAt(start) != '_') {
      start++;
    }
    return Chars.is(text, at - 1, '.') ? at : start;
  }

  private static boolean isLocal(char c) {
    return Character.isLetterOrDigit(c) || "._%+-'".indexOf(c) >= 0;
  }

  /** Index after the last label, or -1 if this is no domain with a top level of letters. */
  private static int domainEnd(String text, int from) {
    int last = Math.min(text.length(), from + LONGEST_DOMAIN);
    int end = -1;
    int label = from;
    for (int i = from; i <= last; i++) {
      char c = i < last ? text.charAt(i) : ' ';
      if (c == '.' || !isDomain(c)) {
        if (i == label) {
          break;
        }
        end = label > from && isTopLevel(text, label, i) ? i : end;
        label = i + 1;
      }
      if (!isDomain(c) && c != '.') {
        break;
      }
    }
    return end;
  }

  private static boolean isTopLevel(String text, int start, int end) {
    if (end - start < 2) {
      return false;
    }
    for (int i = start; i < end; i++) {
      boolean punycode = text.startsWith("xn--", start);
      if (!Character.isLetter(text.charAt(i)) && !punycode) {
        return false;
      }
    }
    return !FILE_ENDINGS.contains(text.substring(start, end).toLowerCase(Locale.ROOT));
  }

  private static boolean isDomain(char c) {
    return Character.isLetterOrDigit(c) || c == '-';
  }
}
