package io.understudy.engine;

/** The type of a column as rules see it, and the Java class that its values have in a batch. */
public enum ColumnType {
  /** {@link String}. */
  TEXT,
  /** {@link Long}. */
  INTEGER,
  /** {@link java.math.BigDecimal}. */
  DECIMAL,
  /** {@link Double}. */
  FLOAT,
  /** {@link Boolean}. */
  BOOLEAN,
  /** {@link java.time.LocalDate}. */
  DATE,
  /** {@link java.time.LocalTime}. */
  TIME,
  /** {@link java.time.LocalDateTime}: a wall-clock time without a zone. */
  TIMESTAMP,
  /** {@link java.time.Instant}: a point in time. */
  INSTANT,
  /** {@code byte[]}; rules other than {@code hash} cannot name it. */
  BINARY,
  /**
   * {@link String}, its JSON text: a struct, list or map. A rule can change what is in it, not the
   * whole.
   */
  NESTED
}
