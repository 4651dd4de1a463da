package io.understudy.files;

/**
 * A column of a parquet file as it is stored.
 *
 * @param precision digits of a DECIMAL, 1 to 38; else 0
 * @param scale how many of them are behind the point; else 0
 * @param nullable whether a row may have no value
 */
public record ParquetColumn(String name, Kind kind, int precision, int scale, boolean nullable) {
  private static final int MOST_DIGITS = 38;
  private static final int LONG_DIGITS = 18;

  /** How a value is stored, and what it means. */
  public enum Kind {
    BOOLEAN,
    /** 32 bit. */
    INTEGER,
    /** 64 bit. */
    LONG,
    /** 32 bit. */
    FLOAT,
    /** 64 bit. */
    DOUBLE,
    /** 64 bit; from 19 digits on, bytes in two's complement, the first one highest. */
    DECIMAL,
    /** 32 bit, days since 1970-01-01. */
    DATE,
    /** 64 bit, microseconds since midnight. */
    TIME,
    /** 64 bit, microseconds since 1970-01-01 in no zone. */
    TIMESTAMP,
    /** 64 bit, microseconds since 1970-01-01 UTC. */
    TIMESTAMPTZ,
    /** 16 bytes. */
    UUID,
    BYTES,
    /** UTF-8. */
    TEXT,
    /** UTF-8. */
    JSON
  }

  public ParquetColumn {
    boolean decimal = kind == Kind.DECIMAL;
    if (decimal != (precision > 0) || precision > MOST_DIGITS || scale < 0 || scale > precision) {
      throw new IllegalArgumentException(
          "column " + name + ": " + kind + "(" + precision + ", " + scale + ") is no type");
    }
  }

  /** One that is no DECIMAL. */
  public static ParquetColumn of(String name, Kind kind, boolean nullable) {
    return new ParquetColumn(name, kind, 0, 0, nullable);
  }

  /** A DECIMAL whose values fit 64 bits. */
  public boolean isShortDecimal() {
    return kind == Kind.DECIMAL && precision <= LONG_DIGITS;
  }
}
