package io.understudy.standalone;

/** Something a person has to put right; the message says what and how. Ends the program with 1. */
public final class StandaloneException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The message is printed as it is. */
  public StandaloneException(String message) {
    super(message);
  }

  /** The message is printed as it is, the cause is not. */
  public StandaloneException(String message, Throwable cause) {
    super(message, cause);
  }
}
