package io.understudy.loader.load;

import io.understudy.files.ColumnVector;
import io.understudy.loader.table.SqlTypes;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Values in the binary form of PostgreSQL's types: what the functions {@code *recv} of its source
 * read (src/backend/utils/adt).
 */
final class BinaryCells {
  private static final long EPOCH_DAYS = 10_957; // 2000-01-01
  private static final long MICROS_PER_DAY = 86_400_000_000L;
  private static final long EPOCH_MICROS = EPOCH_DAYS * MICROS_PER_DAY;
  private static final BigInteger GROUP = BigInteger.valueOf(10_000);
  private static final int GROUP_DIGITS = 4;
  private static final int LONG_GROUPS = 6; // of a long's 19 digits, and up to 3 zeros
  private static final long LONG_ROOM = Long.MAX_VALUE / 1000;
  private static final int POSITIVE = 0;
  private static final int NEGATIVE = 0x4000;

  // Most columns are one of these. They are told apart and called by name, so that they become part
  // of the loop: through the interface each value costs a call that no compiler sees into.
  private static final Cell BYTES = BinaryCells::bytes;
  private static final Cell WIDE = BinaryCells::wide;
  private static final Cell MOMENT = BinaryCells::moment;

  private final ColumnVector[] vectors;
  private final Cell[] cells;

  private BinaryCells(List<ColumnVector> vectors, Cell[] cells) {
    this.vectors = vectors.toArray(ColumnVector[]::new);
    this.cells = cells;
  }

  /** Writes a value that is not null, with its length. */
  @FunctionalInterface
  private interface Cell {
    void write(ColumnVector from, int row, WireBuffer out) throws SQLException;
  }

  /** A number that the column's type cannot hold. */
  private static final class RangeException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String type;

