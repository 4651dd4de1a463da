package io.understudy.engine.detect;

/** A quick look that spares most values the search: too few digits, no @, no second word. */
final class Glance {
  /** Those of the shortest IPv4 address are in a form of their own, hence the dots. */
  private static final int FEWEST_DIGITS = 7;

  /**
   * Of the numbers that may be mostly letters, the shortest are Norwegian IBANs; then come VINs.
   */
  private static final int SHORTEST_MIXED = 15;

  private Glance() {}

  /** Whether there can be anything that {@link Detector#inValue} looks for. */
  static boolean mayHold(String value) {
    int digits = 0;
    int dots = 0;
    int colons = 0;
    boolean gap = false;
    boolean letterBeforeGap = false;
    boolean letterAfterGap = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (Chars.isDigit(c)) {
        digits++;
      } else if (Character.isLetter(c)) {
        letterBeforeGap |= !gap;
        letterAfterGap |= gap && letterBeforeGap;
      } else if (c == '@') {
        return true;
      } else {
        dots += c == '.' ? 1 : 0;
        colons += c == ':' || c == '-' ? 1 : 0;
        gap |= letterBeforeGap;
      }
    }
    return digits >= FEWEST_DIGITS
        || dots > 2
        || colons > 1
        || letterAfterGap
        || (digits > 0 && value.length() >= SHORTEST_MIXED);
  }
}
