package io.understudy.loader.mariadb;

import io.understudy.loader.database.Session;
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
 * @param onUpdate rule, as MariaDB writes it
 * @param onDelete the same
 */
record Reference(
    String name,
    String child,
    String parent,
    List<String> columns,
    List<String> keys,
    String onUpdate,
    String onDelete) {
  private static final String ALL =
      """
      select r.constraint_name, r.table_name, r.referenced_table_name, k.column_name,
             k.referenced_column_name, r.update_rule, r.delete_rule
      from information_schema.referential_constraints r
      join information_schema.key_column_usage k
        on k.constraint_schema = r.constraint_schema and k.constraint_name = r.constraint_name
        and k.table_name = r.table_name
      where r.constraint_schema = database() and r.unique_constraint_schema = database()
        and k.referenced_column_name is not null
      order by r.table_name, r.constraint_name, k.ordinal_position
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
                    List.of(row.getString(5)),
                    row.getString(6),
                    row.getString(7)))) {
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
    return new Reference(name, child, parent, allColumns, allKeys, onUpdate, onDelete);
  }
}
