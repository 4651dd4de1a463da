package io.understudy.files;

import io.understudy.engine.ConfigException;
import io.understudy.engine.propose.TableSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Reads samples of the tables that files belong to. Used by one thread. */
public final class SourceSampler {
  /** More files than this are not looked at. */
  public static final int MOST_FILES = 10_000;

  /** Of a table with more files, some spread evenly are read. */
  private static final int FILES_PER_TABLE = 10;

  private final FormatOptions options;
  private final Optional<String> table;
  private final int rows;
  private final Map<String, List<File>> tables = new TreeMap<>();
  private int files;

  private record File(Supplier<InputObject> input, FileFormat format) {}

  /**
   * @param options what the files' names do not tell
   * @param table of which all files are; empty: {@link TableName} says
   * @param rows about how many rows to read of each table, at least one
   */
  public SourceSampler(FormatOptions options, Optional<String> table, int rows) {
    this.options = options;
    this.table = table;
    this.rows = rows;
  }

  /**
   * Takes note of a file; one that is no data by its name is left out.
   *
   * @param path relative to the source, with {@code /} between names
   * @param input opens it
   * @return whether there can be more
   */
  public boolean add(String path, Supplier<InputObject> input) {
    Optional<FileFormat> format = options.formatOf(path);
    Optional<String> found = TableName.of(path);
    if (format.isPresent() && found.isPresent() && files < MOST_FILES) {
      files++;
      tables
          .computeIfAbsent(table.orElse(found.get()), name -> new ArrayList<>())
          .add(new File(input, format.get()));
    }
    return files < MOST_FILES;
  }

  /**
   * Reads.
   *
   * @return by name; empty if there are no files
   * @throws FileException bad file or storage
   * @throws ConfigException if the names of columns are personal data
   */
  public List<TableSample> read() {
    List<TableSample> samples = new ArrayList<>();
    tables.forEach(
        (name, all) -> {
          int read = Math.min(FILES_PER_TABLE, all.size());
          TableSample sample = new TableSample(name);
          for (int i = 0; i < read; i++) {
            File file = all.get((int) ((long) i * all.size() / read));
            TableSampler.add(
                sample, file.input.get(), file.format, Math.max(1, (rows + read - 1) / read));
          }
          samples.add(sample);
        });
    return samples;
  }
}
