package io.understudy.engine.key;

/** One secret of at least 128 bit. Its text form is silent. */
public final class SecretKey {
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

  byte[] secret() {
    return secret;
  }

  @Override
  public String toString() {
    return "SecretKey";
  }
}
