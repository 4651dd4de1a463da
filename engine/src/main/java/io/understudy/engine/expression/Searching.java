package io.understudy.engine.expression;

/** Whether expressions look for personal data in free text, which is slow and has a budget. */
public final class Searching {
  private static final String SUFFIX = "_entities";

  private Searching() {}

  /** Whether a filter in it does, such as {@code fake_entities}. */
  public static boolean in(Expression expression) {
    return Parts.any(
        expression,
        part -> part instanceof Expression.Filter filter && filter.name().endsWith(SUFFIX));
  }
}
