package io.understudy.files;

/**
 * A file that could not be read or written, with where, what and remedy; never with a value of a
 * row. The type says whether trying again can help.
 */
public abstract sealed class FileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private FileException(String message, Throwable cause) {
    super(message, cause);
  }

  private FileException(String message) {
    super(message);
  }

  /** The file itself is bad, absent or not allowed: trying again cannot help. */
  public static final class Terminal extends FileException {
    private static final long serialVersionUID = 1L;

    public Terminal(String message) {
      super(message);
    }

    public Terminal(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Storage did not answer as it should: trying again can help. */
  public static final class Retryable extends FileException {
    private static final long serialVersionUID = 1L;

    public Retryable(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
