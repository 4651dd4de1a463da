package io.understudy.scheduler.check;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.understudy.engine.Problem;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a check found.
 *
 * @param ok whether a run could start
 * @param tables what is in the source; empty if the pipeline itself has problems
 */
@Schema(name = "Check")
public record CheckAnswer(boolean ok, List<Entry> problems, List<TableAnswer> tables) {
  public CheckAnswer {
    problems = List.copyOf(problems);
    tables = List.copyOf(tables);
  }

  static CheckAnswer of(List<Entry> problems, List<TableAnswer> tables) {
    return new CheckAnswer(problems.isEmpty(), problems, tables);
  }

  /**
   * One problem.
   *
   * @param field where in the pipeline, "" if it is not there
   * @param table absent if it is of no table
   */
  @Schema(name = "CheckProblem")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Entry(
      String field,
      @Nullable Integer line,
      @Nullable Integer column,
      @Nullable String table,
      String message,
      String remedy) {

    static Entry of(Problem problem, @Nullable String table) {
      boolean placed = problem.line() > 0;
      return new Entry(
          problem.path(),
          placed ? problem.line() : null,
          placed ? problem.column() : null,
          table,
          problem.message(),
          problem.remedy());
    }

    /** Of no line. */
    public static Entry of(String field, @Nullable String table, String message, String remedy) {
      return new Entry(field, null, null, table, message, remedy);
    }
  }

  /**
   * A table of the source.
   *
   * @param ddl what the loader would make of it; absent: nothing is loaded, the target has it, or
   *     the loader does not tell
   */
  @Schema(name = "CheckedTable")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TableAnswer(
      String name, long files, long bytes, List<ColumnPlan> columns, @Nullable String ddl) {
    public TableAnswer {
      columns = List.copyOf(columns);
    }
  }

  /**
   * What would happen to a column.
   *
   * @param output under which name it would be written; "": it would not
   */
  @Schema(name = "ColumnPlan")
  public record ColumnPlan(
      @Nullable String name,
      @Nullable String type,
      @Nullable String decision,
      @Nullable String entity,
      @Nullable String rule,
      @Nullable String output) {}
}
