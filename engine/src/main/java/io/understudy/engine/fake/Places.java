package io.understudy.engine.fake;

import io.understudy.engine.key.Draw;
import java.util.Locale;

/** Streets, addresses, states and countries. */
final class Places {
  private static final int MOST_HOUSE_DIGITS = 5;

  private final Pools pools;

  Places(Pools pools) {
    this.pools = pools;
  }

  /**
   * House number of the same length and on the same side as in the original, a street from a pool
   * of up to 8,192, a new flat where there was one.
   *
   * <p>{@code 2041 Adams Ave -> 7318 Wisoky Ridge}; {@code Hauptstr. 5 -> Wisoky Ridge 9}.
   */
  String street(String original, Draw draw) {
    int start = firstDigit(original);
    if (start < 0) {
      return LetterCase.like(original, draw.oneOf(pools.streets()));
    }
    int end = start;
    while (end < original.length() && isDigit(original.charAt(end))) {
      end++;
    }
    String number = number(Math.min(end - start, MOST_HOUSE_DIGITS), draw);
    String street = draw.oneOf(pools.streets());
    String fake = start == 0 ? number + " " + street : street + " " + number;
    if (start == 0 && hasFlat(original, end)) {
      fake += " Apt. " + number(3, draw);
    }
    return LetterCase.like(original, fake);
  }

  /** A whole address in one line; {@code \n} before the city where the original has lines. */
  String address(String original, Draw draw) {
    String fake =
        number(4, draw)
            + " "
            + draw.oneOf(pools.streets())
            + (original.indexOf('\n') < 0 ? ", " : "\n")
            + draw.oneOf(pools.cities())
            + ", "
            + stateAndPostcode(draw);
    return LetterCase.like(original, fake);
  }

  /** A postcode of the state, in the US. */
  private String stateAndPostcode(Draw draw) {
    if (pools.isAmerican()) {
      UsStates.State state = UsStates.ALL.get(draw.below(UsStates.ALL.size()));
      return state.code()
          + " "
          + state.zips().get(draw.below(state.zips().size()))
          + draw.below(10)
          + (1 + draw.below(9));
    }
    String[] codes = pools.stateCodes();
    return (codes.length > 0 ? draw.oneOf(codes) : draw.oneOf(pools.states()))
        + " "
        + number(5, draw);
  }

  /** A code for a code of two letters, a name for a name. */
  String state(String original, Draw draw) {
    return isCode(original, 2) && pools.stateCodes().length > 1
        ? LetterCase.like(original, draw.oneOf(pools.stateCodes()))
        : LetterCase.like(original, draw.oneOf(pools.states()));
  }

  /** A code for a code of two or three letters, a name for a name. */
  String country(String original, Draw draw) {
    if (isCode(original, 2)) {
      return LetterCase.like(original, draw.oneOf(pools.countryCodes()).toUpperCase(Locale.ROOT));
    }
    if (isCode(original, 3)) {
      return draw.oneOf(pools.longCountryCodes()).toUpperCase(Locale.ROOT);
    }
    return LetterCase.like(original, draw.oneOf(pools.countries()));
  }

  private static boolean hasFlat(String original, int from) {
    for (int i = from; i < original.length(); i++) {
      if (isDigit(original.charAt(i)) || original.charAt(i) == '#') {
        return true;
      }
    }
    return false;
  }

  private static boolean isCode(String text, int length) {
    return text.length() == length && text.chars().allMatch(c -> c >= 'A' && c <= 'Z');
  }

  private static String number(int digits, Draw draw) {
    StringBuilder number = new StringBuilder();
    number.append((char) ('1' + draw.below(9)));
    while (number.length() < digits) {
      number.append(Scrambled.digit(draw));
    }
    return number.toString();
  }

  private static int firstDigit(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isDigit(text.charAt(i))) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
