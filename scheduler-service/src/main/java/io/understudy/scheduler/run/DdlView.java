package io.understudy.scheduler.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.understudy.scheduler.check.CheckAnswer.Entry;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a run makes in its target.
 *
 * @param script of a run of a database: the statements that made its tables there, which the loader
 *     repeats for those that the target does not have; absent: it is no such run, or they are not
 *     known yet
 * @param problems why something is not known
 */
@Schema(name = "RunDdl")
@JsonInclude(JsonInclude.Include.NON_NULL)
record DdlView(
    String target, @Nullable String script, List<TableDdl> tables, List<Entry> problems) {
  DdlView {
    tables = List.copyOf(tables);
    problems = List.copyOf(problems);
  }

  /**
   * A table.
   *
   * @param settled whether the types are those of all its masked files; before, columns of CSV and
   *     JSONL files are shown as text
   * @param statement that makes it; absent: the target has it, or it comes from the script, or its
   *     columns are not known
   */
  @Schema(name = "TableDdl")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record TableDdl(String name, String targetTable, boolean settled, @Nullable String statement) {}
}
