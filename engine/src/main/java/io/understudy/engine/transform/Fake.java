package io.understudy.engine.transform;

/** Not yet. */
public final class Fake implements Transform {
  Fake() {}

  @Override
  public Object apply(Object value) {
    throw new UnsupportedOperationException();
  }
}
