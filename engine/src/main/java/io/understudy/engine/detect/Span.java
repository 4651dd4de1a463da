package io.understudy.engine.detect;

import io.understudy.engine.fake.Entity;
import java.util.Objects;

/**
 * Where in a text personal data is.
 *
 * @param start index of its first char
 * @param end index after its last char; greater than {@code start}
 * @param entity what it is
 */
public record Span(int start, int end, Entity entity) {
  public Span {
    Objects.requireNonNull(entity, "entity");
    if (start < 0 || end <= start) {
      throw new IllegalArgumentException("a span from " + start + " to " + end);
    }
  }
}
