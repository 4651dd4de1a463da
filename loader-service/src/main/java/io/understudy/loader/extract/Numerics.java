package io.understudy.loader.extract;

import java.math.BigInteger;

/**
 * The binary form of {@code numeric} (numeric_send in src/backend/utils/adt/numeric.c): how many
 * groups of four digits there are, the power of 10,000 of the first, sign, digits after the point,
 * then the groups.
 */
final class Numerics {
  private static final int GROUPS = 4 * Short.BYTES; // where they begin
  private static final int GROUP_DIGITS = 4;
  private static final int NEGATIVE = 0x4000;
  private static final int POSITIVE = 0;
  private static final long[] TENS = new long[19];
  private static final BigInteger GROUP = BigInteger.valueOf(10_000);

  static {
    TENS[0] = 1;
    for (int i = 1; i < TENS.length; i++) {
      TENS[i] = 10 * TENS[i - 1];
    }
  }

  private Numerics() {}

  /** Times 10^scale, of one that fits; it has no more digits after the point. */
  static long unscaled(byte[] from, int at, int scale, int column) {
    int groups = RowDecoder.int2(from, at);
    boolean negative = isNegative(from, at, column);
    int tens = GROUP_DIGITS * RowDecoder.int2(from, at + Short.BYTES) + scale;
    long sum = 0;
    for (int i = 0; i < groups; i++, tens -= GROUP_DIGITS) {
      int group = RowDecoder.int2(from, at + GROUPS + i * Short.BYTES);
      sum += tens >= 0 ? group * TENS[tens] : group / TENS[-tens];
    }
    return negative ? -sum : sum;
  }

  /** The same of one that may be larger. */
  static BigInteger large(byte[] from, int at, int scale, int column) {
    int groups = RowDecoder.int2(from, at);
    boolean negative = isNegative(from, at, column);
    BigInteger sum = BigInteger.ZERO;
    for (int i = 0; i < groups; i++) {
      int group = RowDecoder.int2(from, at + GROUPS + i * Short.BYTES);
      sum = sum.multiply(GROUP).add(BigInteger.valueOf(group));
    }
    int tens = GROUP_DIGITS * (RowDecoder.int2(from, at + Short.BYTES) - groups + 1) + scale;
    sum =
        tens >= 0 ? sum.multiply(BigInteger.TEN.pow(tens)) : sum.divide(BigInteger.TEN.pow(-tens));
    return negative ? sum.negate() : sum;
  }

  private static boolean isNegative(byte[] from, int at, int column) {
    int sign = RowDecoder.int2(from, at + 2 * Short.BYTES);
    if (sign != POSITIVE && sign != NEGATIVE) {
      throw new UnreadableException(column, "holds NaN");
    }
    return sign == NEGATIVE;
  }
}
