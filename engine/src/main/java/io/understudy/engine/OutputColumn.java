package io.understudy.engine;

import java.util.Objects;

/**
 * A column that is written.
 *
 * @param name under which it is written; unique among the output's columns
 * @param type of its values
 * @param source its column in a batch; one behind the schema's columns was added by the config
 */
public record OutputColumn(String name, ColumnType type, int source) {
  public OutputColumn {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    if (source < 0) {
      throw new IllegalArgumentException("column " + source + " of a batch");
    }
  }
}
