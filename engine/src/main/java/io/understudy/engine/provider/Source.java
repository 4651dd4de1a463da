package io.understudy.engine.provider;

import io.understudy.engine.fake.Personas;
import io.understudy.engine.fake.Pools;
import io.understudy.engine.key.Draw;
import java.util.List;

/**
 * What a provider makes its result of: nothing else, so the same source gives the same result.
 *
 * @param draw keyed choices
 * @param pools words of the locales
 * @param personas whole persons of the locales
 * @param key what the choices follow from
 */
record Source(Draw draw, Pools pools, Personas personas, String key) {

  /** From 0 to {@code bound - 1}. */
  int below(int bound) {
    return draw.below(bound);
  }

  /** From one number to another, both of which it can be. */
  long between(long least, long most) {
    if (most < least) {
      throw new IllegalArgumentException("the lower bound is above the upper one");
    }
    long range = most - least + 1;
    if (range > 0 && range < Integer.MAX_VALUE) {
      return least + draw.below((int) range);
    }
    long bits = (long) draw.below(1 << 30) << 34 ^ (long) draw.below(1 << 30) << 17;
    long number = bits ^ draw.below(1 << 17);
    return range <= 0 ? number : least + Math.unsignedMultiplyHigh(number, range);
  }

  /** At least 0 and less than 1. */
  double fraction() {
    return (((long) draw.below(1 << 27) << 26) + draw.below(1 << 26)) * 0x1.0p-53;
  }

  <T> T oneOf(T[] choices) {
    return draw.oneOf(choices);
  }

  <T> T oneOf(List<T> choices) {
    return choices.get(draw.below(choices.size()));
  }

  String word(String group, String list) {
    return draw.oneOf(pools.list(group, list));
  }

  /** This many digits. */
  String digits(int count) {
    StringBuilder digits = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      digits.append((char) ('0' + draw.below(10)));
    }
    return digits.toString();
  }

  /** This many of the characters. */
  String characters(String characters, int count) {
    StringBuilder text = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      text.append(characters.charAt(draw.below(characters.length())));
    }
    return text.toString();
  }
}
