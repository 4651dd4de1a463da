package io.understudy.loader.dialect;

import java.util.Set;

/**
 * A column of a table that is there.
 *
 * @param jdbcType one of {@link java.sql.Types}
 * @param type its name in the database, without length or precision
 * @param size most characters of a text, or digits of a decimal
 * @param scale most digits of a decimal after the point
 * @param numerals of a type that lists its values: those that are only digits
 * @param nullable whether it may be null
 * @param required whether a row must have a value: not null and nothing that gives it one
 * @param generated computed by the database, cannot be loaded
 */
record ExistingColumn(
    String name,
    int jdbcType,
    String type,
    int size,
    int scale,
    Set<String> numerals,
    boolean nullable,
    boolean required,
    boolean generated) {
  ExistingColumn {
    numerals = Set.copyOf(numerals);
  }
}
