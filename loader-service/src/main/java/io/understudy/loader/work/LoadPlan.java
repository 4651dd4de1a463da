package io.understudy.loader.work;

import io.understudy.files.FileColumn;
import io.understudy.files.FormatOptions;
import io.understudy.files.Location;
import io.understudy.files.manifest.ManifestWriter;
import io.understudy.loader.ledger.RunKey;
import io.understudy.loader.schema.SchemaRecord;
import io.understudy.loader.swap.LoadedTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the job table says of a run that is loaded.
 *
 * @param target name of its target
 * @param append whether rows are added to the tables that are there
 * @param sink where the masked files are
 * @param tables by their id
 * @param recorded of a run whose source is a database: fetches the form of its tables
 */
record LoadPlan(
    RunKey run,
    String target,
    boolean append,
    LoadOptions options,
    Location sink,
    Map<Long, Table> tables,
    Optional<Supplier<SchemaRecord>> recorded) {

  /**
   * One table of the run.
   *
   * @param target name of the target table
   * @param columns of its masked files, merged
   * @param files to load
   * @param rows that the transforms wrote, without those that the target refused
   */
  record Table(
      String target, FormatOptions format, List<FileColumn> columns, long files, long rows) {}

  /** Where the rows of a masked file go that the target refuses. */
  Location rejects(Location masked) {
    String path = masked.key().substring(sink.key().length());
    return ManifestWriter.folder(sink, run.id()).resolve("rejects/" + path + ".jsonl");
  }

  /** Names of the target tables, each once. */
  List<String> targetTables() {
    return tables.values().stream().map(Table::target).distinct().sorted().toList();
  }

  /** Target tables that something was loaded for, each once, in the order of their names. */
  List<LoadedTable> loaded() {
    return targetTables().stream()
        .map(
            name ->
                new LoadedTable(
                    name,
                    tables.values().stream()
                        .filter(t -> t.target().equals(name))
                        .mapToLong(Table::files)
                        .sum(),
                    tables.values().stream()
                        .filter(t -> t.target().equals(name))
                        .mapToLong(Table::rows)
                        .sum()))
        .filter(table -> table.files() > 0)
        .toList();
  }
}
