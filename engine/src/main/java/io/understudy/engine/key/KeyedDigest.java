package io.understudy.engine.key;

import java.nio.charset.StandardCharsets;
import javax.crypto.Mac;

/**
 * HMAC-SHA256 under the sub-key of one purpose. Immutable and shared between threads: each digest
 * is computed by a copy.
 */
public final class KeyedDigest {
  private final Mac prototype;

  /**
   * @param purpose what the digests are for; different purposes give unrelated digests
   */
  public KeyedDigest(SecretKey key, String purpose) {
    this.prototype = Hkdf.hmac(key.subKey(purpose, 32));
  }

  /** The digest of a text's UTF-8 bytes; 32 bytes. */
  public byte[] digest(String text) {
    return digest(text.getBytes(StandardCharsets.UTF_8));
  }

  /** 32 bytes. */
  public byte[] digest(byte[] message) {
    return begin().doFinal(message);
  }

  /** For a message that comes in pieces. */
  public Mac begin() {
    try {
      return (Mac) prototype.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the HMAC of this JDK cannot be copied", e);
    }
  }

  @Override
  public String toString() {
    return "KeyedDigest";
  }
}
