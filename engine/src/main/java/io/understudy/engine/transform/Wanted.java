package io.understudy.engine.transform;

import io.understudy.engine.detect.Span;
import io.understudy.engine.fake.Entity;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Which of the personal data found in a text is to be replaced. A full name includes its parts. */
final class Wanted {
  private static final Set<Entity> NAMES =
      EnumSet.of(
          Entity.NAME,
          Entity.NAME_FEMALE,
          Entity.NAME_MALE,
          Entity.FIRST_NAME,
          Entity.FIRST_NAME_FEMALE,
          Entity.FIRST_NAME_MALE,
          Entity.LAST_NAME);
  private static final Set<Entity> ADDRESSES =
      EnumSet.of(Entity.ADDRESS, Entity.STREET_ADDRESS, Entity.POSTCODE);

  private final Set<Entity> entities;

  /**
   * @param entities empty: all
   */
  Wanted(Set<Entity> entities) {
    Set<Entity> all = EnumSet.noneOf(Entity.class);
    for (Entity entity : entities) {
      all.add(entity);
      if (NAMES.contains(entity)) {
        all.addAll(NAMES); // what is found of a name may be less, or more, than what was asked for
      }
      if (entity == Entity.ADDRESS || entity == Entity.STREET_ADDRESS) {
        all.addAll(ADDRESSES);
      }
    }
    this.entities = all;
  }

  List<Span> of(List<Span> spans) {
    return entities.isEmpty()
        ? spans
        : spans.stream().filter(span -> entities.contains(span.entity())).toList();
  }
}
