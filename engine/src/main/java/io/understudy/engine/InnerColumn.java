package io.understudy.engine;

import java.util.Objects;

/**
 * One kind of value inside of a nested column, as the file's schema tells it: a field of a struct,
 * the elements of a list, the keys or values of a map.
 *
 * @param column its short name, a dotted path that begins with the nested column's name, and type
 * @param parent position of the nested column in the schema
 * @param path the whole dotted path below the nested column, as the file's format has it
 * @param place where it is in the column's JSON text
 */
public record InnerColumn(Column column, int parent, String path, InnerPath place) {
  public InnerColumn {
    Objects.requireNonNull(column, "column");
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(place, "place");
  }
}
