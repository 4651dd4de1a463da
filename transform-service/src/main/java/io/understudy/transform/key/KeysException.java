package io.understudy.transform.key;

/** The secret keys cannot be read: which file, why, and the remedy. */
public final class KeysException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  KeysException(IllegalArgumentException e) {
    super(e.getMessage(), e);
  }
}
