package io.understudy.engine.detect;

import io.understudy.engine.fake.Entity;

/** Postcodes of letters and digits in free text: Canada ({@code K1A 0B1}) and Britain. */
final class Postcodes implements Recogniser {
  private static final String CANADIAN_FIRST = "ABCEGHJKLMNPRSTVXY";
  private static final String CANADIAN = "ABCEGHJKLMNPRSTVWXYZ";
  private static final String BRITISH_INWARD = "ABDEFGHJLNPQRSTUWXYZ";
  private static final int INWARD = 3;

  @Override
  public void find(String text, boolean broad, Findings findings) {
    if (!broad) {
      return;
    }
    // in both, a blank comes before the last three characters, and a digit after the blank
    for (int at = text.indexOf(' '); at >= 0; at = text.indexOf(' ', at + 1)) {
      int end = at + 1 + INWARD;
      if (!Chars.isDigit(text, at + 1) || Chars.isAlphanumeric(text, end)) {
        continue;
      }
      int start = isCanadian(text, at) ? at - INWARD : britishStart(text, at);
      if (start >= 0 && !Chars.isAlphanumeric(text, start - 1)) {
        findings.add(start, end, Entity.POSTCODE);
      }
    }
  }

  private static boolean isCanadian(String text, int blank) {
    return Chars.isAny(text, blank - 3, CANADIAN_FIRST)
        && Chars.isDigit(text, blank - 2)
        && Chars.isAny(text, blank - 1, CANADIAN)
        && Chars.isAny(text, blank + 2, CANADIAN)
        && Chars.isDigit(text, blank + 3);
  }

  /** One or two letters, a digit, and maybe a letter or another digit; or -1. */
  private static int britishStart(String text, int blank) {
    boolean inward =
        Chars.isAny(text, blank + 2, BRITISH_INWARD)
            && Chars.isAny(text, blank + 3, BRITISH_INWARD);
    if (!inward) {
      return -1;
    }
    int at = blank - 1;
    if (isCapital(text, at) || Chars.isDigit(text, at) && Chars.isDigit(text, at - 1)) {
      at--;
    }
    if (!Chars.isDigit(text, at) || !isCapital(text, at - 1)) {
      return -1;
    }
    return isCapital(text, at - 2) ? at - 2 : at - 1;
  }

  private static boolean isCapital(String text, int at) {
    return at >= 0 && at < text.length() && text.charAt(at) >= 'A' && text.charAt(at) <= 'Z';
  }
}
