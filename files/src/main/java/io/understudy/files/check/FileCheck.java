package io.understudy.files.check;

import io.understudy.engine.Batch;
import io.understudy.engine.CellException;
import io.understudy.engine.ConfigException;
import io.understudy.engine.Plan;
import io.understudy.engine.PlanExecution;
import io.understudy.engine.Problem;
import io.understudy.engine.TableSchema;
import io.understudy.files.FileColumn;
import io.understudy.files.FileException;
import io.understudy.files.FileFormat;
import io.understudy.files.InputObject;
import io.understudy.files.TableReader;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a config would do to one file.
 *
 * @param problems everything wrong; those of the file itself have its name as their source
 * @param plan what would happen to each column; empty if there are problems before the first row
 * @param written the columns that the masked file would have, as far as the file's schema tells
 *     their types (CSV and JSONL: all TEXT)
 */
public record FileCheck(List<Problem> problems, Optional<Plan> plan, List<FileColumn> written) {
  private static final int BATCH_ROWS = 1024;
  private static final String REMEDY = "; ";

  public FileCheck {
    problems = List.copyOf(problems);
    written = List.copyOf(written);
  }

  /**
   * Binds the config to the file's columns, and runs it over the first rows.
   *
   * @param planner compiles the config once the file's columns are known
   * @param table name of the table the file belongs to
   * @param name what to call the file in problems
   * @param input opens it
   * @param rows how many rows to try at most; 0: only the columns are looked at
   */
  public static FileCheck of(
      Function<TableSchema, Plan> planner,
      String table,
      String name,
      Supplier<InputObject> input,
      FileFormat format,
      long rows) {
    Optional<Plan> plan = Optional.empty();
    List<FileColumn> written = List.of();
    try (TableReader reader = TableReader.open(table, input.get(), format)) {
      plan = Optional.of(planner.apply(reader.schema()));
      written = FileColumn.written(plan.get().output(), reader.columns());
      if (rows > 0) {
        tryRows(reader, plan.get(), rows);
      }
      return new FileCheck(List.of(), plan, written);
    } catch (ConfigException e) {
      return new FileCheck(e.problems(), Optional.empty(), List.of());
    } catch (FileException | CellException e) {
      return new FileCheck(List.of(problem(name, String.valueOf(e.getMessage()))), plan, written);
    }
  }

  private static void tryRows(TableReader reader, Plan plan, long rows) {
    Batch batch = new Batch(plan.width(), (int) Math.min(BATCH_ROWS, rows));
    PlanExecution execution = plan.start();
    long tried = 0;
    while (tried < rows && reader.next(batch)) {
      execution.transform(batch);
      tried += batch.size();
    }
  }

  /** Messages of files and cells end with their remedy. */
  private static Problem problem(String name, String message) {
    int at = message.indexOf(REMEDY);
    return new Problem(
        name,
        0,
        0,
        "",
        at < 0 ? message : message.substring(0, at),
        at < 0 ? "correct the file" : message.substring(at + REMEDY.length()));
  }
}
