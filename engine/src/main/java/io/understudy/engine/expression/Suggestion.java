package io.understudy.engine.expression;

import java.util.Collection;
import java.util.Locale;

/** Finds what a misspelt word was probably meant to be. */
public final class Suggestion {
  private Suggestion() {}

  /** {@code did you mean "x"?} for the nearest candidate, or "" if none is near. */
  public static String didYouMean(String word, Collection<String> candidates) {
    String nearest = "";
    int least = Integer.MAX_VALUE;
    for (String candidate : candidates) {
      int distance = distance(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      if (distance < least) {
        least = distance;
        nearest = candidate;
      }
    }
    boolean near = least <= Math.max(1, Math.min(word.length(), nearest.length()) / 3);
    return near ? "did you mean \"" + nearest + "\"?" : "";
  }

  /** Edits (insert, delete, replace, swap neighbours) between two words, cut off at 64 letters. */
  private static int distance(String a, String b) {
    if (Math.abs(a.length() - b.length()) > 8 || a.length() > 64 || b.length() > 64) {
      return 64;
    }
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      d[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      d[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int replace = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(replace, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
