package io.understudy.loader.load;

import io.understudy.files.FileColumn;
import io.understudy.loader.database.Names;
import io.understudy.loader.table.Preparation;
import java.util.List;

/**
 * Where a {@code COPY} goes.
 *
 * @param table and the types of its columns
 * @param files the columns that are copied
 * @param shown what messages call the table
 */
record CopyInto(String schema, Preparation.Prepared table, List<FileColumn> files, String shown) {
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
    return "copy "
        + Names.qualified(schema, table.name())
        + " ("
        + Names.quoted(columns())
        + ") from stdin "
        + format;
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
}
