package io.understudy.loader.table;

/**
 * A column of a table that is there.
 *
 * @param name its name
 * @param type as the database writes it, with length or precision
 * @param base internal name of the type, of a domain that of the type below it; of an enum "enum"
 * @param required whether a row must have a value: not null and no default
 * @param generated computed by the database, cannot be loaded
 */
record TargetColumn(String name, String type, String base, boolean required, boolean generated) {}
