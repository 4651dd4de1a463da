package io.understudy.engine.python;

/** There is no result. The message speaks of types and forms, never of values. */
public final class NoResultException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The message is shown to users: it must not hold a value. */
  public NoResultException(String message) {
    super(message, null, false, false);
  }

  /** Why there is no result. */
  public String what() {
    return String.valueOf(getMessage());
  }
}
