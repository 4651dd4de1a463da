package io.understudy.files;

import io.understudy.engine.Batch;
import io.understudy.engine.TableSchema;
import java.util.List;

/**
 * Reads a file's rows as typed values, batch by batch: parquet by its types, CSV as text (an
 * unquoted empty field is null), JSONL by JSON type (an absent key is null; a column whose lines
 * differ in type, and objects and arrays, as their JSON text). For loading, previews and checks.
 */
public interface TableReader extends AutoCloseable {

  /**
   * Opens a file and reads its schema (parquet: footer; CSV: header; JSONL: the keys of the first
   * lines).
   *
   * @throws FileException bad file or storage
   */
  static TableReader open(String table, InputObject input, FileFormat format) {
    throw new FileException.Terminal(input.name());
  }

  /**
   * As {@link #open(String, InputObject, FileFormat)}, with the columns known: these and no others
   * are read, by name, in this order; one that the file does not have is null in every row. A
   * column of the file that is not among them is an error (its values would be lost).
   */
  static TableReader open(
      String table, InputObject input, FileFormat format, List<FileColumn> columns) {
    throw new FileException.Terminal(input.name());
  }

  /** The file's columns; nested columns have type NESTED and are read as their JSON text. */
  TableSchema schema();

  /** Declared types (parquet), or what the schema alone tells (CSV and JSONL: TEXT). */
  List<FileColumn> columns();

  /**
   * Fills the next batch; all columns.
   *
   * @return false when there are no more rows (the batch is then empty)
   */
  boolean next(Batch batch);

  @Override
  void close();
}
