package io.understudy.engine.transform;

/** Not yet. */
public final class RedactEntities implements Transform {
  RedactEntities() {}

  @Override
  public Object apply(Object value) {
    throw new UnsupportedOperationException();
  }
}