    RangeException(String type) {
      super(type);
      this.type = type;
    }
  }

  /**
   * Empty if a column has a type whose binary form is not known here: it is left to the database to
   * read it from a text then ({@link CopyText}).
   *
   * @param bases internal names of the types of the table's columns
   */
  static Optional<BinaryCells> of(List<ColumnVector> vectors, List<String> bases) {
    Cell[] cells = new Cell[vectors.size()];
    for (int i = 0; i < cells.length; i++) {
      Cell cell = cell(vectors.get(i), bases.get(i));
      if (cell == null) {
        return Optional.empty();
      }
      cells[i] = cell;
    }
    return Optional.of(new BinaryCells(vectors, cells));
  }

  /**
   * Writes one row of the vectors.
   *
   * @throws UnstorableException if a value has no form that the database can store
   */
  void write(int row, WireBuffer out) throws SQLException {
    out.int2(cells.length);
    for (int column = 0; column < cells.length; column++) {
      ColumnVector vector = vectors[column];
      if (vector.isNull(row)) {
        out.int4(-1);
        continue;
      }
      Cell cell = cells[column];
      try {
        if (cell == BYTES) {
          bytes(vector, row, out);
        } else if (cell == WIDE) {
          wide(vector, row, out);
        } else if (cell == MOMENT) {
          moment(vector, row, out);
        } else {
          cell.write(vector, row, out);
        }
      } catch (RangeException e) {
        throw new UnstorableException(column, "holds a value out of the range of " + e.type);
      }
    }
  }

  private static @Nullable Cell cell(ColumnVector vector, String base) {
    return switch (vector.type()) {
      case NONE -> (from, row, out) -> out.int4(-1);
      case BOOLEAN -> base.equals("bool") ? BinaryCells::truth : null;
      case BIGINT -> whole(base);
      case NUMERIC -> base.equals("numeric") ? numeric(vector) : null;
      case DOUBLE -> real(base);
      case DATE -> date(base);
      case TIME -> base.equals("time") ? WIDE : null;
      case TIMESTAMP -> base.equals("timestamp") || base.equals("timestamptz") ? MOMENT : null;
      case TIMESTAMPTZ -> base.equals("timestamptz") ? MOMENT : null;
      case UUID -> base.equals("uuid") ? BYTES : null;
      case BYTES -> base.equals("bytea") ? BYTES : null;
      case TEXT, JSON -> text(base);
    };
  }

  private static @Nullable Cell text(String base) {
    if (base.equals("jsonb")) {
      return (from, row, out) -> {
        out.int4(1 + from.length(row));
        out.int1(1); // version of the format
        out.bytes(from.array(row), from.offset(row), from.length(row));
      };
    }
    return SqlTypes.isText(base) || base.equals("json") || base.equals("enum") ? BYTES : null;
  }

  private static void bytes(ColumnVector from, int row, WireBuffer out) throws SQLException {
    out.value(from.array(row), from.offset(row), from.length(row));
  }

  private static void wide(ColumnVector from, int row, WireBuffer out) throws SQLException {
    out.value8(from.number(row));
  }

  private static void truth(ColumnVector from, int row, WireBuffer out) throws SQLException {
    out.int4(1);
    out.int1((int) from.number(row));
  }

  private static @Nullable Cell whole(String base) {
    return switch (base) {
      case "int8" -> WIDE;
      case "int4" ->
          (from, row, out) -> {
            int number = (int) from.number(row);
            if (number != from.number(row)) {
              throw new RangeException("integer");
            }
            out.value4(number);
          };
      case "int2" ->
          (from, row, out) -> {
            short number = (short) from.number(row);
            if (number != from.number(row)) {
              throw new RangeException("smallint");
            }
            out.int4(Short.BYTES);
            out.int2(number);
          };
      case "float8" -> (from, row, out) -> out.value8(Double.doubleToRawLongBits(from.number(row)));
      case "numeric" -> (from, row, out) -> numeric(from.number(row), 0, out);
      case "text", "varchar" ->
          (from, row, out) -> {
            byte[] digits = Long.toString(from.number(row)).getBytes(StandardCharsets.ISO_8859_1);
            out.value(digits, 0, digits.length);
          };
      default -> null;
    };
  }

  private static @Nullable Cell real(String base) {
    return switch (base) {
      case "float8" -> WIDE;
      case "float4" ->
          (from, row, out) -> {
            double number = Double.longBitsToDouble(from.number(row));
            float single = (float) number;
            if (Float.isInfinite(single) && Double.isFinite(number) || single == 0 && number != 0) {
              throw new RangeException("real");
            }
            out.int4(Float.BYTES);
            out.int4(Float.floatToRawIntBits(single));
          };
      default -> null;
    };
  }

  private static @Nullable Cell date(String base) {
    return switch (base) {
      case "date" ->
          (from, row, out) -> {
            long days = from.number(row) - EPOCH_DAYS;
            if (days <= Integer.MIN_VALUE || days >= Integer.MAX_VALUE) {
              throw new RangeException("date"); // the ends are infinities
            }
            out.value4((int) days);
          };
      case "timestamp", "timestamptz" ->
          (from, row, out) -> {
            try {
              out.value8(Math.multiplyExact(from.number(row) - EPOCH_DAYS, MICROS_PER_DAY));
            } catch (ArithmeticException e) {
              throw new RangeException("timestamp");
            }
          };
      default -> null;
    };
  }

  private static void moment(ColumnVector from, int row, WireBuffer out) throws SQLException {
    long micros = from.number(row);
    // the smallest is minus infinity; the largest says that the file's is larger
    if (micros <= Long.MIN_VALUE + EPOCH_MICROS || micros == Long.MAX_VALUE) {
      throw new RangeException("timestamp");
    }
    out.value8(micros - EPOCH_MICROS);
  }

  private static Cell numeric(ColumnVector vector) {
    int scale = vector.scale();
    return vector.hasBytes()
        ? (from, row, out) -> numeric(new BigInteger(from.copy(row)), scale, out)
        : (from, row, out) -> numeric(from.number(row), scale, out);
  }

  /** {@code unscaled} times 10^-scale: groups of four digits, those that are zero left out. */
  private static void numeric(long unscaled, int scale, WireBuffer out) throws SQLException {
    long rest = Math.abs(unscaled);
    if (rest < 0 || rest > LONG_ROOM) {
      numeric(BigInteger.valueOf(unscaled), scale, out);
      return;
    }
    int fraction = (scale + GROUP_DIGITS - 1) / GROUP_DIGITS;
    for (int zeros = fraction * GROUP_DIGITS - scale; zeros > 0; zeros--) {
      rest *= 10;
    }
    short[] groups = new short[LONG_GROUPS];
    int count = 0;
    for (; rest != 0; rest /= 10_000) {
      groups[count++] = (short) (rest % 10_000);
    }
    numeric(groups, count, fraction, scale, unscaled < 0, out);
  }

  private static void numeric(BigInteger unscaled, int scale, WireBuffer out) throws SQLException {
    int fraction = (scale + GROUP_DIGITS - 1) / GROUP_DIGITS;
    BigInteger rest = unscaled.abs().multiply(BigInteger.TEN.pow(fraction * GROUP_DIGITS - scale));
    short[] groups = new short[rest.bitLength() / 13 + 1]; // 10,000 > 2^13
    int count = 0;
    while (rest.signum() != 0) {
      BigInteger[] parts = rest.divideAndRemainder(GROUP);
      groups[count++] = parts[1].shortValue();
      rest = parts[0];
    }
    numeric(groups, count, fraction, scale, unscaled.signum() < 0, out);
  }

  /**
   * @param groups the lowest first
   * @param fraction how many of them are behind the point
   */
  private static void numeric(
      short[] groups, int count, int fraction, int scale, boolean negative, WireBuffer out)
      throws SQLException {
    int zeros = 0;
    while (zeros < count && groups[zeros] == 0) {
      zeros++;
    }
    out.int4((4 + count - zeros) * Short.BYTES);
    out.int2(count - zeros);
    out.int2(count == 0 ? 0 : count - fraction - 1); // weight of the first group
    out.int2(negative ? NEGATIVE : POSITIVE);
    out.int2(scale);
    for (int i = count - 1; i >= zeros; i--) {
      out.int2(groups[i]);
    }
  }
}
