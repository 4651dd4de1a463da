package io.understudy.engine.key;

import java.nio.charset.StandardCharsets;

/**
 * The pseudorandom function of one purpose: SipHash-2-4 under a sub-key. Without the key its
 * numbers say nothing about the values. Immutable and shared between threads.
 */
public final class KeyedFunction {
  private final long k0;
  private final long k1;

  /**
   * @param purpose what the numbers are for, such as {@code fake/email}; different purposes give
   *     unrelated numbers
   */
  public KeyedFunction(SecretKey key, String purpose) {
    byte[] subKey = key.subKey(purpose, 2 * Long.BYTES);
    this.k0 = SipHash.number(subKey, 0);
    this.k1 = SipHash.number(subKey, Long.BYTES);
  }

  /** The number of a text (its UTF-8 bytes). */
  public long number(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return SipHash.hash(k0, k1, bytes, 0, bytes.length);
  }

  /** The number of the text whose UTF-8 bytes these are, from {@code from} to before {@code to}. */
  public long number(byte[] bytes, int from, int to) {
    return SipHash.hash(k0, k1, bytes, from, to);
  }

  /** The number of a pair of numbers. */
  public long number(long first, long second) {
    return SipHash.hash(k0, k1, first, second);
  }

  /** The choices that belong to a text, always the same ones in the same order. */
  public Draw draw(String text) {
    return new Draw(this, number(text));
  }

  @Override
  public String toString() {
    return "KeyedFunction";
  }
}
