package io.understudy.engine;

import java.util.List;

/**
 * The columns of one file, in file order, under the name of the table they belong to.
 *
 * @param table name of the table, as in the pipeline
 * @param columns in file order
 * @param inner what is in the nested ones, where the file's schema tells it; of a nested column
 *     that has none here only the values tell
 */
public record TableSchema(String table, List<Column> columns, List<InnerColumn> inner) {
  public TableSchema {
    columns = List.copyOf(columns);
    inner = List.copyOf(inner);
  }

  /** Without nested columns, or without knowing what is in them. */
  public TableSchema(String table, List<Column> columns) {
    this(table, columns, List.of());
  }

  /** Position of the column of this name, or -1. Names are case-sensitive. */
  public int indexOf(String name) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }
}
