package io.understudy.engine.transform;

import io.understudy.engine.detect.Detector;
import io.understudy.engine.fake.Entity;
import java.util.Set;

/**
 * Free text with each piece of personal data in it replaced by its entity's name in angle brackets.
 *
 * <p>{@code Dear Noah, call 617-248-4867 -> Dear <first_name>, call <phone_number>}.
 */
public final class RedactEntities implements Transform {
  private final Detector detector;
  private final Wanted wanted;

  /**
   * @param entities the only ones that are replaced; empty: all
   */
  RedactEntities(Detector detector, Set<Entity> entities) {
    this.detector = detector;
    this.wanted = new Wanted(entities);
  }

  @Override
  public Object apply(Object value) {
    if (!(value instanceof String text)) {
      throw FreeText.expected("redact_entities", value);
    }
    return FreeText.replaced(
        text, wanted.of(detector.spans(text)), (entity, part) -> "<" + entity.entityName() + ">");
  }
}
