package io.understudy.loader.load;

import io.understudy.files.FileColumn;
import io.understudy.loader.database.Names;
import io.understudy.loader.database.Session;
import io.understudy.loader.database.Target;
import io.understudy.loader.table.Preparation;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Adds a file's rows to a table, by way of a temporary one; where the table has a row of the same
 * key, its columns get the values of the file's. The temporary table has the table's checks, so
 * that a row that breaks one is found with its number.
 */
final class Upsert {
  private static final String SCHEMA = "pg_temp";
  private static final String TEMPORARY = "understudy_upsert";

  /** Columns that the database lets nobody set in a row that is there. */
  private static final String FIXED =
      "select attname from pg_catalog.pg_attribute"
          + " where attrelid = ?::regclass and attidentity = 'a'";

  /** Of a statement that would change a row twice. */
  private static final String SAME_KEY = "21000";

  private final Target target;
  private final Session session;
  private final Preparation.Prepared table;
  private final List<FileColumn> files;
  private final List<String> columns;

  /**
   * @param table with its key
   * @param files columns of the files
   */
  Upsert(Target target, Session session, Preparation.Prepared table, List<FileColumn> files) {
    this.target = target;
    this.session = session;
    this.table = table;
    this.files = List.copyOf(files);
    this.columns = files.stream().map(FileColumn::name).toList();
  }

  /** Makes the temporary table; the end of the transaction drops it. */
  CopyInto begin() throws SQLException {
    session.execute(
        "create temporary table "
            + Names.quoted(TEMPORARY)
            + " (like "
            + name()
            + " including constraints) on commit drop");
    List<String> others =
        table.types().keySet().stream().filter(column -> !columns.contains(column)).toList();
    if (!others.isEmpty()) {
      // with the checks that are about them
      session.execute(
          others.stream()
              .map(column -> "drop column " + Names.quoted(column))
              .collect(Collectors.joining(", ", "alter table " + temporary() + " ", "")));
    }
    return new CopyInto(
        SCHEMA, new Preparation.Prepared(TEMPORARY, table.types(), List.of()), files, name());
  }

  /**
   * Puts the rows of the temporary table into the table. A row that is there keeps its number in a
   * column that is generated always as identity.
   *
   * @return how many
   */
  long merge(MaskedFile file) throws SQLException {
    List<String> fixed = session.query(FIXED, row -> row.getString(1), name());
    List<String> free = columns.stream().filter(column -> !fixed.contains(column)).toList();
    List<String> set = free.stream().filter(column -> !table.key().contains(column)).toList();
    try {
      return session.update(
          "insert into "
              + name()
              + " ("
              + Names.quoted(columns)
              + ") overriding system value select "
              + Names.quoted(columns)
              + " from "
              + temporary()
              + " on conflict ("
              + Names.quoted(table.key())
              + ") do update set "
              // of a row that is all key nothing changes, but a second one of the file is found
              + (set.isEmpty() ? free : set)
                  .stream()
                      .map(Names::quoted)
                      .map(column -> column + " = excluded." + column)
                      .collect(Collectors.joining(", ")));
    } catch (SQLException e) {
      if (SAME_KEY.equals(e.getSQLState())) {
        throw target.refusal(
            FileLoad.VALUE,
            file.location()
                + ": more than one row has the same key ("
                + Names.quoted(table.key())
                + "); drop the others in the transform, or set load.key to columns that tell its"
                + " rows apart");
      }
      throw target.failure("load " + file.location() + " into " + name(), e);
    }
  }

  private String name() {
    return Names.qualified(target.schema(), table.name());
  }

  private static String temporary() {
    return Names.qualified(SCHEMA, TEMPORARY);
  }
}
