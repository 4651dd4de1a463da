package io.understudy.files.parquet;

import io.understudy.engine.Batch;
import io.understudy.engine.TableSchema;
import io.understudy.files.FileColumn;
import io.understudy.files.FileException;
import io.understudy.files.InputObject;
import io.understudy.files.TableReader;
import java.util.List;

/** Reads the rows of a parquet file, batch by batch. Used by one thread. */
public final class ParquetReader implements TableReader {
  private ParquetReader() {}

  /** All columns in file order; see {@link TableReader#open}. */
  public static TableReader open(String table, InputObject input) {
    throw new FileException.Terminal(input.name());
  }

  /** These columns in this order; see {@link TableReader#open}. */
  public static TableReader open(String table, InputObject input, List<FileColumn> columns) {
    throw new FileException.Terminal(input.name());
  }

  @Override
  public TableSchema schema() {
    throw new FileException.Terminal("schema");
  }

  @Override
  public List<FileColumn> columns() {
    throw new FileException.Terminal("columns");
  }

  @Override
  public boolean next(Batch batch) {
    throw new FileException.Terminal("next");
  }

  @Override
  public void close() {}
}
