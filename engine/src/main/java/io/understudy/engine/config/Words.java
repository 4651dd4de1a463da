package io.understudy.engine.config;

import io.understudy.engine.expression.Suggestion;
import java.util.List;

/** The keys that a mapping may have. */
record Words(List<String> known) {

  static Words of(String... known) {
    return new Words(List.of(known));
  }

  boolean has(String key) {
    return known.contains(key);
  }

  /** What to do about a key that it may not have. */
  String remedy(String key) {
    String guess = Suggestion.didYouMean(key, known);
    return guess.isEmpty() ? "what can be here: " + String.join(", ", known) : guess;
  }
}
