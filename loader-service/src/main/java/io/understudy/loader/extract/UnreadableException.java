package io.understudy.loader.extract;

/** A value that the file cannot hold; the message says what about it, never the value. */
final class UnreadableException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int column;

  UnreadableException(int column, String message) {
    super(message);
    this.column = column;
  }

  /** Index of its column. */
  int column() {
    return column;
  }
}
