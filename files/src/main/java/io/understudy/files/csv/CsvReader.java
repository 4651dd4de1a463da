package io.understudy.files.csv;

import io.understudy.engine.Batch;
import io.understudy.engine.Column;
import io.understudy.engine.ColumnType;
import io.understudy.engine.TableSchema;
import io.understudy.files.FileColumn;
import io.understudy.files.FileFormat;
import io.understudy.files.InputObject;
import io.understudy.files.TableReader;
import io.understudy.files.ValueType;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of a CSV file as text: a field without bytes is null, a pair of quotes the
 * empty text. A batch can be smaller than asked for. Used by one thread.
 */
public final class CsvReader implements TableReader {
  private final CsvFile file;
  private final TableSchema schema;
  private final List<FileColumn> columns;
  private final int[] positions;

  private CsvReader(CsvFile file, TableSchema schema, List<FileColumn> columns, int[] positions) {
    this.file = file;
    this.schema = schema;
    this.columns = List.copyOf(columns);
    this.positions = positions;
  }

  /** All columns in file order; see {@link TableReader#open}. */
  public static TableReader open(String table, InputObject input, FileFormat.Csv format) {
    CsvFile file = CsvFile.open(input, format);
    int[] positions = new int[file.names().size()];
    Arrays.setAll(positions, i -> i);
    List<FileColumn> columns =
        file.names().stream().map(name -> new FileColumn(name, ValueType.TEXT, true)).toList();
    return new CsvReader(file, file.schema(table), columns, positions);
  }

  /** These columns in this order; see {@link TableReader#open}. */
  public static TableReader open(
      String table, InputObject input, FileFormat.Csv format, List<FileColumn> columns) {
    CsvFile file = CsvFile.written(input, format);
    try {
      int[] positions = columns.stream().mapToInt(c -> file.names().indexOf(c.name())).toArray();
      Set<String> asked = new HashSet<>();
      columns.forEach(column -> asked.add(column.name()));
      for (int i = 0; i < file.names().size(); i++) {
        if (!asked.contains(file.names().get(i))) {
          throw file.place().notAColumn(table, i);
        }
      }
      TableSchema schema =
          new TableSchema(
              table, columns.stream().map(c -> new Column(c.name(), ColumnType.TEXT)).toList());
      return new CsvReader(file, schema, columns, positions);
    } catch (Throwable e) {
      file.close();
      throw e;
    }
  }

  @Override
  public TableSchema schema() {
    return schema;
  }

  @Override
  public List<FileColumn> columns() {
    return columns;
  }

  @Override
  public boolean next(Batch batch) {
    RecordScanner records = file.records();
    boolean more = records.next(batch.capacity());
    while (more && records.records() == 0) {
      more = records.next(batch.capacity());
    }
    batch.reset(records.firstRecord(), records.records());
    for (int i = 0; i < positions.length; i++) {
      fill(batch.column(i), records, positions[i]);
    }
    return more;
  }

  /** Decodes one column of the records; position -1: the file does not have it. */
  static void fill(@Nullable Object[] values, RecordScanner records, int position) {
    int count = records.records();
    if (position < 0) {
      Arrays.fill(values, 0, count, null);
      return;
    }
    byte[] bytes = records.bytes();
    int field = position;
    for (int row = 0; row < count; row++) {
      values[row] = CsvFields.text(bytes, records.starts()[field], records.ends()[field]);
      field += records.columns();
    }
  }

  @Override
  public void close() {
    file.close();
  }
}
