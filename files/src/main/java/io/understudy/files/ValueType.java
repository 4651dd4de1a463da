package io.understudy.files;

/**
 * The narrowest SQL-like type that holds every value seen in a column: declared by parquet,
 * inferred over every value for CSV and JSONL. {@link #merge} is the type that holds both.
 */
public enum ValueType {
  /** No value seen but null. */
  NONE,
  BOOLEAN,
  /** Whole number of at most 64 bit, in its canonical text (no leading zero or plus). */
  BIGINT,
  /** Decimal number of any size; with an exponent only next to others without one. */
  NUMERIC,
  DOUBLE,
  /** ISO 8601, {@code 2026-01-31}. */
  DATE,
  TIME,
  /** ISO 8601 without zone. */
  TIMESTAMP,
  /** ISO 8601 with zone or offset. */
  TIMESTAMPTZ,
  UUID,
  BYTES,
  /** An object or array; a JSON value. */
  JSON,
  TEXT;

  /** The narrowest type that holds the values of both. */
  public ValueType merge(ValueType other) {
    if (this == other || other == NONE) {
      return this;
    }
    if (this == NONE) {
      return other;
    }
    ValueType low = ordinal() < other.ordinal() ? this : other;
    ValueType high = low == this ? other : this;
    return switch (low) {
      // not DOUBLE, which would change the digits of a large number
      case BIGINT -> high == NUMERIC || high == DOUBLE ? NUMERIC : TEXT;
      case NUMERIC -> high == DOUBLE ? NUMERIC : TEXT;
      case DATE -> high == TIMESTAMP ? TIMESTAMP : TEXT;
      default -> TEXT;
    };
  }
}
