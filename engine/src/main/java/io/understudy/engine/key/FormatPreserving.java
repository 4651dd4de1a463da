package io.understudy.engine.key;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * FF1 of NIST SP 800-38G: a keyed one-to-one mapping of strings of numerals of one length onto
 * themselves, by AES. Immutable and shared between threads; each call makes a cipher of its own.
 */
public final class FormatPreserving {
  private static final int ROUNDS = 10;
  private static final int BLOCK = 16;
  private static final int SUB_KEY = 32;

  private final SecretKeySpec key;

  /**
   * @param purpose what the mapping is for; different purposes give unrelated mappings
   */
  public FormatPreserving(SecretKey key, String purpose) {
    this(key.subKey("ff1/" + purpose, SUB_KEY));
  }

  /**
   * @param aesKey 16, 24 or 32 bytes
   */
  FormatPreserving(byte[] aesKey) {
    this.key = new SecretKeySpec(aesKey, "AES");
  }

  /**
   * What stands for a string of numerals.
   *
   * @param radix from 2 to 65536
   * @param numerals each from 0 to {@code radix - 1}; {@code radix^length} at least 1,000,000
   * @param tweak picks one of many unrelated mappings
   */
  public int[] encrypt(int radix, int[] numerals, byte[] tweak) {
    return run(radix, numerals, tweak, true);
  }

  /** The string that {@link #encrypt} makes this one of. */
  public int[] decrypt(int radix, int[] numerals, byte[] tweak) {
    return run(radix, numerals, tweak, false);
  }

  private int[] run(int radix, int[] numerals, byte[] tweak, boolean forward) {
    int n = numerals.length;
    int u = n / 2;
    int v = n - u;
    BigInteger base = BigInteger.valueOf(radix);
    if (n < 2 || base.pow(n).compareTo(BigInteger.valueOf(1_000_000)) < 0) {
      throw new IllegalArgumentException("FF1 needs a domain of at least 1,000,000");
    }
    BigInteger moduloU = base.pow(u);
    BigInteger moduloV = base.pow(v);
    BigInteger a = number(base, Arrays.copyOf(numerals, u));
    BigInteger b = number(base, Arrays.copyOfRange(numerals, u, n));
    int bytes = (moduloV.subtract(BigInteger.ONE).bitLength() + 7) / 8;
    int length = 4 * ((bytes + 3) / 4) + 4;
    Cipher aes = aes();
    byte[] first = first(radix, u, n, tweak.length);
    for (int step = 0; step < ROUNDS; step++) {
      int round = forward ? step : ROUNDS - 1 - step;
      BigInteger modulo = round % 2 == 0 ? moduloU : moduloV;
      byte[] stream = stream(aes, first, second(tweak, round, forward ? b : a, bytes), length);
      BigInteger y = new BigInteger(1, stream);
      if (forward) {
        BigInteger c = a.add(y).mod(modulo);
        a = b;
        b = c;
      } else {
        BigInteger c = b.subtract(y).mod(modulo);
        b = a;
        a = c;
      }
    }
    int[] result = new int[n];
    digits(base, a, result, 0, u);
    digits(base, b, result, u, v);
    return result;
  }

  private Cipher aes() {
    try {
      Cipher aes = Cipher.getInstance("AES/ECB/NoPadding");
      aes.init(Cipher.ENCRYPT_MODE, key);
      return aes;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no AES", e);
    }
  }

  /** The block P of the standard. */
  private static byte[] first(int radix, int u, int n, int tweakLength) {
    return ByteBuffer.allocate(BLOCK)
        .put(new byte[] {1, 2, 1, (byte) (radix >> 16), (byte) (radix >> 8), (byte) radix})
        .put((byte) ROUNDS)
        .put((byte) u)
        .putInt(n)
        .putInt(tweakLength)
        .array();
  }

  /** The blocks Q of the standard. */
  private static byte[] second(byte[] tweak, int round, BigInteger half, int bytes) {
    int length = tweak.length + 1 + bytes;
    byte[] q = new byte[(length + BLOCK - 1) / BLOCK * BLOCK];
    System.arraycopy(tweak, 0, q, 0, tweak.length);
    q[q.length - bytes - 1] = (byte) round;
    byte[] number = half.toByteArray();
    int skip = Math.max(0, number.length - bytes);
    int size = number.length - skip;
    System.arraycopy(number, skip, q, q.length - size, size);
    return q;
  }

  /** The first bytes of S: the CBC-MAC R of P and Q, then AES of R with a counter. */
  private static byte[] stream(Cipher aes, byte[] first, byte[] second, int length) {
    byte[] r = encrypt(aes, first);
    for (int at = 0; at < second.length; at += BLOCK) {
      for (int i = 0; i < BLOCK; i++) {
        r[i] ^= second[at + i];
      }
      r = encrypt(aes, r);
    }
    byte[] s = Arrays.copyOf(r, length);
    for (int block = 1; block * BLOCK < length; block++) {
      byte[] counted = r.clone();
      for (int i = 0; i < Integer.BYTES; i++) {
        counted[BLOCK - 1 - i] ^= (byte) (block >>> 8 * i);
      }
      byte[] next = encrypt(aes, counted);
      System.arraycopy(next, 0, s, block * BLOCK, Math.min(BLOCK, length - block * BLOCK));
    }
    return s;
  }

  private static byte[] encrypt(Cipher aes, byte[] block) {
    try {
      return aes.doFinal(block);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES of one block failed", e);
    }
  }

  private static BigInteger number(BigInteger radix, int[] numerals) {
    BigInteger number = BigInteger.ZERO;
    for (int numeral : numerals) {
      number = number.multiply(radix).add(BigInteger.valueOf(numeral));
    }
    return number;
  }

  private static void digits(BigInteger radix, BigInteger number, int[] to, int from, int count) {
    BigInteger rest = number;
    for (int i = from + count - 1; i >= from; i--) {
      BigInteger[] parts = rest.divideAndRemainder(radix);
      to[i] = parts[1].intValue();
      rest = parts[0];
    }
  }

  @Override
  public String toString() {
    return "FormatPreserving";
  }
}
