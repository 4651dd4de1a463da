package io.understudy.standalone.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A run as the API describes it at one moment.
 *
 * @param reason in words, why it is as it is; "" if there is nothing to say
 * @param problems what failed, in words
 */
public record RunStatus(
    long id,
    String state,
    String reason,
    long workers,
    Counts totals,
    List<Table> tables,
    List<Problem> problems) {
  private static final Set<String> FINAL = Set.of("SUCCEEDED", "FAILED", "CANCELLED");

  public RunStatus {
    tables = List.copyOf(tables);
    problems = List.copyOf(problems);
  }

  /** How far a table or a run is; names as in the API. */
  public record Counts(
      long files,
      long filesDone,
      long filesDead,
      long bytes,
      long bytesRead,
      long rowsIn,
      long rowsOut,
      long rowsLoaded,
      long loads,
      long loadsDone,
      long loadsDead) {

    private static Counts of(JsonNode json) {
      return new Counts(
          json.path("files").asLong(),
          json.path("filesDone").asLong(),
          json.path("filesDead").asLong(),
          json.path("bytes").asLong(),
          json.path("bytesDone").asLong() + json.path("bytesInProgress").asLong(),
          json.path("rowsIn").asLong(),
          json.path("rowsOut").asLong(),
          json.path("rowsLoaded").asLong(),
          json.path("loads").asLong(),
          json.path("loadsDone").asLong(),
          json.path("loadsDead").asLong());
    }

    /** Whether every file is masked. */
    public boolean masked() {
      return files > 0 && filesDone == files;
    }
  }

  /**
   * A table.
   *
   * @param target name in the target, "" if it is not loaded
   */
  public record Table(
      String name, String target, String phase, Counts counts, List<Masked> masked) {
    public Table {
      masked = List.copyOf(masked);
    }
  }

  /**
   * A column that a rule changed.
   *
   * @param entity kind of personal data, "" if the API knows none
   */
  public record Masked(String column, String entity, long changed) {}

  /**
   * Something that failed.
   *
   * @param table "" if it is of no table
   */
  public record Problem(String table, String message) {}

  /** Reads an answer of {@code GET /v1/runs/ID}. */
  static RunStatus of(JsonNode json) {
    List<Table> tables = new ArrayList<>();
    for (JsonNode table : json.path("tables")) {
      List<Masked> masked = new ArrayList<>();
      for (JsonNode column : table.path("masked")) {
        masked.add(
            new Masked(
                column.path("column").asText(),
                column.path("entity").asText(""),
                column.path("changed").asLong()));
      }
      tables.add(
          new Table(
              table.path("name").asText(),
              table.path("targetTable").asText(""),
              table.path("phase").asText(),
              Counts.of(table),
              masked));
    }
    List<Problem> problems = new ArrayList<>();
    for (JsonNode problem : json.path("problems")) {
      problems.add(new Problem(problem.path("table").asText(""), problem.path("message").asText()));
    }
    return new RunStatus(
        json.path("id").asLong(),
        json.path("state").asText(),
        json.path("reason").asText(""),
        json.path("workers").asLong(),
        Counts.of(json.path("totals")),
        tables,
        problems);
  }

  /** Whether nothing will change any more. */
  public boolean finished() {
    return FINAL.contains(state);
  }

  /** Whether all went well. */
  public boolean succeeded() {
    return state.equals("SUCCEEDED");
  }
}
