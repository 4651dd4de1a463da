package io.understudy.scheduler.planning;

import io.understudy.files.FileFormat;
import io.understudy.files.FormatOptions;
import io.understudy.files.ObjectStore.Listed;
import io.understudy.files.TableName;
import io.understudy.files.manifest.ManifestWriter;
import io.understudy.scheduler.pipeline.Pipeline;
import io.understudy.scheduler.pipeline.Pipeline.Table;
import java.util.List;
import java.util.Optional;

/**
 * To which table each file of the source belongs. With {@code tables:}, by their patterns. Without,
 * as {@link TableName} says.
 */
public final class TableSorting {
  private static final String EMPTY_FOLDER = "_$folder$";

  private final Pipeline pipeline;

  public TableSorting(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  /** What becomes of a file. */
  public sealed interface Sorted {}

  /**
   * It is read.
   *
   * @param path relative to source and sink
   */
  public record Into(String table, FormatOptions options, FileFormat format, String path)
      implements Sorted {}

  /** It is not data, or of no table. */
  public record Skipped() implements Sorted {}

  /**
   * The run cannot start.
   *
   * @param tables those whose patterns match the file, at least one
   */
  public record Refused(List<String> tables, String message, String remedy) implements Sorted {
    public Refused {
      tables = List.copyOf(tables);
    }
  }

  /** Sorts one file of the source. */
  public Sorted sort(Listed file) {
    String path = file.location().key().substring(pipeline.source().key().length());
    if (path.isEmpty() || path.endsWith("/") || (file.size() == 0 && path.endsWith(EMPTY_FOLDER))) {
      return new Skipped();
    }
    if (path.startsWith(ManifestWriter.FOLDER) || path.contains("/" + ManifestWriter.FOLDER)) {
      return new Skipped(); // the records of runs that had this source as their sink
    }
    return pipeline.tables().isEmpty() ? byFolder(path) : byPattern(path);
  }

  private Sorted byPattern(String path) {
    List<Table> matching =
        pipeline.tables().stream()
            .filter(table -> table.files().stream().anyMatch(glob -> glob.matches(path)))
            .toList();
    if (matching.isEmpty()) {
      return new Skipped();
    }
    Table table = matching.get(0);
    List<String> names = matching.stream().map(Table::name).toList();
    if (matching.size() > 1) {
      return new Refused(
          names,
          path + " is matched by the tables " + String.join(" and ", names),
          "narrow the patterns under files:");
    }
    Optional<FileFormat> format = table.format().formatOf(path);
    return format.isPresent()
        ? new Into(table.name(), table.format(), format.get(), path)
        : new Refused(
            names,
            path + " is not a .parquet, .csv, .tsv, .jsonl or .ndjson file by its name",
            "say format: csv, jsonl or parquet for the table, or narrow its files:");
  }

  private static Sorted byFolder(String path) {
    Optional<String> table = TableName.of(path);
    Optional<FileFormat> format = FileFormat.ofName(path);
    return table.isEmpty() || format.isEmpty()
        ? new Skipped()
        : new Into(table.get(), FormatOptions.BY_NAME, format.get(), path);
  }
}
