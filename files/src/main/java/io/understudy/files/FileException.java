package io.understudy.files;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

  /**
   * For what was thrown while a file was worked on: as it is, unless the work was stopped.
   *
   * @throws InterruptedException if this thread was interrupted
   */
  static FileException unlessStopped(FileException thrown, String file)
      throws InterruptedException {
    if (Thread.interrupted()) {
      InterruptedException stopped = new InterruptedException(file + ": stopped");
      stopped.initCause(thrown);
      throw stopped;
    }
    return thrown;
  }

  /** The file itself is bad, absent or not allowed: trying again cannot help. */
  public static final class Terminal extends FileException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String permission;

    public Terminal(String message) {
      super(message);
      this.permission = null;
    }

    public Terminal(String message, Throwable cause) {
      this(message, cause, null);
    }

    Terminal(String message, Throwable cause, @Nullable String permission) {
      super(message, cause);
      this.permission = permission;
    }

    /** What is missing if access was denied, such as {@code s3:PutObject}. */
    public Optional<String> permission() {
      return Optional.ofNullable(permission);
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
