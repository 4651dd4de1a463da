package io.understudy.files;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;

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
  private final ValueType type;
  private final int scale;
  private final boolean hasBytes;
  private final boolean[] nulls;
  private final long[] numbers;
  private final @Nullable Binary[] bytes;

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
    this.bytes = new @Nullable Binary[hasBytes ? capacity : 0];
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
    Binary value = bytes[row];
    return value == null ? 0 : value.length();
  }

  /** Writes a value that is bytes. */
  public void writeTo(OutputStream out, int row) throws IOException {
    Binary value = bytes[row];
    if (value != null) {
      value.writeTo(out);
    }
  }

  /** A copy of a value that is bytes. */
  public byte[] copy(int row) {
    Binary value = bytes[row];
    return value == null ? new byte[0] : value.getBytes();
  }

  /** For readers: sets a number. */
  public void set(int row, long number) {
    nulls[row] = false;
    numbers[row] = number;
  }

  /** For readers: sets bytes. */
  public void set(int row, Binary value) {
    nulls[row] = false;
    bytes[row] = value;
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
