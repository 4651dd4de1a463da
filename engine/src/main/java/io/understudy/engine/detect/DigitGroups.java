package io.understudy.engine.detect;

/**
 * Up to {@value #MOST} groups of digits that follow each other, as they are grouped in phone and
 * card numbers, with what stands between them. A group of more than {@value #LONGEST} digits ends
 * the row.
 */
final class DigitGroups {
  static final int MOST = 8;
  private static final int LONGEST = 20;
  private static final int LONGEST_SEPARATOR = 3;

  /** Blank, no-break space, narrow no-break space and non-breaking hyphen among them. */
  private static final String SEPARATORS = " -./()\u00a0\u202f\u2011";

  private final String text;
  private final int[] starts = new int[MOST];
  private final int[] ends = new int[MOST];
  private int count;

  private DigitGroups(String text) {
    this.text = text;
  }

  /** From the digit at an index on. */
  static DigitGroups from(String text, int start) {
    DigitGroups groups = new DigitGroups(text);
    int at = start;
    while (groups.count < MOST && Chars.isDigit(text, at)) {
      int end = at;
      while (Chars.isDigit(text, end)) {
        end++;
      }
      if (end - at > LONGEST && groups.count > 0) {
        break;
      }
      groups.starts[groups.count] = at;
      groups.ends[groups.count] = end;
      groups.count++;
      at = end;
      while (at - end < LONGEST_SEPARATOR
          && at < text.length()
          && SEPARATORS.indexOf(text.charAt(at)) >= 0) {
        at++;
      }
    }
    return groups;
  }

  int count() {
    return count;
  }

  int start() {
    return starts[0];
  }

  /** Index after the last group. */
  int end() {
    return ends[count - 1];
  }

  /** Index after a group. */
  int end(int group) {
    return ends[group];
  }

  int length(int group) {
    return ends[group] - starts[group];
  }

  /** Number of digits in the first groups. */
  int digits(int groups) {
    int digits = 0;
    for (int i = 0; i < groups; i++) {
      digits += length(i);
    }
    return digits;
  }

  /** The digits of the first groups. */
  String joined(int groups) {
    StringBuilder joined = new StringBuilder();
    for (int i = 0; i < groups; i++) {
      joined.append(text, starts[i], ends[i]);
    }
    return joined.toString();
  }

  /** What stands between a group and the next. */
  String separator(int group) {
    return text.substring(ends[group], starts[group + 1]);
  }

  /** Whether all separators between the first groups are this one. */
  boolean separatedBy(String separator, int groups) {
    for (int i = 0; i < groups - 1; i++) {
      boolean same =
          starts[i + 1] - ends[i] == separator.length() && text.startsWith(separator, ends[i]);
      if (!same) {
        return false;
      }
    }
    return true;
  }

  /** Whether the first groups have these lengths. */
  boolean shaped(int... lengths) {
    if (count < lengths.length) {
      return false;
    }
    for (int i = 0; i < lengths.length; i++) {
      if (length(i) != lengths[i]) {
        return false;
      }
    }
    return true;
  }

  /** The number that a group of at most nine digits is, or -1 for a longer one. */
  int value(int group) {
    return length(group) > 9 ? -1 : Integer.parseInt(text, starts[group], ends[group], 10);
  }

  char firstDigit(int group) {
    return text.charAt(starts[group]);
  }

  /** Whether this separator and another digit follow the first groups. */
  boolean continuesWith(char separator, int groups) {
    int end = ends[groups - 1];
    return Chars.is(text, end, separator) && Chars.isDigit(text, end + 1);
  }

  /** Whether this word, in any letter case, is attached to the first groups, then a digit. */
  boolean isFollowedBy(String word, int groups) {
    int end = ends[groups - 1];
    return text.regionMatches(true, end, word, 0, word.length())
        && Chars.isDigit(text, end + word.length());
  }

  /** Whether more digits, a letter or a decimal follow the first groups without a blank. */
  boolean endsInside(int groups) {
    int end = ends[groups - 1];
    return Chars.isAlphanumeric(text, end)
        || Chars.is(text, end, '_')
        || Chars.isAny(text, end, "-./:") && Chars.isDigit(text, end + 1);
  }
}
