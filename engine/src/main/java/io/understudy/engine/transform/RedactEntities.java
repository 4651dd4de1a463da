package io.understudy.engine.transform;

import io.understudy.engine.detect.Detector;

/**
 * Free text with each piece of personal data in it replaced by its entity's name in angle brackets.
 *
 * <p>{@code Dear Noah, call 617-248-4867 -> Dear <first_name>, call <phone_number>}.
 *
 * @param detector finds it
 */
public record RedactEntities(Detector detector) implements Transform {

  @Override
  public Object apply(Object value) {
    if (!(value instanceof String text)) {
      throw FreeText.expected("redact_entities", value);
    }
    return FreeText.replaced(
        text, detector.spans(text), (entity, part) -> "<" + entity.entityName() + ">");
  }
}
