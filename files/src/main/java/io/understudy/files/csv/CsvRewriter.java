package io.understudy.files.csv;

import io.understudy.engine.ColumnReport;
import io.understudy.engine.Plan;
import io.understudy.engine.TableSchema;
import io.understudy.engine.proof.SurvivalCheck;
import io.understudy.files.Compression;
import io.understudy.files.FileColumn;
import io.understudy.files.FileFormat;
import io.understudy.files.InputObject;
import io.understudy.files.OutputObject;
import io.understudy.files.PartResult;
import io.understudy.files.RewriteResult;
import io.understudy.files.TextPart;
import io.understudy.files.WholeFileException;
import io.understudy.files.text.TextOutput;
import io.understudy.files.text.Window;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongConsumer;

/**
 * Writes the masked copy of a CSV file. Safe to share: holds no state.
 *
 * <p>Every byte outside of a changed field is copied: byte order mark, header, line ends, blank
 * lines, quotes, and whether the last line has an end. A changed value is quoted if the field was,
 * or if it has to be; null becomes a field without bytes, the empty text a pair of quotes. (In a
 * file with one column null is an empty line, and a line end is added where that would be no line:
 * at the end of a file without a last line end, and between a CR and an LF.)
 *
 * <p>If the plan writes other columns or fewer rows, records are written field by field: a field
 * that no rule changes is still its bytes, a record that is dropped takes its line end along, and a
 * new field is quoted if all others of its record are, or if it has to be. Blank lines are left out
 * where one column is written, since they would be rows. A file without a header has no names to
 * write: its columns are called by their new places.
 *
 * <p>A name that two columns have is an error, because a rule for it would miss one of them.
 */
public final class CsvRewriter {
  private CsvRewriter() {}

  /** See {@link io.understudy.files.FileRewriter#rewrite}. */
  public static RewriteResult rewrite(
      String table,
      InputObject input,
      FileFormat.Csv format,
      Compression compression,
      Function<TableSchema, Plan> planner,
      OutputObject output,
      Runnable beforePublish,
      LongConsumer progress)
      throws InterruptedException {
    return rewrite(
        table, input, format, compression, planner, output, beforePublish, progress, CsvFile.BLOCK);
  }

  static RewriteResult rewrite(
      String table,
      InputObject input,
      FileFormat.Csv format,
      Compression compression,
      Function<TableSchema, Plan> planner,
      OutputObject output,
      Runnable beforePublish,
      LongConsumer progress,
      int block)
      throws InterruptedException {
    try (CsvFile file = CsvFile.open(input, format, block, Window.LARGEST)) {
      Plan plan = planner.apply(file.schema(table));
      try (TextOutput out = new TextOutput(output, compression)) {
        CsvRewrite rewrite = new CsvRewrite(file, plan, format.delimiter(), out, progress);
        long rows = rewrite.run();
        List<FileColumn> columns = rewrite.columns();
        long bytesOut = out.finish();
        progress.accept(input.size());
        List<ColumnReport> reports = rewrite.report();
        SurvivalCheck.check(plan.columns(), reports);
        beforePublish.run();
        String etag = output.publish();
        return new RewriteResult(
            rows,
            rewrite.rowsOut(),
            input.size(),
            bytesOut,
            columns,
            plan.columns(),
            reports,
            plan.keyId(),
            etag);
      }
    }
  }

  /** See {@link io.understudy.files.PartRewriter#rewrite}. */
  public static PartResult part(
      String table,
      InputObject input,
      FileFormat.Csv format,
      TextPart part,
      Function<TableSchema, Plan> planner,
      OutputObject output,
      LongConsumer progress)
      throws InterruptedException {
    return part(
        table, input, format, part, planner, output, progress, CsvFile.BLOCK, RecordStart.LOOKS);
  }

  static PartResult part(
      String table,
      InputObject input,
      FileFormat.Csv format,
      TextPart part,
      Function<TableSchema, Plan> planner,
      OutputObject output,
      LongConsumer progress,
      int block,
      int[] looks)
      throws InterruptedException {
    try (CsvFile file = CsvFile.part(input, format, part, block, looks)) {
      Plan plan = planner.apply(file.schema(table));
      if (plan.dropsRows() || plan.output().size() == 1) {
        throw new WholeFileException(
            input.name() + ": how its rows are written depends on those before");
      }
      boolean first = file.begin() == 0;
      try (TextOutput out =
          first ? new TextOutput(output, Compression.NONE) : TextOutput.continued(output)) {
        LongConsumer read = bytes -> progress.accept(bytes - file.begin());
        CsvRewrite rewrite = new CsvRewrite(file, plan, format.delimiter(), out, read);
        long rows = rewrite.run(part.exact());
        return new PartResult(
            file.begin(),
            file.records().end(),
            rows,
            0,
            rewrite.rowsOut(),
            out.finish(),
            "",
            rewrite.columns(),
            rewrite.report(),
            rewrite.searched());
      }
    }
  }

  /** The plan for a file, of which only the beginning is read. */
  public static Plan plan(
      String table, InputObject input, FileFormat.Csv format, Function<TableSchema, Plan> planner) {
    try (CsvFile file = CsvFile.open(input, format)) {
      return planner.apply(file.schema(table));
    }
  }
}
