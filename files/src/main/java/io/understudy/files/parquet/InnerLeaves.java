package io.understudy.files.parquet;

import io.understudy.engine.Column;
import io.understudy.engine.InnerColumn;
import io.understudy.engine.InnerPath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * The leaves of nested columns under the names that rules have for them: {@code address.street};
 * {@code items.email} for {@code items.list.element.email}; {@code tags} for the elements of a list
 * of texts; {@code attributes.key} and {@code attributes.value} for those of a map. In the order of
 * the schema's leaf columns.
 */
final class InnerLeaves {
  private final List<Found> all = new ArrayList<>();

  /**
   * A leaf.
   *
   * @param parent position of its top-level column
   * @param names the short path
   * @param path the whole path
   * @param place in the column's JSON text
   */
  private record Found(
      int parent, List<String> names, List<String> path, InnerPath place, Type type) {}

  private InnerLeaves() {}

  static List<InnerColumn> of(MessageType schema) {
    InnerLeaves leaves = new InnerLeaves();
    for (int i = 0; i < schema.getFieldCount(); i++) {
      Type field = schema.getType(i);
      if (!ParquetFile.isFlat(field)) {
        leaves.add(new Found(i, List.of(), List.of(), new InnerPath(List.of(), false), field));
      }
    }
    return leaves.named(schema);
  }

  /** By the short path; where that is another one's, too, by the whole. */
  private List<InnerColumn> named(MessageType schema) {
    Set<String> once = new HashSet<>();
    Set<String> twice = new HashSet<>();
    for (Found leaf : all) {
      String name = name(schema, leaf, leaf.names());
      if (!once.add(name)) {
        twice.add(name);
      }
    }
    List<InnerColumn> named = new ArrayList<>();
    for (Found leaf : all) {
      String name = name(schema, leaf, leaf.names());
      named.add(
          new InnerColumn(
              new Column(
                  twice.contains(name) ? name(schema, leaf, leaf.path()) : name,
                  CellType.of(leaf.type().asPrimitiveType()).column()),
              leaf.parent(),
              dotted(leaf.path()),
              leaf.place()));
    }
    return named;
  }

  private static String name(MessageType schema, Found leaf, List<String> path) {
    String parent = schema.getType(leaf.parent()).getName();
    return path.isEmpty() ? parent : parent + "." + dotted(path);
  }

  private static String dotted(List<String> path) {
    return new InnerPath(path, false).dotted();
  }

  private void add(Found at) {
    if (at.type().isPrimitive()) {
      all.add(at);
    } else {
      group(at, at.type().asGroupType(), NestedJson.shape(at.type().asGroupType()));
    }
  }

  private void group(Found at, GroupType group, NestedJson.Shape shape) {
    switch (shape) {
      case STRUCT, ENTRY -> group.getFields().forEach(field -> add(field(at, field)));
      case ELEMENT -> add(within(at, group.getType(0)));
      case LIST -> list(at, group);
      case MAP -> {
        Found entry = within(at, group.getType(0));
        GroupType fields = entry.type().asGroupType();
        add(
            new Found(
                at.parent(),
                more(at.names(), "key"),
                more(entry.path(), fields.getFieldName(0)),
                new InnerPath(at.place().keys(), true),
                fields.getType(0)));
        if (fields.getFieldCount() > 1) {
          add(
              new Found(
                  at.parent(),
                  more(at.names(), "value"),
                  more(entry.path(), fields.getFieldName(1)),
                  new InnerPath(more(at.place().keys(), InnerPath.ANY), false),
                  fields.getType(1)));
        }
      }
    }
  }

  private void list(Found at, GroupType list) {
    Found repeated = within(at, list.getType(0));
    if (repeated.type().isPrimitive()) {
      add(repeated);
      return;
    }
    GroupType group = repeated.type().asGroupType();
    group(
        repeated,
        group,
        NestedJson.isElement(list, group) ? NestedJson.shape(group) : NestedJson.Shape.ELEMENT);
  }

  private static Found field(Found struct, Type field) {
    String name = field.getName();
    return new Found(
        struct.parent(),
        more(struct.names(), name),
        more(struct.path(), name),
        new InnerPath(more(struct.place().keys(), name), struct.place().ofKeys()),
        field);
  }

  /** A level that short paths leave out. */
  private static Found within(Found outer, Type type) {
    return new Found(
        outer.parent(), outer.names(), more(outer.path(), type.getName()), outer.place(), type);
  }

  private static List<String> more(List<String> path, String name) {
    List<String> more = new ArrayList<>(path);
    more.add(name);
    return more;
  }
}
