package io.understudy.files.jsonl;

import io.understudy.engine.ColumnType;
import io.understudy.files.text.ValueTexts;

/** What the values of a key were so far. */
enum Kind {
  /** Nothing but null. */
  NONE,
  /** Whole numbers of at most 64 bit. */
  INTEGER,
  /** Numbers, of a size that can be written without exponent. */
  DECIMAL,
  BOOLEAN,
  /** Strings, or values of several types. */
  TEXT,
  /** Objects or arrays, at least one. */
  NESTED;

  private static final int SURELY_LONG = 18;

  /** The kind of the value of these bytes; {@code integer} if it is a number without fraction. */
  static Kind of(byte[] bytes, int start, int end, boolean integer) {
    return switch (bytes[start]) {
      case '"' -> TEXT;
      case '{', '[' -> NESTED;
      case 't', 'f' -> BOOLEAN;
      case 'n' -> NONE;
      default -> {
        if (integer && end - start <= SURELY_LONG && bytes[start] != '-') {
          yield INTEGER;
        }
        yield switch (ValueTexts.typeOfNumber(bytes, start, end)) {
          case BIGINT -> INTEGER;
          case NUMERIC, DOUBLE -> DECIMAL;
          default -> TEXT; // kept digit for digit: an exponent could make it fill the memory
        };
      }
    };
  }

  /** The kind of both. */
  Kind with(Kind other) {
    if (this == other || other == NONE) {
      return this;
    }
    if (this == NONE) {
      return other;
    }
    if (this == NESTED || other == NESTED) {
      return NESTED;
    }
    return isNumber() && other.isNumber() ? DECIMAL : TEXT;
  }

  private boolean isNumber() {
    return this == INTEGER || this == DECIMAL;
  }

  /** How rules see such a column. */
  ColumnType type() {
    return switch (this) {
      case INTEGER -> ColumnType.INTEGER;
      case DECIMAL -> ColumnType.DECIMAL;
      case BOOLEAN -> ColumnType.BOOLEAN;
      case NESTED -> ColumnType.NESTED;
      case NONE, TEXT -> ColumnType.TEXT;
    };
  }
}
