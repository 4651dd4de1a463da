package io.understudy.loader.database;

import org.jspecify.annotations.Nullable;

/**
 * A target that did not take what it should, with where, what and remedy; never with a value of a
 * row, and so never with the text of a database error. The type says whether trying again can help.
 */
public abstract sealed class TargetException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  private TargetException(String code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** Short and stable, such as {@code target-unreachable}. */
  public String code() {
    return code;
  }

  /** The target, its settings or the rows are not as they must be: trying again cannot help. */
  public static final class Terminal extends TargetException {
    private static final long serialVersionUID = 1L;

    public Terminal(String code, String message) {
      super(code, message, null);
    }

    Terminal(String code, String message, Throwable cause) {
      super(code, message, cause);
    }
  }

  /** The target is away or busy: trying again can help. */
  public static final class Retryable extends TargetException {
    private static final long serialVersionUID = 1L;

    Retryable(String code, String message, Throwable cause) {
      super(code, message, cause);
    }
  }
}
