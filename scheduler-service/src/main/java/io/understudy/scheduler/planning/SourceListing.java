package io.understudy.scheduler.planning;

import io.understudy.files.ObjectStore;
import io.understudy.files.ObjectStore.Listed;
import io.understudy.scheduler.pipeline.Pipeline;
import io.understudy.scheduler.planning.TableSorting.Into;
import io.understudy.scheduler.planning.TableSorting.Refused;
import io.understudy.scheduler.planning.TableSorting.Skipped;
import io.understudy.scheduler.planning.TableSorting.Sorted;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Walks the source once and says what is in it and what is wrong with it. */
public final class SourceListing {
  private static final int MOST_PROBLEMS = 20;
  private static final int MOST_NAMES = 10;
  private static final int MOST_TABLES = 10_000;

  private final ObjectStore store;

  public SourceListing(ObjectStore store) {
    this.store = store;
  }

  /** Something that keeps a run from starting. {@code table} is "" if it is of no table. */
  public record PlanProblem(String code, String table, String message, String remedy) {

    /** Message and remedy. */
    public String words() {
      return remedy.isEmpty() ? message : message + "; " + remedy;
    }
  }

  /** What is told each file that has a table. */
  public interface Files {
    void add(Listed file, Into into);
  }

  /**
   * Lists the whole source, page by page.
   *
   * @param goOn asked for each file; false stops the walk
   * @return what keeps the run from starting, empty if nothing
   * @throws io.understudy.files.FileException if the source cannot be listed
   */
  public List<PlanProblem> walk(Pipeline pipeline, Files files, BooleanSupplier goOn) {
    TableSorting sorting = new TableSorting(pipeline);
    List<PlanProblem> problems = new ArrayList<>();
    List<String> skipped = new ArrayList<>();
    Set<String> found = new HashSet<>();
    WrittenPaths written = new WrittenPaths();
    long refused = 0;
    Iterator<Listed> listing = store.list(pipeline.source());
    while (listing.hasNext() && goOn.getAsBoolean()) {
      Listed file = listing.next();
      Sorted sorted = written.check(sorting.sort(file));
      switch (sorted) {
        case Into into -> {
          if (found.add(into.table()) && found.size() > MOST_TABLES) {
            problems.add(tooMany(pipeline));
            return problems;
          }
          files.add(file, into);
        }
        case Refused no -> {
          found.addAll(no.tables());
          refused++;
          if (refused <= MOST_PROBLEMS) {
            problems.add(new PlanProblem("file", no.tables().get(0), no.message(), no.remedy()));
          }
        }
        case Skipped no -> {
          if (skipped.size() < MOST_NAMES) {
            skipped.add(file.location().key());
          }
        }
      }
    }
    if (refused > MOST_PROBLEMS) {
      problems.add(
          new PlanProblem("file", "", (refused - MOST_PROBLEMS) + " more files like these", ""));
    }
    problems.addAll(absent(pipeline, found, skipped));
    return problems;
  }

  private static PlanProblem tooMany(Pipeline pipeline) {
    return new PlanProblem(
        "too-many-tables",
        "",
        "more than " + MOST_TABLES + " folders with files are under " + pipeline.source(),
        "name the tables and their files with tables:");
  }

  private static List<PlanProblem> absent(
      Pipeline pipeline, Set<String> found, List<String> skipped) {
    if (pipeline.tables().isEmpty()) {
      return found.isEmpty()
          ? List.of(
              new PlanProblem(
                  "no-files",
                  "",
                  "no .parquet, .csv, .tsv, .jsonl or .ndjson file is under "
                      + pipeline.source()
                      + (skipped.isEmpty() ? "" : ", only " + String.join(", ", skipped)),
                  "check source:, or name the files with tables: and format:"))
          : List.of();
    }
    return pipeline.tables().stream()
        .filter(table -> !found.contains(table.name()))
        .map(
            table ->
                new PlanProblem(
                    "no-files",
                    table.name(),
                    "no file under "
                        + pipeline.source()
                        + " matches "
                        + table.files().stream()
                            .map(Object::toString)
                            .collect(Collectors.joining(" or ")),
                    "patterns are relative to the source, case matters, ** crosses folders"))
        .toList();
  }
}
