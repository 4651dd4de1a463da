package io.understudy.engine.fake;

import io.understudy.engine.key.Draw;
import io.understudy.engine.key.KeyedFunction;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Letters become letters of the same case, digits become digits, everything else stays. One to one:
 * two different texts never get the same fake, up to {@value Permutation#LARGEST} texts of one
 * shape; longer ones are drawn, where a collision is as likely as between 128-bit hashes cut to
 * their length. The first digit stays zero or stays not zero, so that numbers keep their width.
 *
 * <p>{@code CUST-4711 -> KQZB-8302}; {@code 02127 -> 06614}; {@code M6H 1L2 -> B3Q 8T5}. A long
 * text of hexadecimal digits stays one: {@code 9f1c...-... -> 03ab...-...}.
 */
final class ShapeFake implements TextFake {
  private static final int SHORTEST_HEX = 16;
  private static final String HEX_DIGITS = "0123456789abcdef";

  private final KeyedFunction function;

  ShapeFake(KeyedFunction function) {
    this.function = function;
  }

  @Override
  public String fake(String original) {
    if (isHex(original)) {
      return hex(original, function.draw(original));
    }
    String permuted = isPlain(original) ? permuted(original) : null;
    return permuted != null ? permuted : drawn(original);
  }

  @Override
  public String fake(String shape, String key) {
    Draw draw = function.draw(Keys.other(key));
    return isHex(shape) ? hex(shape, draw) : drawn(shape, draw);
  }

  /** ASCII letters and digits only; others have no place in the mapping. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 128 && Character.isLetterOrDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Null if there are too many texts of this shape. */
  @Nullable String permuted(String original) {
    char[] shape = original.toCharArray();
    long domain = 1;
    long number = 0;
    int first = firstDigitWithOthers(original);
    for (int i = 0; i < shape.length; i++) {
      char c = shape[i];
      int radix = radix(c, i == first);
      if (radix > 1) {
        if (domain > Permutation.LARGEST / radix) {
          return null;
        }
        domain *= radix;
        number = number * radix + c - lowest(c, i == first);
        shape[i] = lowest(c, i == first);
      }
    }
    if (domain == 1) {
      return original;
    }
    long fake = new Permutation(function, function.number(new String(shape)), domain).of(number);
    for (int i = shape.length - 1; i >= 0; i--) {
      int radix = radix(original.charAt(i), i == first);
      if (radix > 1) {
        shape[i] += (char) (fake % radix);
        fake /= radix;
      }
    }
    return new String(shape);
  }

  /** Index of the first digit, or -1 if it is all there is to change. */
  private static int firstDigitWithOthers(String text) {
    int first = -1;
    int variable = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (first < 0 && isDigit(c)) {
        first = i;
      }
      variable += radix(c, false) > 1 ? 1 : 0;
    }
    return variable > 1 ? first : -1;
  }

  private static int radix(char c, boolean leads) {
    if (isDigit(c)) {
      return !leads ? 10 : c == '0' ? 1 : 9;
    }
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' ? 26 : 1;
  }

  private static char lowest(char c, boolean leads) {
    if (isDigit(c)) {
      return leads ? '1' : '0';
    }
    return c >= 'a' ? 'a' : 'A';
  }

  private String drawn(String original) {
    return drawn(original, function.draw(original));
  }

  private static String drawn(String original, Draw draw) {
    String fake = original;
    while (fake.equals(original) && Scrambled.canChange(original)) {
      fake = Scrambled.text(original, draw);
    }
    return fake;
  }

  static boolean isHex(String text) {
    int digits = 0;
    int letters = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isDigit(c)) {
        digits++;
      } else if (c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F') {
        letters++;
      } else if (Character.isLetterOrDigit(c)) {
        return false;
      }
    }
    return digits + letters >= SHORTEST_HEX && letters > 0 && digits > 0;
  }

  /** A UUID keeps its version and variant. */
  private static String hex(String original, Draw draw) {
    boolean upper = original.equals(original.toUpperCase(Locale.ROOT));
    boolean uuid = original.length() == 36 && original.charAt(8) == '-';
    char[] fake = original.toCharArray();
    for (int i = 0; i < fake.length; i++) {
      if (Character.isLetterOrDigit(fake[i]) && !(uuid && (i == 14 || i == 19))) {
        char digit = HEX_DIGITS.charAt(draw.below(16));
        fake[i] = upper ? Character.toUpperCase(digit) : digit;
      }
    }
    return new String(fake);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
