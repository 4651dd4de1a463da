package io.understudy.scheduler.pipeline;

import io.understudy.engine.ConfigException;
import io.understudy.files.FormatOptions;
import io.understudy.files.Location;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What to read, what to do with it, where to put it.
 *
 * @param name {@code [a-z0-9-]+}
 * @param extraction the database that is read, if one is; its files go to {@code source}
 * @param source prefix that is read; ends with a slash unless it is the whole bucket
 * @param sink prefix that is written, under the same relative paths; neither inside the source nor
 *     around it
 * @param transform the transform config as YAML text; inline configs keep the lines and columns
 *     that they have in the pipeline
 * @param keyId key that the transform config names, empty: the default key
 * @param tables in written order; empty: one table per folder under the source
 * @param load where the masked files are loaded to, if anywhere
 * @param parallelism most workers at a time, 1 to 10,000; empty: as many as the installation has
 * @param workers what they are to be like
 */
public record Pipeline(
    String name,
    Optional<Extraction> extraction,
    Location source,
    Location sink,
    String transform,
    Optional<String> keyId,
    List<Table> tables,
    Optional<Load> load,
    OptionalInt parallelism,
    Workers workers) {
  /** What problems call the document. */
  public static final String DOCUMENT = "pipeline";

  public Pipeline {
    tables = List.copyOf(tables);
  }

  /**
   * Reads a new pipeline from YAML or JSON text.
   *
   * @param classes that its workers may be of
   * @throws ConfigException with every problem, those of the transform config included, in the
   *     order of the document
   */
  public static Pipeline parse(String text, WorkerClasses classes) {
    return new PipelineReader(text, classes).read();
  }

  /**
   * Reads a pipeline that was accepted before; its worker class may be gone since.
   *
   * @throws ConfigException as for a new one
   */
  public static Pipeline parse(String text) {
    return new PipelineReader(text, null).read();
  }

  /** Name of the target table for a table of the pipeline; only if there is a load. */
  public Optional<String> targetOf(String table) {
    if (load.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        tables.stream()
            .filter(each -> each.name().equals(table))
            .findFirst()
            .flatMap(Table::target)
            .orElse(table));
  }

  /**
   * One table: which files, how to read them, where they go.
   *
   * @param files at least one; a file belongs to the table if any matches
   * @param target name in the target if it differs
   */
  public record Table(
      String name, List<FileGlob> files, FormatOptions format, Optional<String> target) {
    public Table {
      files = List.copyOf(files);
    }
  }
}
