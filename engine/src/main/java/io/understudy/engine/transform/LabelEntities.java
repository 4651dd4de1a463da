package io.understudy.engine.transform;

import io.understudy.engine.detect.Detector;
import io.understudy.engine.fake.Entity;
import io.understudy.engine.fake.EntityFake;
import java.util.Map;
import java.util.Set;

/**
 * Free text with each piece of personal data in it replaced by a tag that names its kind and has
 * its fake. The original's tag has the value itself, which no rule may write here.
 *
 * <p>{@code Dear Noah -> Dear <entity type="first_name" value="Marlon">}.
 */
public final class LabelEntities implements Transform {
  private final Detector detector;
  private final Map<Entity, EntityFake> fakes;
  private final Wanted wanted;
  private final boolean extended;

  /**
   * @param entities the only ones that are replaced; empty: all
   * @param extended whether to say how it was found: always by rules, which are always sure
   */
  LabelEntities(
      Detector detector, Map<Entity, EntityFake> fakes, Set<Entity> entities, boolean extended) {
    this.detector = detector;
    this.fakes = Map.copyOf(fakes);
    this.wanted = new Wanted(entities);
    this.extended = extended;
  }

  @Override
  public Object apply(Object value) {
    if (!(value instanceof String text)) {
      throw FreeText.expected("label_entities", value);
    }
    return FreeText.replaced(
        text,
        wanted.of(detector.spans(text)),
        (entity, part) -> tag(entity, part, fakes, extended));
  }

  static String tag(Entity entity, String part, Map<Entity, EntityFake> fakes, boolean extended) {
    EntityFake fake = fakes.get(entity);
    return "<entity type=\""
        + entity.entityName()
        + "\" value=\""
        + (fake == null ? "" : fake.text(part))
        + "\""
        + (extended ? " source=\"rules\" score=\"1.0\"" : "")
        + ">";
  }
}
