package io.understudy.engine.propose;

import io.understudy.engine.Batch;
import io.understudy.engine.Column;
import io.understudy.engine.ConfigException;
import io.understudy.engine.TableSchema;
import io.understudy.engine.TransformConfig;
import io.understudy.engine.key.Keyring;
import io.understudy.engine.key.SecretKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Some rows of one table's files. Memory is bounded by the number of columns, whatever is added.
 * Used by one thread; its text holds no value.
 */
public final class TableSample {
  /** For the check of headers, which makes no fakes. */
  private static final Keyring NO_KEYS =
      Keyring.of(Map.of("none", new SecretKey(new byte[16])), "none");

  private final String table;
  private final Map<String, ColumnSample> columns = new LinkedHashMap<>();
  private final List<String> remarks = new ArrayList<>();
  private int files;

  /**
   * @param table its name, as in the pipeline
   */
  public TableSample(String table) {
    this.table = table;
  }

  /**
   * Starts a file.
   *
   * @param source what to call the file in problems
   * @param schema its columns
   * @throws ConfigException if their names are personal data: then they are no header, and cannot
   *     be written into a config
   */
  public void file(String source, TableSchema schema) {
    TransformConfig.parse(source, "globals: { coverage: open }\nsteps: []")
        .compile(schema, NO_KEYS);
    files++;
    for (Column column : schema.columns()) {
      columns
          .computeIfAbsent(column.name(), name -> new ColumnSample(name, column.type()))
          .inFile(column.type());
    }
  }

  /**
   * Adds rows.
   *
   * @param schema of the file, which was started
   */
  public void add(TableSchema schema, Batch batch) {
    for (int i = 0; i < schema.columns().size(); i++) {
      ColumnSample sample = columns.get(schema.columns().get(i).name());
      if (sample == null) {
        throw new IllegalArgumentException("rows of a file that was not started");
      }
      for (int row = 0; row < batch.size(); row++) {
        sample.add(batch.column(i)[row]);
      }
    }
  }

  /**
   * Adds something to know about the table, which is written above its config.
   *
   * @param text one line, without a value of a row
   */
  public void remark(String text) {
    if (!remarks.contains(text)) {
      remarks.add(text);
    }
  }

  /** Its name. */
  public String table() {
    return table;
  }

  List<String> remarks() {
    return List.copyOf(remarks);
  }

  List<ColumnSample> columns() {
    return List.copyOf(columns.values());
  }

  /** Whether all files have the column. */
  boolean isEverywhere(ColumnSample column) {
    return column.files() == files;
  }

  @Override
  public String toString() {
    return "TableSample[" + table + "]";
  }
}
