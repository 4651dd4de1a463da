package io.understudy.engine.expression;

/**
 * An expression that has no result for the cell at hand. The message speaks of types, never of
 * values. Carries no stack trace: with a {@code fallback_value} it is thrown once per cell.
 */
public class EvaluationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int at;

  EvaluationException(int at, String message) {
    super(message, null, false, false);
    this.at = at;
  }

  /** 0-based offset in the expression's text. */
  public final int at() {
    return at;
  }

  /** Why there is no result. */
  public final String what() {
    return String.valueOf(getMessage());
  }

  /** A key or position that is not there; {@code default} and {@code is defined} handle it. */
  static final class Missing extends EvaluationException {
    private static final long serialVersionUID = 1L;

    Missing(int at, String message) {
      super(at, message);
    }
  }
}
