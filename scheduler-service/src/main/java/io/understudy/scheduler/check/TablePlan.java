package io.understudy.scheduler.check;

import io.understudy.files.FileColumn;
import io.understudy.scheduler.check.CheckAnswer.ColumnPlan;
import java.util.List;

/**
 * What a transform config would make of a table.
 *
 * @param columns what would happen to each of its columns
 * @param written the columns of its masked files, as far as the schema of a file tells their types
 */
public record TablePlan(List<ColumnPlan> columns, List<FileColumn> written) {
  static final TablePlan NONE = new TablePlan(List.of(), List.of());

  public TablePlan {
    columns = List.copyOf(columns);
    written = List.copyOf(written);
  }
}
