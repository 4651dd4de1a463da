package io.understudy.engine.transform;

/** Not yet. */
public final class FakeEntities implements Transform {
  FakeEntities() {}

  @Override
  public Object apply(Object value) {
    throw new UnsupportedOperationException();
  }
}
