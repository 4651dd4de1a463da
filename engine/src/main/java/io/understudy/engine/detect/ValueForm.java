package io.understudy.engine.detect;

import io.understudy.engine.fake.Entity;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What values of a kind look like as a whole.
 *
 * @param entity what a column of such values holds if its name says nothing else
 * @param supports what it may hold as well, if its name says so
 * @param strength how telling it is if all values fit, from 0 to 1; 0: only together with a name
 * @param values what such values are called, in the plural
 * @param fits whether a value, without blanks around it, looks so
 */
record ValueForm(
    Entity entity, Set<Entity> supports, double strength, String values, Predicate<String> fits) {
  ValueForm {
    supports = Set.copyOf(supports);
  }

  static ValueForm of(Entity entity, double strength, String values, Predicate<String> fits) {
    return new ValueForm(entity, Set.of(), strength, values, fits);
  }

  /** For numbers whose check digit fits by chance as often as the checksum says. */
  static ValueForm checked(
      Entity entity, Checksum checksum, String values, Predicate<String> shape, Entity... more) {
    return new ValueForm(
        entity,
        Set.of(more),
        0.95 - checksum.chance(),
        values + " with valid check digits",
        value -> shape.test(value) && checksum.fits(value));
  }

  boolean isOf(Entity wanted) {
    return entity == wanted || supports.contains(wanted);
  }

  boolean isOnlySupport() {
    return strength == 0;
  }
}
