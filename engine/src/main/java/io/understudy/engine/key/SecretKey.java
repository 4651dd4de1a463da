package io.understudy.engine.key;

import java.nio.charset.StandardCharsets;

/**
 * One secret of at least 128 bit. It is never used as it is: every purpose gets a sub-key of its
 * own. Its text form is silent.
 */
public final class SecretKey {
  /** The version of everything derived from a key; a new one changes every fake and hash. */
  private static final String CONTEXT = "understudy/1/";

  private final byte[] secret;

  /**
   * @throws IllegalArgumentException if shorter than 16 bytes
   */
  public SecretKey(byte[] secret) {
    if (secret.length < 16) {
      throw new IllegalArgumentException(
          "a key needs at least 16 bytes (128 bit), this one has " + secret.length);
    }
    this.secret = secret.clone();
  }

  /**
   * The sub-key for a purpose, by HKDF-SHA256 with the purpose as its info.
   *
   * @param length bytes
   */
  byte[] subKey(String purpose, int length) {
    byte[] info = (CONTEXT + purpose).getBytes(StandardCharsets.UTF_8);
    return Hkdf.expand(Hkdf.extract(new byte[0], secret), info, length);
  }

  @Override
  public String toString() {
    return "SecretKey";
  }
}
