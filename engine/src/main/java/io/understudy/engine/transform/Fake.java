package io.understudy.engine.transform;

import io.understudy.engine.fake.EntityFake;

/**
 * A realistic value of the same kind, the same one for the same value everywhere.
 *
 * <p>{@code first_name: Noah -> Marlon}; {@code phone_number: (617) 248-4867 -> (342) 555-9021};
 * blank text stays as it is.
 *
 * @param fake of the entity
 */
public record Fake(EntityFake fake) implements Transform {

  @Override
  public Object apply(Object value) {
    return fake.value(value);
  }

  /**
   * A fake in the form of a value that belongs to something else, such as whose row it is.
   *
   * @throws IllegalArgumentException as {@link #apply(Object)}
   */
  public Object apply(Object value, String key) {
    return fake.value(value, key);
  }

  /** A fake where there is no value, in the usual form. */
  public Object fresh(String key) {
    return fake.fresh(key);
  }
}
