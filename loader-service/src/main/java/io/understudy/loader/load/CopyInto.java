package io.understudy.loader.load;

import io.understudy.files.FileColumn;
import io.understudy.loader.database.Names;
import io.understudy.loader.table.Preparation;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.postgresql.copy.CopyIn;

/**
 * Where a {@code COPY} goes.
 *
 * @param table and the types of its columns
 * @param files the columns that are copied
 * @param shown what messages call the table
 */
record CopyInto(String schema, Preparation.Prepared table, List<FileColumn> files, String shown) {
  private static final Logger LOG = Logger.getLogger(CopyInto.class);

  CopyInto {
    files = List.copyOf(files);
  }

  CopyInto(String schema, Preparation.Prepared table, List<FileColumn> files) {
    this(schema, table, files, Names.qualified(schema, table.name()));
  }

  /** Names of the columns. */
  List<String> columns() {
    return files.stream().map(FileColumn::name).toList();
  }

  String binary() {
    return sql("(format binary)");
  }

  String text() {
    return sql("(format text, encoding 'UTF8')");
  }

  private String sql(String format) {
    return columns().stream()
        .map(Names::quoted)
        .collect(
            Collectors.joining(
                ", ",
                "copy " + Names.qualified(schema, table.name()) + " (",
                ") from stdin " + format));
  }

  /** Internal names of the types of the columns. */
  List<String> types() {
    return columns().stream().map(table.types()::get).toList();
  }

  /** How the values of each column are written as text. */
  List<CopyText.Form> forms() {
    return files.stream()
        .map(column -> CopyText.Form.of(table.types().getOrDefault(column.name(), ""), column))
        .toList();
  }

  /** Ends a {@code COPY} that has not come to its end; nothing of it is stored. */
  static void cancel(CopyIn copy) {
    if (!copy.isActive()) {
      return;
    }
    try {
      copy.cancelCopy();
    } catch (SQLException e) {
      // the connection is broken, so the database rolls back by itself; the first error counts
      LOG.debugf("a COPY could not be cancelled (SQLState %s)", e.getSQLState());
    }
  }
}
