package io.understudy.files;

import io.understudy.engine.Batch;
import io.understudy.engine.TableSchema;
import io.understudy.files.csv.CsvReader;
import io.understudy.files.jsonl.JsonLinesReader;
import io.understudy.files.parquet.ParquetReader;
import java.util.List;

/**
 * Reads a file's rows as typed values, batch by batch: parquet by its types, CSV as text (an
 * unquoted empty field is null), JSONL by JSON type (an absent key is null; objects and arrays as
 * their JSON text; in a column whose lines differ in type a string is its content, any other value
 * its JSON text). For loading, previews and checks.
 */
public interface TableReader extends AutoCloseable {

  /**
   * Opens a file and reads its schema (parquet: footer; CSV: header; JSONL: the keys of the first
   * lines).
   *
   * @throws FileException bad file or storage
   */
  static TableReader open(String table, InputObject input, FileFormat format) {
    return switch (format) {
      case FileFormat.Csv csv -> CsvReader.open(table, input, csv);
      case FileFormat.JsonLines lines -> JsonLinesReader.open(table, input, lines);
      case FileFormat.Parquet parquet -> ParquetReader.open(table, input);
    };
  }

  /**
   * As {@link #open(String, InputObject, FileFormat)}, with the columns known: these and no others
   * are read, by name, in this order; one that the file does not have is null in every row. A
   * column of the file that is not among them is an error (its values would be lost).
   */
  static TableReader open(
      String table, InputObject input, FileFormat format, List<FileColumn> columns) {
    return switch (format) {
      case FileFormat.Csv csv -> CsvReader.open(table, input, csv, columns);
      case FileFormat.JsonLines lines -> JsonLinesReader.open(table, input, lines, columns);
      case FileFormat.Parquet parquet -> ParquetReader.open(table, input, columns);
    };
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
