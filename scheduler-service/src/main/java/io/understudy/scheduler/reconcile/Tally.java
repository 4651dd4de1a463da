package io.understudy.scheduler.reconcile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.understudy.files.Location;
import io.understudy.files.manifest.ManifestWriter;
import io.understudy.jobtable.Run;
import io.understudy.jobtable.RunTable;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** How far a run is, over its tables, and in words what went wrong. */
final class Tally {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Run run;
  private final List<RunTable> tables;

  Tally(Run run, List<RunTable> tables) {
    this.run = run;
    this.tables = List.copyOf(tables);
  }

  /** Message of the problem of this code that the run itself has, if it has. */
  static Optional<String> problem(Run run, String code) {
    for (JsonNode problem : problems(run)) {
      if (code.equals(problem.path("code").asText())) {
        return Optional.of(problem.path("message").asText());
      }
    }
    return Optional.empty();
  }

  private static JsonNode problems(Run run) {
    try {
      return JSON.readTree(run.problems);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("run.problems is not JSON: " + e.getClass().getSimpleName());
    }
  }

  static boolean transformed(RunTable table) {
    return table.transformDone + table.transformDead == table.filesTotal;
  }

  static boolean loaded(RunTable table) {
    return table.loadDone + table.loadDead == table.loadTotal;
  }

  boolean loads() {
    return run.loadTarget != null;
  }

  boolean appends() {
    return "append".equals(run.loadMode);
  }

  /**
   * Whether a table may be loaded now. Nothing is loaded of a run that cannot succeed; what is
   * appended cannot be taken back, so that waits until every file of every table is masked.
   */
  boolean mayLoad() {
    return sum(table -> table.transformDead) == 0
        && (!appends() || tables.stream().allMatch(Tally::transformed));
  }

  /** Whether nothing more comes by itself, up to the swap. */
  boolean settled() {
    boolean loadsComing = loads() && sum(table -> table.transformDead) == 0;
    return tables.stream()
        .allMatch(
            table ->
                transformed(table)
                    && loaded(table)
                    && (!loadsComing || !table.phase.equals("TRANSFORM")));
  }

  boolean dead() {
    return sum(table -> table.transformDead + table.loadDead) > 0;
  }

  boolean hasStaging() {
    return loads() && !appends() && sum(table -> table.loadTotal) > 0;
  }

  String failure() {
    long dead = sum(table -> table.transformDead);
    long files = sum(table -> table.filesTotal);
    if (dead > 0) {
      return counted(dead, files, "files")
          + (loads() ? untouched() : "; the others are in the sink");
    }
    String loads = counted(sum(table -> table.loadDead), sum(table -> table.loadTotal), "loads");
    return loads
        + (appends()
            ? "; the rows of the others are in the target \"" + run.loadTarget + "\""
            : untouched());
  }

  String swapFailure() {
    return "the loaded tables could not be put in the place of the old ones" + untouched();
  }

  String manifestFailure() {
    String masked = "the manifest of the run could not be written";
    return loads() && !appends() ? masked + untouched() : masked + "; the files are in the sink";
  }

  /** What the target refused of a run that is loaded; empty: nothing. */
  String rejected() {
    long rows = sum(table -> table.rowsRejected);
    return rows == 0
        ? ""
        : rows
            + (rows == 1 ? " row was" : " rows were")
            + " refused by the target \""
            + run.loadTarget
            + "\" and left out; see "
            + ManifestWriter.folder(Location.parse(run.sink), run.id).resolve("rejects/");
  }

  private String untouched() {
    return "; the target \"" + run.loadTarget + "\" was left as it was";
  }

  private static String counted(long dead, long all, String what) {
    return dead + " of " + all + " " + what + " failed";
  }

  private long sum(ToLongFunction<RunTable> counter) {
    return tables.stream().mapToLong(counter).sum();
  }
}
