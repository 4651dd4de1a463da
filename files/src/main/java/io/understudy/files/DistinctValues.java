package io.understudy.files;

import io.understudy.engine.Batch;
import io.understudy.engine.TableData;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Reads a file once more for what a config asks about the whole of it, and remembers the answer: a
 * JSONL file's plan is made again when a key is new. Ends early if a column has too many values.
 * Used by one thread.
 */
public final class DistinctValues implements TableData {
  private static final int BATCH_ROWS = 1024;

  private final String table;
  private final Supplier<InputObject> input;
  private final FileFormat format;
  private final Map<String, List<Object>> known = new HashMap<>();

  /**
   * @param table name of the table the file belongs to
   * @param input opens the file
   */
  public DistinctValues(String table, Supplier<InputObject> input, FileFormat format) {
    this.table = table;
    this.input = input;
    this.format = format;
  }

  /**
   * {@inheritDoc}
   *
   * @throws FileException bad file or storage
   */
  @Override
  public List<Object> distinct(String column) {
    return known.computeIfAbsent(column, this::read);
  }

  private List<Object> read(String column) {
    Set<Object> values = new LinkedHashSet<>();
    try (TableReader reader = TableReader.open(table, input.get(), format)) {
      int at = reader.schema().indexOf(column);
      Batch batch = new Batch(reader.schema().columns().size(), BATCH_ROWS);
      while (at >= 0 && values.size() <= MOST_DISTINCT && reader.next(batch)) {
        for (int row = 0; row < batch.size(); row++) {
          Object value = batch.column(at)[row];
          if (value != null) {
            values.add(value);
          }
        }
      }
    }
    return List.copyOf(values);
  }
}
