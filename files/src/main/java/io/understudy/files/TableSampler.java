package io.understudy.files;

import io.understudy.engine.Batch;
import io.understudy.engine.Column;
import io.understudy.engine.propose.TableSample;
import java.util.List;

/** Reads the first rows of files for a proposal. */
public final class TableSampler {
  private static final int BATCH = 1_024;

  /** What separates fields where it is no comma. */
  private static final String DELIMITERS = ";\t|";

  private TableSampler() {}

  /**
   * Adds a file to a sample. A CSV file whose header has no comma, but another usual delimiter, is
   * read with that one, which is remarked.
   *
   * @param rows about how many rows to read, at least one
   * @throws FileException bad file or storage
   * @throws io.understudy.engine.ConfigException if the names of the columns are personal data
   */
  public static void add(TableSample sample, InputObject input, FileFormat format, int rows) {
    FileFormat found = format;
    if (format instanceof FileFormat.Csv csv) {
      char delimiter = delimiter(sample.table(), input, csv);
      if (delimiter != csv.delimiter()) {
        found = new FileFormat.Csv(delimiter, csv.header(), csv.compression());
        sample.remark(
            "its files need this in the pipeline: csv: { delimiter: \""
                + (delimiter == '\t' ? "\\t" : delimiter)
                + "\" }");
      }
    }
    try (TableReader reader = TableReader.open(sample.table(), input, found)) {
      sample.file(input.name(), reader.schema());
      Batch batch = new Batch(reader.schema().columns().size(), Math.min(BATCH, rows));
      for (int read = 0; read < rows && reader.next(batch); read += batch.size()) {
        sample.add(reader.schema(), batch);
      }
    }
  }

  private static char delimiter(String table, InputObject input, FileFormat.Csv csv) {
    try (TableReader reader = TableReader.open(table, input, csv)) {
      List<Column> columns = reader.schema().columns();
      if (columns.size() == 1 && csv.header()) {
        String header = columns.getFirst().name();
        for (char each : DELIMITERS.toCharArray()) {
          if (header.indexOf(each) > 0) {
            return each;
          }
        }
      }
      return csv.delimiter();
    }
  }
}
