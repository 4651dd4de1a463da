package io.understudy.engine.expression;

/** An expression that cannot be parsed or compiled. */
public class ExpressionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ExpressionProblem problem;

  ExpressionException(int at, String message, String remedy) {
    super(message);
    this.problem = new ExpressionProblem(at, message, remedy);
  }

  ExpressionException(int at, String message) {
    this(at, message, "");
  }

  /** What is wrong, and where. */
  public final ExpressionProblem problem() {
    return problem;
  }

  /** A key that a constant dictionary or list does not have; {@code default} handles it. */
  static final class Missing extends ExpressionException {
    private static final long serialVersionUID = 1L;

    Missing(int at, String message, String remedy) {
      super(at, message, remedy);
    }
  }
}
