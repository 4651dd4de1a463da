package io.understudy.engine.transform;

/**
 * One thing that can be done to one value. Immutable and shared between threads; the result depends
 * on the value, the options and the key alone.
 */
public sealed interface Transform
    permits DateShift,
        Fake,
        FakeEntities,
        Hash,
        HashEntities,
        LabelEntities,
        PartialMask,
        RedactEntities,
        UniqueFake {

  /**
   * What stands in the value's place.
   *
   * @param value of a class that {@link io.understudy.engine.ColumnType} names; never null
   * @return a {@link String}, or a value of the same class as {@code value}
   * @throws IllegalArgumentException if this cannot be done to a value of this kind; the message
   *     does not hold the value
   */
  Object apply(Object value);
}
