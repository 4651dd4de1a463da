package io.understudy.engine.transform;

/** Not yet. */
public final class PartialMask implements Transform {
  PartialMask() {}

  @Override
  public Object apply(Object value) {
    throw new UnsupportedOperationException();
  }
}
