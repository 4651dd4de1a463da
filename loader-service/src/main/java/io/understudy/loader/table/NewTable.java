package io.understudy.loader.table;

import io.understudy.files.FileColumn;
import io.understudy.loader.database.Names;
import io.understudy.loader.database.Session;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A table that is made because the target does not have it. */
public final class NewTable {
  private NewTable() {}

  /**
   * The statement that would make it, with its name in the end: a table that is replaced is made
   * under another one.
   *
   * @return empty if something of that name is there
   */
  public static Optional<String> ifAbsent(
      Session session, String schema, String table, List<FileColumn> columns, List<String> key)
      throws SQLException {
    return TargetTable.find(session, schema, table).isPresent()
        ? Optional.empty()
        : Optional.of(ddl(schema, table, columns, key));
  }

  /**
   * The statement that makes it; one column per line.
   *
   * @param columns of the masked files, merged
   * @param key its primary key; empty: none
   */
  static String ddl(String schema, String table, List<FileColumn> columns, List<String> key) {
    Stream<String> types =
        columns.stream().map(column -> Names.quoted(column.name()) + " " + SqlTypes.of(column));
    Stream<String> keys =
        key.isEmpty() ? Stream.of() : Stream.of("primary key (" + Names.quoted(key) + ")");
    return Stream.concat(types, keys)
        .collect(
            Collectors.joining(
                ",\n  ", "create table " + Names.qualified(schema, table) + " (\n  ", "\n)"));
  }
}
