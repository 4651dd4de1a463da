package io.understudy.engine.key;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HKDF with SHA-256, as RFC 5869 defines it. */
final class Hkdf {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int HASH_LENGTH = 32;

  private Hkdf() {}

  /** The pseudorandom key; an empty salt stands for 32 zero bytes. */
  static byte[] extract(byte[] salt, byte[] secret) {
    return hmac(salt.length == 0 ? new byte[HASH_LENGTH] : salt).doFinal(secret);
  }

  /**
   * Output keying material.
   *
   * @param length at most 255 * 32 bytes
   */
  static byte[] expand(byte[] pseudorandomKey, byte[] info, int length) {
    Mac mac = hmac(pseudorandomKey);
    byte[] output = new byte[length];
    byte[] block = new byte[0];
    int filled = 0;
    for (int counter = 1; filled < length; counter++) {
      mac.update(block);
      mac.update(info);
      mac.update((byte) counter);
      block = mac.doFinal();
      int taken = Math.min(block.length, length - filled);
      System.arraycopy(block, 0, output, filled, taken);
      filled += taken;
    }
    Arrays.fill(block, (byte) 0);
    return output;
  }

  /** HMAC-SHA256, which every JDK has. */
  static Mac hmac(byte[] key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no " + ALGORITHM, e);
    }
  }
}
