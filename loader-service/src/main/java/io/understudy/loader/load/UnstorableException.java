package io.understudy.loader.load;

/** A value that cannot be stored; the message says what about it, never the value. */
final class UnstorableException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int column;

  UnstorableException(int column, String message) {
    super(message);
    this.column = column;
  }

  /** Index of its column. */
  int column() {
    return column;
  }
}
