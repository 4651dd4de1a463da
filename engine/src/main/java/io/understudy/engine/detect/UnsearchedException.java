package io.understudy.engine.detect;

/**
 * A text that was not searched for personal data, because it is over the budget or because a
 * recogniser gave up: all of it must count as personal data. The message says why, without the
 * text.
 */
public final class UnsearchedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnsearchedException(String why) {
    super(why, null, false, false);
  }
}
