package io.understudy.engine.detect;

import io.understudy.engine.fake.Entity;
import java.util.List;
import java.util.Optional;

/** Finds personal data. Immutable and shared between threads; linear in the length of a text. */
public final class Detector {

  /**
   * @param locales whose first and last names are known beside those of {@code en_US}
   * @throws IllegalArgumentException for a locale without data, naming it
   */
  public Detector(List<String> locales) {}

  /**
   * What a column of this name holds if that identifies a person directly (such as {@code fname},
   * {@code E-Mail}, {@code ssn}). Empty for what only narrows people down: place, age, dates, and
   * for what is unknown.
   */
  public Optional<Entity> byColumnName(String columnName) {
    return Optional.empty();
  }

  /** What a column of this name holds, be it a direct identifier or not; empty if unknown. */
  public Optional<Entity> classify(String columnName) {
    return Optional.empty();
  }

  /**
   * The first personal data in a value, by its form and check digits; of person names only those
   * with two pieces of evidence (first and last name, or title and name). Made for deciding whether
   * a column may pass, so it prefers to be right over finding everything.
   */
  public Optional<Entity> inValue(String value) {
    return Optional.empty();
  }

  /**
   * All personal data in free text, in order, without overlaps. Made for replacing it, so it
   * prefers finding too much over missing a name.
   */
  public List<Span> spans(String text) {
    return List.of();
  }
}
