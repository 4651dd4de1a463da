package io.understudy.engine;

import java.util.Objects;

/**
 * One column of a table.
 *
 * @param name as in the file; not empty
 * @param type how its values appear in a batch
 */
public record Column(String name, ColumnType type) {
  public Column {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
  }
}
