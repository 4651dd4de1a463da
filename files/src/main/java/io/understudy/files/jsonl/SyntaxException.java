package io.understudy.files.jsonl;

/** Bytes that are not as they should be, with what was expected; never with what was found. */
final class SyntaxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int position;
  private final String expected;

  /**
   * @param position in the bytes being read
   * @param expected such as {@code expected a value}
   */
  SyntaxException(int position, String expected) {
    super(expected, null, false, false);
    this.position = position;
    this.expected = expected;
  }

  String expected() {
    return expected;
  }

  int position() {
    return position;
  }
}
