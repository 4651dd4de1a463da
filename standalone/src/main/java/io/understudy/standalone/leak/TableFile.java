package io.understudy.standalone.leak;

import io.understudy.engine.Batch;
import io.understudy.files.FileException;
import io.understudy.files.FileFormat;
import io.understudy.files.FormatOptions;
import io.understudy.files.Location;
import io.understudy.files.ObjectStore;
import io.understudy.files.TableReader;

/**
 * One file of a table.
 *
 * @param options what the pipeline says of the table's files
 */
public record TableFile(String table, Location location, FormatOptions options) {
  private static final int ROWS = 1_024;

  /** Looks at rows. */
  public interface Visitor {
    /**
     * @return whether to go on
     */
    boolean rows(TableReader reader, Batch batch);
  }

  /**
   * Reads the file from its beginning.
   *
   * @throws FileException if it cannot be read
   */
  public void read(ObjectStore store, Visitor visitor) {
    FileFormat format =
        options
            .formatOf(location.key())
            .orElseThrow(
                () ->
                    new FileException.Terminal(
                        location + ": the name does not tell the file's format"));
    try (TableReader reader = TableReader.open(table, store.open(location), format)) {
      Batch batch = new Batch(reader.schema().columns().size(), ROWS);
      boolean more = true;
      while (more && reader.next(batch)) {
        more = visitor.rows(reader, batch);
      }
    }
  }
}
