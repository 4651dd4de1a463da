package io.understudy.files;

import java.util.Arrays;
import org.apache.parquet.io.api.Binary;

/**
 * The values of one column in some rows, with no object for those that are numbers. What a value is
 * depends on the type:
 *
 * <table>
 * <caption>By type</caption>
 * <tr><td>BOOLEAN</td><td>number 0 or 1</td></tr>
 * <tr><td>BIGINT</td><td>number</td></tr>
 * <tr><td>NUMERIC</td><td>number, or big-endian bytes in two's complement, times 10^-scale</td></tr>
 * <tr><td>DOUBLE</td><td>number with the bits of an IEEE 754 double</td></tr>
 * <tr><td>DATE</td><td>number of days since 1970-01-01</td></tr>
 * <tr><td>TIME</td><td>number of microseconds since midnight</td></tr>
 * <tr><td>TIMESTAMP, TIMESTAMPTZ</td><td>number of microseconds since 1970-01-01 (UTC)</td></tr>
 * <tr><td>UUID</td><td>16 bytes</td></tr>
 * <tr><td>TEXT, JSON</td><td>bytes, as in the file: UTF-8, not verified</td></tr>
 * <tr><td>BYTES</td><td>bytes</td></tr>
 * </table>
 *
 * <p>Fractions of a microsecond are cut off, towards the past; a point in time that such a number
 * cannot hold is the largest or smallest number.
 */
public final class ColumnVector {
  private static final byte[] NONE = {};

  private final ValueType type;
  private final int scale;
  private final boolean hasBytes;
  private final boolean[] nulls;
  private final long[] numbers;
  private final byte[][] arrays;
  private final int[] offsets;
  private final int[] lengths;

  /**
   * @param scale of NUMERIC; else 0
   * @param hasBytes whether values are bytes, not numbers
   * @param capacity most rows
   */
  public ColumnVector(ValueType type, int scale, boolean hasBytes, int capacity) {
    this.type = type;
    this.scale = scale;
    this.hasBytes = hasBytes;
    this.nulls = new boolean[capacity];
    this.numbers = new long[hasBytes ? 0 : capacity];
    this.arrays = new byte[hasBytes ? capacity : 0][];
    this.offsets = new int[arrays.length];
    this.lengths = new int[arrays.length];
    Arrays.fill(arrays, NONE);
  }

  public ValueType type() {
    return type;
  }

  /** Digits after the point of NUMERIC. */
  public int scale() {
    return scale;
  }

  /** Whether values are bytes, not numbers. */
  public boolean hasBytes() {
    return hasBytes;
  }

  public boolean isNull(int row) {
    return nulls[row];
  }

  /** A value that is a number. */
  public long number(int row) {
    return numbers[row];
  }

  /** Bytes of a value that is bytes. */
  public int length(int row) {
    return lengths[row];
  }

  /** Where a value that is bytes is, from {@link #offset} on; not to be changed. */
  public byte[] array(int row) {
    return arrays[row];
  }

  /** Of the first byte in {@link #array}. */
  public int offset(int row) {
    return offsets[row];
  }

  /** A copy of a value that is bytes. */
  public byte[] copy(int row) {
    return Arrays.copyOfRange(arrays[row], offsets[row], offsets[row] + lengths[row]);
  }

  /** For readers: sets a number. */
  public void set(int row, long number) {
    nulls[row] = false;
    numbers[row] = number;
  }

  /** For readers: sets bytes. */
  public void set(int row, Binary value) {
    set(row, value.getBytesUnsafe(), 0, value.length());
  }

  /** For readers: sets bytes, which must not change as long as the value is here. */
  public void set(int row, byte[] array, int offset, int length) {
    nulls[row] = false;
    if (arrays[row] != array) { // mostly of the same page as before; the collector notes each store
      arrays[row] = array;
    }
    offsets[row] = offset;
    lengths[row] = length;
  }

  /** For readers: sets a value that is in another vector of such values. */
  public void set(int row, ColumnVector from, int of) {
    if (hasBytes) {
      set(row, from.arrays[of], from.offsets[of], from.lengths[of]);
    } else {
      set(row, from.numbers[of]);
    }
  }

  /** For readers. */
  public void setNull(int row) {
    nulls[row] = true;
  }

  /** For readers: the first {@code count} rows have no value. */
  public void setNulls(int count) {
    Arrays.fill(nulls, 0, count, true);
  }
}
