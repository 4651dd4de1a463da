package io.understudy.scheduler.run;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.understudy.jobtable.RunState;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A run as the API shows it; no value of a row is in it.
 *
 * @param reason in words, why the run is as it is
 * @param keyId the key that the pipeline names, null: the default key
 * @param parallelism most workers at a time
 * @param workers files being masked now
 * @param totals over all tables
 * @param problems of the run as a whole, then its dead jobs (the first 100)
 */
@Schema(name = "Run")
record RunView(
    long id,
    String pipeline,
    RunState state,
    @Nullable String reason,
    Instant createdAt,
    @Nullable Instant plannedAt,
    @Nullable Instant finishedAt,
    String source,
    String sink,
    @Nullable String keyId,
    @Nullable LoadView load,
    int parallelism,
    long workers,
    Counters totals,
    List<TableView> tables,
    List<ProblemView> problems) {
  RunView {
    tables = List.copyOf(tables);
    problems = List.copyOf(problems);
  }

  /** Where to, and what becomes of the rows there. */
  @Schema(name = "Load")
  record LoadView(String target, String mode) {}

  /**
   * One table.
   *
   * @param phase TRANSFORM, LOAD, LOADED, DONE or FAILED
   * @param columns of the written files, merged; empty until all files are masked
   * @param masked columns that a rule changes; empty until all files are masked
   */
  @Schema(name = "Table")
  record TableView(
      String name,
      @Nullable String targetTable,
      String phase,
      @JsonUnwrapped Counters counters,
      List<ColumnView> columns,
      List<MaskedView> masked) {
    TableView {
      columns = List.copyOf(columns);
      masked = List.copyOf(masked);
    }
  }

  /** A written column. */
  @Schema(name = "Column")
  record ColumnView(String name, String type, boolean nullable) {}

  /**
   * A column that a rule changes.
   *
   * @param entity kind of personal data, "" if none is known
   * @param rule place of the rule in the transform config
   * @param changed values replaced
   */
  @Schema(name = "MaskedColumn")
  record MaskedView(String column, String entity, String rule, long changed) {}

  /**
   * Something that failed.
   *
   * @param jobId the dead job, null if it is not a job's
   */
  @Schema(name = "RunProblem")
  record ProblemView(
      String code,
      String message,
      @Nullable String table,
      @Nullable String input,
      @Nullable Long jobId) {}
}
