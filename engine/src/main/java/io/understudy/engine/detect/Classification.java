package io.understudy.engine.detect;

import io.understudy.engine.fake.Entity;
import java.util.Objects;

/**
 * What a column seems to hold.
 *
 * @param entity the kind of personal data
 * @param confidence how sure that is, from 0 to 1
 * @param why the evidence, for people; never holds a value
 */
public record Classification(Entity entity, double confidence, String why) {
  public Classification {
    Objects.requireNonNull(entity, "entity");
    Objects.requireNonNull(why, "why");
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException("confidence " + confidence + " is not from 0 to 1");
    }
  }
}
