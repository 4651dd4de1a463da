package io.understudy.engine.transform;

import io.understudy.engine.detect.Detector;
import io.understudy.engine.fake.Entity;
import io.understudy.engine.fake.EntityFake;
import io.understudy.engine.fake.Fakery;
import io.understudy.engine.fake.Personas;
import io.understudy.engine.fake.Pools;
import io.understudy.engine.key.KeyedDigest;
import io.understudy.engine.key.KeyedFunction;
import io.understudy.engine.key.SecretKey;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/** Makes transforms for one key and the locales of one config. */
public final class Transforms {
  private final SecretKey key;
  private final Fakery fakery;
  private final Detector detector;

  /**
   * @param key what the fakes and hashes depend on
   * @param locales where fakes come from, such as {@code en_US} or {@code de-DE}; empty means
   *     {@code en_US}
   * @throws IllegalArgumentException for a locale without data, naming it and the remedy
   */
  public Transforms(SecretKey key, List<String> locales) {
    this(key, locales, new Detector(locales));
  }

  /** As above, finding personal data in free text by this detector. */
  public Transforms(SecretKey key, List<String> locales, Detector detector) {
    this.key = key;
    this.fakery = new Fakery(key, locales);
    this.detector = detector;
  }

  /**
   * The same with the words of other locales; what is looked for in free text stays.
   *
   * @throws IllegalArgumentException for a locale without data, naming it
   */
  public Transforms in(List<String> others) {
    return new Transforms(key, others, detector);
  }

  /** Words of the locales. */
  public Pools pools() {
    return fakery.pools();
  }

  /** Whole persons of the locales. */
  public Personas personas() {
    return fakery.personas();
  }

  /**
   * Keyed choices.
   *
   * @param purpose what they are for; different purposes give unrelated choices
   */
  public KeyedFunction choices(String purpose) {
    return new KeyedFunction(key, purpose);
  }

  /**
   * A date moved within bounds.
   *
   * @param least seconds from the original
   * @param most seconds from the original
   * @param times whether times of day move, too
   * @param written whether texts keep their written form; else they become dates
   * @throws IllegalArgumentException if the bounds leave no day to move to
   */
  public DateShift dateShift(long least, long most, boolean times, boolean written) {
    return new DateShift(fakery.dateOffset(least, most), times, written);
  }

  /** Whether {@link #fake} can make this. */
  public boolean canFake(Entity entity) {
    return fakery.of(entity).isPresent();
  }

  /**
   * A realistic value of the same kind.
   *
   * @throws IllegalArgumentException if {@link #canFake} is false for it
   */
  public Fake fake(Entity entity) {
    return new Fake(
        fakery
            .of(entity)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "there is no fake " + entity.entityName() + "; use hash or drop instead")));
  }

  /**
   * A realistic value of the same kind, different for different values.
   *
   * @throws IllegalArgumentException if there are too few, saying how many
   */
  public UniqueFake uniqueFake(Entity entity) {
    return new UniqueFake(fakery.unique(entity));
  }

  /**
   * A keyed digest as 64 hexadecimal digits.
   *
   * @param salt columns that must not be comparable get different salts; may be empty
   */
  public Transform hash(String salt) {
    return new Hash(new KeyedDigest(key, "hash/" + salt));
  }

  /**
   * The ends of a text with a mask between them.
   *
   * @param left most chars kept at the start
   * @param mask what stands for the rest; not empty
   * @param right most chars kept at the end
   * @param tolerance how many chars more than {@code left + right} a value must have at least for
   *     both ends to be kept whole; 1 where a config says nothing
   * @throws IllegalArgumentException for an empty mask or a negative number
   */
  public Transform partialMask(int left, String mask, int right, int tolerance) {
    return new PartialMask(left, mask, right, tolerance);
  }

  /**
   * Free text with each piece of personal data in it replaced by its fake.
   *
   * @param entities the only ones that are replaced; empty: all
   * @param onError what stands for those without a fake: {@code redact}, {@code hash}, {@code
   *     label}, or {@code raise} to fail
   * @param extended as in {@link #labelEntities}
   * @throws IllegalArgumentException for another {@code onError}
   */
  public Transform fakeEntities(Set<Entity> entities, String onError, boolean extended) {
    Map<Entity, EntityFake> fakes = fakes();
    KeyedDigest digest = entityDigest("");
    BiFunction<Entity, String, String> otherwise =
        switch (onError) {
          case "redact" -> (entity, part) -> "<" + entity.entityName() + ">";
          case "hash" -> (entity, part) -> HashEntities.hash(digest, part);
          case "label" -> (entity, part) -> LabelEntities.tag(entity, part, fakes, extended);
          case "raise" ->
              (entity, part) -> {
                throw new IllegalArgumentException(
                    "fake_entities: there is no fake " + entity.entityName());
              };
          default ->
              throw new IllegalArgumentException("on_error must be redact, label, hash or raise");
        };
    return new FakeEntities(detector, fakes, entities, otherwise);
  }

  /** As the other one, for all entities. */
  public Transform fakeEntities() {
    return fakeEntities(Set.of(), "redact", false);
  }

  private Map<Entity, EntityFake> fakes() {
    Map<Entity, EntityFake> fakes = new EnumMap<>(Entity.class);
    for (Entity entity : Entity.values()) {
      fakery.of(entity).ifPresent(fake -> fakes.put(entity, fake));
    }
    return fakes;
  }

  private KeyedDigest entityDigest(String salt) {
    return new KeyedDigest(key, "hash_entities/" + salt);
  }

  /**
   * Free text with each piece of personal data in it replaced by its entity's name.
   *
   * @param entities the only ones that are replaced; empty: all
   */
  public Transform redactEntities(Set<Entity> entities) {
    return new RedactEntities(detector, entities);
  }

  /** As the other one, for all entities. */
  public Transform redactEntities() {
    return redactEntities(Set.of());
  }

  /**
   * Free text with each piece of personal data in it replaced by nine digits of its keyed hash.
   *
   * @param entities the only ones that are replaced; empty: all
   * @param salt texts that must not be comparable get different salts; may be empty
   */
  public Transform hashEntities(Set<Entity> entities, String salt) {
    return new HashEntities(detector, entityDigest(salt), entities);
  }

  /**
   * Free text with each piece of personal data in it replaced by a tag with its fake.
   *
   * @param entities the only ones that are replaced; empty: all
   * @param extended whether the tag says how it was found
   */
  public Transform labelEntities(Set<Entity> entities, boolean extended) {
    return new LabelEntities(detector, fakes(), entities, extended);
  }
}
