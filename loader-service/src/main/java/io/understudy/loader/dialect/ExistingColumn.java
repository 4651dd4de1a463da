package io.understudy.loader.dialect;

/**
 * A column of a table that is there.
 *
 * @param jdbcType one of {@link java.sql.Types}
 * @param type its name in the database, without length or precision
 * @param nullable whether it may be null
 * @param required whether a row must have a value: not null and nothing that gives it one
 * @param generated computed by the database, cannot be loaded
 */
record ExistingColumn(
    String name,
    int jdbcType,
    String type,
    boolean nullable,
    boolean required,
    boolean generated) {}
