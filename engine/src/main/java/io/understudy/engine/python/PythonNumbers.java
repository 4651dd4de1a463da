package io.understudy.engine.python;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as texts, as Python writes them. */
final class PythonNumbers {
  static final int MOST_DIGITS = 300;

  private PythonNumbers() {}

  /** The shortest text that is this number: {@code 1.0}, {@code 1e+16}, {@code nan}. */
  static String shortest(double number) {
    if (!Double.isFinite(number)) {
      return Double.isNaN(number) ? "nan" : number > 0 ? "inf" : "-inf";
    }
    double size = Math.abs(number);
    if (size == 0) {
      return Double.compare(number, 0.0) < 0 ? "-0.0" : "0.0";
    }
    if (size < 1e-4 || size >= 1e16) {
      BigDecimal exact = new BigDecimal(Double.toString(number)).stripTrailingZeros();
      return exponent(exact, Math.max(0, exact.precision() - 1), 'e');
    }
    String plain = new BigDecimal(Double.toString(number)).toPlainString();
    return plain.indexOf('.') < 0 ? plain + ".0" : plain;
  }

  static BigDecimal exact(Object number) {
    return switch (number) {
      case Long n -> BigDecimal.valueOf(n);
      case BigDecimal n -> n;
      case Boolean b -> b ? BigDecimal.ONE : BigDecimal.ZERO;
      case Double n when Double.isFinite(n) -> new BigDecimal(n);
      default -> throw new NoResultException("a finite number is expected");
    };
  }

  /** With so many digits behind the point. */
  static String fixed(BigDecimal number, int digits) {
    return number.setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
  }

  /** As {@code d.ddde+XX}, with so many digits behind the point. */
  static String exponent(BigDecimal number, int digits, char letter) {
    BigDecimal rounded = number.round(new MathContext(digits + 1, RoundingMode.HALF_EVEN));
    int power = rounded.signum() == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
    String mantissa =
        rounded.signum() == 0
            ? fixed(BigDecimal.ZERO, digits)
            : fixed(rounded.movePointLeft(power), digits);
    String size = Integer.toString(Math.abs(power));
    return mantissa + letter + (power < 0 ? '-' : '+') + (size.length() < 2 ? "0" : "") + size;
  }

  /** {@code g}: whichever of the two is shorter, without trailing zeros unless asked for. */
  static String general(BigDecimal number, int significant, boolean zeros, boolean upper) {
    int digits = Math.max(1, significant);
    BigDecimal rounded = number.round(new MathContext(digits, RoundingMode.HALF_EVEN));
    int power = rounded.signum() == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
    boolean small = power >= -4 && power < digits;
    String text =
        small
            ? fixed(rounded, Math.max(0, digits - 1 - power))
            : exponent(rounded, digits - 1, 'e');
    String shown = zeros ? text : trimmed(text);
    return upper ? shown.toUpperCase(Locale.ROOT) : shown;
  }

  private static String trimmed(String text) {
    int e = text.indexOf('e');
    String mantissa = e < 0 ? text : text.substring(0, e);
    if (mantissa.indexOf('.') >= 0) {
      mantissa = mantissa.replaceFirst("\\.?0+$", "");
    }
    return e < 0 ? mantissa : mantissa + text.substring(e);
  }
}
