package io.understudy.loader.dialect;

import java.util.List;

/**
 * A foreign key.
 *
 * @param table that has it
 * @param columns in their order
 * @param parent table that it refers to
 * @param same whether both tables are in the schema that is loaded
 * @param parentColumns by position
 * @param onUpdate rule, one of {@link java.sql.DatabaseMetaData}'s {@code importedKey…}
 * @param onDelete the same
 */
record ForeignKey(
    String name,
    String table,
    List<String> columns,
    String parent,
    boolean same,
    List<String> parentColumns,
    int onUpdate,
    int onDelete) {
  ForeignKey {
    columns = List.copyOf(columns);
    parentColumns = List.copyOf(parentColumns);
  }

  /** The same with a table in another schema. */
  ForeignKey elsewhere() {
    return new ForeignKey(name, table, columns, parent, false, parentColumns, onUpdate, onDelete);
  }
}
