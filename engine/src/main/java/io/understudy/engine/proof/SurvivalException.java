package io.understudy.engine.proof;

/**
 * Originals of a masked column are in what was to be written. The file fails and nothing of it is
 * published. The message names column and counts, never a value.
 */
public final class SurvivalException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SurvivalException(String message) {
    super(message);
  }
}
