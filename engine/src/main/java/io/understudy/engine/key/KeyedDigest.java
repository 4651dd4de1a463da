package io.understudy.engine.key;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import javax.crypto.Mac;

/**
 * HMAC-SHA256 (RFC 2104) under the sub-key of one purpose. Immutable and shared between threads:
 * the two blocks that depend on the key alone are hashed once, each digest goes on from copies.
 */
public final class KeyedDigest {
  private static final int BLOCK = 64;
  private static final byte INNER = 0x36;
  private static final byte OUTER = 0x5c;

  private final MessageDigest inner;
  private final MessageDigest outer;
  private final Mac whole;

  /**
   * @param purpose what the digests are for; different purposes give unrelated digests
   */
  public KeyedDigest(SecretKey key, String purpose) {
    byte[] subKey = key.subKey(purpose, 32);
    this.inner = started(subKey, INNER);
    this.outer = started(subKey, OUTER);
    this.whole = Hkdf.hmac(subKey);
    Arrays.fill(subKey, (byte) 0);
  }

  private static MessageDigest started(byte[] key, byte pad) {
    byte[] block = new byte[BLOCK];
    Arrays.fill(block, pad);
    for (int i = 0; i < key.length; i++) {
      block[i] ^= key[i];
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(block);
      return digest;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    } finally {
      Arrays.fill(block, (byte) 0);
    }
  }

  /** The digest of a text's UTF-8 bytes; 32 bytes. */
  public byte[] digest(String text) {
    return digest(text.getBytes(StandardCharsets.UTF_8));
  }

  /** 32 bytes. */
  public byte[] digest(byte[] message) {
    byte[] first = copy(inner).digest(message);
    return copy(outer).digest(first);
  }

  /** For a message that comes in pieces. */
  public Mac begin() {
    try {
      return (Mac) whole.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the HMAC of this JDK cannot be copied", e);
    }
  }

  private static MessageDigest copy(MessageDigest digest) {
    try {
      return (MessageDigest) digest.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the SHA-256 of this JDK cannot be copied", e);
    }
  }

  @Override
  public String toString() {
    return "KeyedDigest";
  }
}
