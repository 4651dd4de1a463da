package io.understudy.files;

import io.understudy.engine.Batch;
import io.understudy.engine.TableData;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Reads a file once more for what a config asks about the whole of it. Ends early if a column has
 * too many values.
 *
 * @param table name of the table the file belongs to
 * @param input opens the file
 */
public record DistinctValues(String table, Supplier<InputObject> input, FileFormat format)
    implements TableData {
  private static final int BATCH_ROWS = 1024;

  /**
   * {@inheritDoc}
   *
   * @throws FileException bad file or storage
   */
  @Override
  public List<Object> distinct(String column) {
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
