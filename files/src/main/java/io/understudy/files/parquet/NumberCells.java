package io.understudy.files.parquet;

import io.understudy.files.parquet.CellType.Cell;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Arrays;
import org.apache.parquet.io.api.Binary;

/** Whole numbers, decimals and FLOAT16. */
final class NumberCells {
  private static final int HALF_BYTES = 2;
  private static final float HALF_MAX = 65504f;

  private NumberCells() {}

  /** {@code bits} of 8, 16, 32 or 64; unsigned only up to 32. */
  static Cell whole(int bits, boolean signed) {
    if (signed) {
      long max = bits == Long.SIZE ? Long.MAX_VALUE : (1L << (bits - 1)) - 1;
      return new Cell.Whole(
          stored -> stored, value -> inRange((Long) value, -max - 1, max, "INT(" + bits + ")"));
    }
    long mask = (1L << bits) - 1;
    return new Cell.Whole(
        stored -> stored & mask,
        value -> inRange((Long) value, 0, mask, "INT(" + bits + ", unsigned)"));
  }

  static Cell unsignedLong() {
    return new Cell.Whole(
        stored -> new BigDecimal(Long.toUnsignedString(stored)),
        value -> {
          BigInteger whole = unscaled((BigDecimal) value, 20, 0);
          if (whole.signum() < 0 || whole.bitLength() > Long.SIZE) {
            throw unfit("INT(64, unsigned)");
          }
          return whole.longValue();
        });
  }

  static Cell decimal(int precision, int scale, int bits) {
    return new Cell.Whole(
        stored -> BigDecimal.valueOf(stored, scale),
        value -> {
          BigInteger unscaled = unscaled((BigDecimal) value, precision, scale);
          if (unscaled.bitLength() >= bits) {
            throw unfit("DECIMAL(" + precision + ", " + scale + ")");
          }
          return unscaled.longValue();
        });
  }

  /** Big-endian two's complement, of {@code fixed} bytes or, if that is -1, as many as needed. */
  static Cell decimalBytes(int precision, int scale, int fixed) {
    return new Cell.Bytes(
        binary -> {
          byte[] bytes = TextCells.sized(binary, fixed).getBytesUnsafe();
          if (bytes.length == 0) {
            throw new UnfitValueException("a decimal has no bytes");
          }
          return new BigDecimal(new BigInteger(bytes), scale);
        },
        value -> {
          byte[] bytes = unscaled((BigDecimal) value, precision, scale).toByteArray();
          return Binary.fromConstantByteArray(
              fixed < 0 ? bytes : extended(bytes, fixed, precision, scale));
        });
  }

  static Cell half() {
    return new Cell.Bytes(
        binary -> {
          byte[] bytes = TextCells.sized(binary, HALF_BYTES).getBytesUnsafe();
          return (double)
              Float.float16ToFloat((short) ((bytes[0] & 0xFF) | (bytes[1] & 0xFF) << 8));
        },
        value -> {
          double number = (Double) value;
          if (Double.isFinite(number) && Math.abs(number) > HALF_MAX) {
            throw unfit("FLOAT16");
          }
          short bits = Float.floatToFloat16((float) number);
          return Binary.fromConstantByteArray(new byte[] {(byte) bits, (byte) (bits >> 8)});
        });
  }

  static float single(double number) {
    float single = (float) number;
    if (Float.isInfinite(single) && Double.isFinite(number)) {
      throw unfit("FLOAT");
    }
    return single;
  }

  private static byte[] extended(byte[] bytes, int fixed, int precision, int scale) {
    if (bytes.length > fixed) {
      throw unfit("DECIMAL(" + precision + ", " + scale + ")");
    }
    byte[] out = new byte[fixed];
    Arrays.fill(out, 0, fixed - bytes.length, (byte) (bytes[0] < 0 ? -1 : 0));
    System.arraycopy(bytes, 0, out, fixed - bytes.length, bytes.length);
    return out;
  }

  private static BigInteger unscaled(BigDecimal value, int precision, int scale) {
    try {
      BigDecimal scaled = value.setScale(scale, RoundingMode.UNNECESSARY);
      if (scaled.precision() > precision) {
        throw unfit("DECIMAL(" + precision + ", " + scale + ")");
      }
      return scaled.unscaledValue();
    } catch (ArithmeticException e) {
      throw unfit("DECIMAL(" + precision + ", " + scale + ")");
    }
  }

  private static long inRange(long value, long min, long max, String type) {
    if (value < min || value > max) {
      throw unfit(type);
    }
    return value;
  }

  private static UnfitValueException unfit(String type) {
    return new UnfitValueException("the new value does not fit the column's type " + type);
  }
}
