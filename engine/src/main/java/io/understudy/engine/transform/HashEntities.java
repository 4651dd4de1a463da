package io.understudy.engine.transform;

import io.understudy.engine.detect.Detector;
import io.understudy.engine.fake.Entity;
import io.understudy.engine.key.KeyedDigest;
import java.util.HexFormat;
import java.util.Set;

/**
 * Free text with each piece of personal data in it replaced by the first nine hexadecimal digits of
 * its keyed hash.
 *
 * <p>{@code Dear Noah -> Dear 3f09a1c2e}.
 */
public final class HashEntities implements Transform {
  private static final int DIGITS = 9;

  private final Detector detector;
  private final KeyedDigest digest;
  private final Wanted wanted;

  /**
   * @param digest of the salt in use
   * @param entities the only ones that are replaced; empty: all
   */
  HashEntities(Detector detector, KeyedDigest digest, Set<Entity> entities) {
    this.detector = detector;
    this.digest = digest;
    this.wanted = new Wanted(entities);
  }

  @Override
  public Object apply(Object value) {
    if (!(value instanceof String text)) {
      throw FreeText.expected("hash_entities", value);
    }
    return FreeText.replaced(
        text, wanted.of(detector.spans(text)), (entity, part) -> hash(digest, part));
  }

  static String hash(KeyedDigest digest, String part) {
    return HexFormat.of().formatHex(digest.digest(part)).substring(0, DIGITS);
  }
}
