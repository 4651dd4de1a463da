package io.understudy.transform.check;

import io.understudy.engine.ColumnPlan;
import io.understudy.engine.Plan;
import io.understudy.engine.Problem;
import io.understudy.files.FileColumn;
import java.util.List;

/**
 * What a check found.
 *
 * @param problems everything wrong; empty: the config runs on these tables
 * @param tables what would happen to each column, for the tables without problems
 * @param notes what has no effect in the config and is no problem, such as an entity in {@code
 *     globals.classify} that nothing here finds
 */
record CheckReport(List<Finding> problems, List<TablePlan> tables, List<Finding> notes) {

  /**
   * A problem and the table it came up with ("" for the config itself).
   *
   * @param source what the request calls the config, or the location of a file that cannot be read
   */
  record Finding(
      String source,
      int line,
      int column,
      String path,
      String message,
      String remedy,
      String table) {
    static Finding of(Problem problem, String table) {
      return new Finding(
          problem.source(),
          problem.line(),
          problem.column(),
          problem.path(),
          problem.message(),
          problem.remedy(),
          table);
    }

    /** Of a file. */
    static Finding of(String input, String message, String remedy, String table) {
      return new Finding(input, 0, 0, "", message, remedy, table);
    }
  }

  /**
   * What would happen to a table.
   *
   * @param written the columns of its masked files, as far as a file's schema tells their types
   */
  record TablePlan(String table, List<ColumnDecision> columns, List<FileColumn> written) {
    static TablePlan of(Plan plan, List<FileColumn> written) {
      return new TablePlan(
          plan.schema().table(),
          plan.columns().stream()
              .map(
                  c ->
                      new ColumnDecision(
                          c.column().name(),
                          c.column().type().name(),
                          c.decision(),
                          c.entity(),
                          c.rule(),
                          c.output()))
              .toList(),
          written);
    }
  }

  /**
   * What would happen to a column and why.
   *
   * @param output under which name it would be written; "": it would not
   */
  record ColumnDecision(
      String name,
      String type,
      ColumnPlan.Decision decision,
      String entity,
      String rule,
      String output) {}
}
