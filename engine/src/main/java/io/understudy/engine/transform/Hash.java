package io.understudy.engine.transform;

/** Not yet. */
public final class Hash implements Transform {
  Hash() {}

  @Override
  public Object apply(Object value) {
    throw new UnsupportedOperationException();
  }
}
