package io.understudy.engine.transform;

import io.understudy.engine.detect.Detector;
import io.understudy.engine.detect.Span;
import io.understudy.engine.fake.Entity;
import io.understudy.engine.fake.EntityFake;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Free text with each piece of personal data in it replaced by the fake that it gets in a column of
 * its own, so that a ticket and its customer still agree.
 *
 * <p>{@code Dear Noah, call 617-248-4867 -> Dear Marlon, call 342-555-9021}.
 */
public final class FakeEntities implements Transform {
  private final Detector detector;
  private final Map<Entity, EntityFake> fakes;
  private final Wanted wanted;
  private final BiFunction<Entity, String, String> otherwise;

  /**
   * @param fakes of every entity that has one
   * @param entities the only ones that are replaced; empty: all
   * @param otherwise what stands for those without a fake
   */
  FakeEntities(
      Detector detector,
      Map<Entity, EntityFake> fakes,
      Set<Entity> entities,
      BiFunction<Entity, String, String> otherwise) {
    this.detector = detector;
    this.fakes = Map.copyOf(fakes);
    this.wanted = new Wanted(entities);
    this.otherwise = otherwise;
  }

  @Override
  public Object apply(Object value) {
    if (!(value instanceof String text)) {
      throw FreeText.expected("fake_entities", value);
    }
    List<Span> spans = wanted.of(detector.spans(text));
    return FreeText.replaced(text, spans, (entity, part) -> fake(entity, part));
  }

  private String fake(Entity entity, String part) {
    EntityFake fake = fakes.get(entity);
    return fake == null ? otherwise.apply(entity, part) : fake.text(part);
  }
}
