package io.understudy.standalone.leak;

/**
 * An original value in the form that is compared. Its text is never shown.
 *
 * @param key letters in lower case; see {@link Originals} for each kind
 */
record Original(Kind kind, String key) {
  @Override
  public String toString() {
    return kind.name();
  }
}
