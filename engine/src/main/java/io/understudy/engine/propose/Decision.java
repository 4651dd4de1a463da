package io.understudy.engine.propose;

import io.understudy.engine.detect.Classification;

/** What is proposed for a column. */
sealed interface Decision {

  /** Why, for people; holds no value. */
  String why();

  /**
   * A rule.
   *
   * @param value the expression
   * @param unique whether the fakes should be as distinct as the sample's values are
   */
  record Rule(String value, String why, boolean unique) implements Decision {
    static Rule of(Classification found, String value, boolean unique) {
      String entity = found.entity().entityName();
      return new Rule(value, entity + " " + found.confidence() + ": " + found.why(), unique);
    }
  }

  /** It passes. */
  record Keep(String why) implements Decision {}

  /** A person must decide: nothing here can make it safe. */
  record Open(String why) implements Decision {}
}
