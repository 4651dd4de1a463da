package io.understudy.engine.transform;

import io.understudy.engine.fake.Entity;
import io.understudy.engine.key.SecretKey;
import java.util.List;

/** Makes transforms for one key and the locales of one config. */
public final class Transforms {

  /**
   * @param key what the fakes and hashes depend on
   * @param locales where fakes come from, such as {@code en_US} or {@code de-DE}; empty means
   *     {@code en_US}
   * @throws IllegalArgumentException for a locale without data, naming it and the remedy
   */
  public Transforms(SecretKey key, List<String> locales) {}

  /** Whether {@link #fake} can make this. */
  public boolean canFake(Entity entity) {
    return false;
  }

  /**
   * A realistic value of the same kind.
   *
   * @throws IllegalArgumentException if {@link #canFake} is false for it
   */
  public Transform fake(Entity entity) {
    return new Fake();
  }

  /**
   * A keyed digest as 64 hexadecimal digits.
   *
   * @param salt columns that must not be comparable get different salts; may be empty
   */
  public Transform hash(String salt) {
    return new Hash();
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
    return new PartialMask();
  }

  /** Free text with each piece of personal data in it replaced by its fake. */
  public Transform fakeEntities() {
    return new FakeEntities();
  }

  /** Free text with each piece of personal data in it replaced by its entity's name. */
  public Transform redactEntities() {
    return new RedactEntities();
  }
}
