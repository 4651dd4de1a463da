package io.understudy.loader.mariadb;

import io.understudy.loader.database.Session;
import io.understudy.loader.extract.Links;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A foreign key within the schema.
 *
 * @param child table that has it
 * @param parent table that it refers to
 * @param columns of the child
 * @param keys of the parent, in the same order
 */
record Reference(String name, String child, String parent, List<String> columns, List<String> keys)
    implements Links.Link {
  // Not referential_constraints, which a role that may only read does not see.
  private static final String ALL =
      """
      select constraint_name, table_name, referenced_table_name, column_name,
             referenced_column_name
      from information_schema.key_column_usage
      where table_schema = database() and referenced_table_schema = database()
        and referenced_column_name is not null
      order by table_name, constraint_name, ordinal_position
      """;

  Reference {
    columns = List.copyOf(columns);
    keys = List.copyOf(keys);
  }

  static List<Reference> of(Session session) throws SQLException {
    List<Reference> all = new ArrayList<>();
    for (Reference one :
        session.query(
            ALL,
            row ->
                new Reference(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    List.of(row.getString(4)),
                    List.of(row.getString(5))))) {
      if (!all.isEmpty() && all.getLast().isSame(one)) {
        all.add(all.removeLast().joined(one));
      } else {
        all.add(one);
      }
    }
    return all;
  }

  private boolean isSame(Reference other) {
    return name.equals(other.name) && child.equals(other.child);
  }

  private Reference joined(Reference next) {
    List<String> allColumns = new ArrayList<>(columns);
    allColumns.addAll(next.columns);
    List<String> allKeys = new ArrayList<>(keys);
    allKeys.addAll(next.keys);
    return new Reference(name, child, parent, allColumns, allKeys);
  }
}
