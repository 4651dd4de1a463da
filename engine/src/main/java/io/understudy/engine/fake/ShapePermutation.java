package io.understudy.engine.fake;

import io.understudy.engine.key.FormatPreserving;
import io.understudy.engine.key.KeyedFunction;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A keyed one-to-one mapping of texts onto texts that differ from them only where each position has
 * an alphabet, and there within it: by {@link Permutation} where there are up to {@value
 * Permutation#LARGEST} of them, else by FF1 over their numbers in binary, walking until the result
 * is one of them. No text is mapped onto itself.
 */
final class ShapePermutation {
  static final String DIGITS = "0123456789";

  private final KeyedFunction function;
  private final FormatPreserving large;

  ShapePermutation(KeyedFunction function, FormatPreserving large) {
    this.function = function;
    this.large = large;
  }

  /**
   * What stands for a text.
   *
   * @param alphabets one per char; null or of one char: it stays
   * @param tweak picks one of many unrelated mappings; what stays belongs into it, or texts that
   *     differ only there move in step
   */
  String of(String text, @Nullable String[] alphabets, String tweak) {
    long size = 1;
    long number = 0;
    for (int i = 0; i < alphabets.length; i++) {
      String alphabet = alphabets[i];
      if (alphabet != null && alphabet.length() > 1) {
        int radix = alphabet.length();
        if (size > Permutation.LARGEST / radix) {
          return large(text, alphabets, tweak);
        }
        size *= radix;
        number = number * radix + alphabet.indexOf(text.charAt(i));
      }
    }
    if (size < 2) {
      return text;
    }
    long fake = new Permutation(function, function.number(tweak), size).of(number);
    char[] chars = text.toCharArray();
    for (int i = alphabets.length - 1; i >= 0; i--) {
      String alphabet = alphabets[i];
      if (alphabet != null && alphabet.length() > 1) {
        chars[i] = alphabet.charAt((int) (fake % alphabet.length()));
        fake /= alphabet.length();
      }
    }
    return new String(chars);
  }

  private String large(String text, @Nullable String[] alphabets, String tweak) {
    BigInteger size = BigInteger.ONE;
    BigInteger number = BigInteger.ZERO;
    for (int i = 0; i < alphabets.length; i++) {
      String alphabet = alphabets[i];
      if (alphabet != null) {
        BigInteger radix = BigInteger.valueOf(alphabet.length());
        size = size.multiply(radix);
        number = number.multiply(radix).add(BigInteger.valueOf(alphabet.indexOf(text.charAt(i))));
      }
    }
    byte[] bytes = tweak.getBytes(StandardCharsets.UTF_8);
    BigInteger fake = walked(number, size, bytes, true).add(BigInteger.ONE).mod(size);
    fake = walked(fake, size, bytes, false);
    char[] chars = text.toCharArray();
    for (int i = alphabets.length - 1; i >= 0; i--) {
      String alphabet = alphabets[i];
      if (alphabet != null) {
        BigInteger[] parts = fake.divideAndRemainder(BigInteger.valueOf(alphabet.length()));
        chars[i] = alphabet.charAt(parts[1].intValue());
        fake = parts[0];
      }
    }
    return new String(chars);
  }

  private BigInteger walked(BigInteger number, BigInteger size, byte[] tweak, boolean forward) {
    int bits = size.subtract(BigInteger.ONE).bitLength();
    BigInteger at = number;
    do {
      int[] numerals = new int[bits];
      for (int i = 0; i < bits; i++) {
        numerals[i] = at.testBit(bits - 1 - i) ? 1 : 0;
      }
      int[] next = forward ? large.encrypt(2, numerals, tweak) : large.decrypt(2, numerals, tweak);
      BigInteger made = BigInteger.ZERO;
      for (int i = 0; i < bits; i++) {
        made = next[i] == 1 ? made.setBit(bits - 1 - i) : made;
      }
      at = made;
    } while (at.compareTo(size) >= 0);
    return at;
  }
}
