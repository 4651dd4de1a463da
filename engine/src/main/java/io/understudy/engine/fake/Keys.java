package io.understudy.engine.fake;

/** Keeps apart what fakes follow from: the text itself, or something else. */
final class Keys {
  private Keys() {}

  /** Never equal to a text that a fake replaces. */
  static String other(String key) {
    return "\0" + key;
  }
}
