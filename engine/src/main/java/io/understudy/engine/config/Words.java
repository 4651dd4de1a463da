package io.understudy.engine.config;

import io.understudy.engine.expression.Suggestion;
import java.util.ArrayList;
import java.util.List;

/**
 * The keys that a mapping may have.
 *
 * @param known those that work
 * @param planned those of the language that are not available yet
 */
record Words(List<String> known, List<String> planned) {

  static Words of(String... known) {
    return new Words(List.of(known), List.of());
  }

  Words planned(String... more) {
    return new Words(known, List.of(more));
  }

  boolean has(String key) {
    return known.contains(key) || planned.contains(key);
  }

  /** What to do about a key that is in neither list. */
  String remedy(String key) {
    List<String> all = new ArrayList<>(known);
    all.addAll(planned);
    String guess = Suggestion.didYouMean(key, all);
    return guess.isEmpty() ? "what can be here: " + String.join(", ", known) : guess;
  }
}
