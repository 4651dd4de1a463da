package io.understudy.files.text;

import io.understudy.files.FileColumn;
import io.understudy.files.ValueType;

/**
 * The narrowest type that holds every value of a column, found as the values pass. Types are told
 * from the text alone and never so that a text comes back from a database as another value: {@code
 * 007}, {@code +5} and {@code 1E5} (which may be a code) are TEXT. See {@link ValueTexts}.
 */
public final class SeenValues {
  private ValueType type = ValueType.NONE;
  private long values;

  /** A value that is text for all its format knows, such as a CSV field. */
  public void text(byte[] bytes, int from, int to) {
    values++;
    if (type != ValueType.TEXT) {
      type = type.merge(ValueTexts.typeOf(bytes, from, to));
    }
  }

  /** A value that its format calls a string: dates and UUIDs are known, numbers stay TEXT. */
  public void string(byte[] bytes, int from, int to) {
    values++;
    if (type != ValueType.TEXT) {
      ValueType found = ValueTexts.typeOf(bytes, from, to);
      type =
          type.merge(
              switch (found) {
                case BOOLEAN, BIGINT, NUMERIC, DOUBLE -> ValueType.TEXT;
                default -> found;
              });
    }
  }

  /** A value that its format calls a number. */
  public void number(byte[] bytes, int from, int to) {
    values++;
    if (type != ValueType.TEXT) {
      type = type.merge(ValueTexts.typeOfNumber(bytes, from, to));
    }
  }

  /** A value whose type its format tells. */
  public void typed(ValueType found) {
    values++;
    type = type.merge(found);
  }

  /** Values seen; a null is none. */
  public long values() {
    return values;
  }

  /**
   * The column as far as it was seen.
   *
   * @param rows rows of the file: more than there were values, and a null was among them
   */
  public FileColumn column(String name, long rows) {
    return new FileColumn(name, type, values < rows);
  }
}
