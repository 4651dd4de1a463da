package io.understudy.files;

/**
 * The parts of a file cannot be masked on their own, or not be put together: what a whole rewrite
 * would give does not follow from them. The file has to be rewritten as a whole.
 */
public final class WholeFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param reason for the log; no value is in it
   */
  public WholeFileException(String reason) {
    super(reason);
  }
}
