package io.understudy.files.jsonl;

import io.understudy.engine.ColumnReport;
import io.understudy.engine.Plan;
import io.understudy.engine.TableSchema;
import io.understudy.engine.proof.SurvivalCheck;
import io.understudy.files.Compression;
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
 * Writes the masked copy of a JSONL file. Safe to share: holds no state.
 *
 * <p>The keys of an object are its columns; objects and arrays under a key are one column of type
 * NESTED, inside of which a plan can change values. Every byte outside of a changed value is
 * copied: spacing, order and escapes of keys, digits of numbers, line ends, blank lines. A key that
 * an object does not have is null to the plan, and is added at the object's end if the plan makes a
 * value of it.
 *
 * <p>A column has the type that its values so far have in common: INTEGER, DECIMAL, BOOLEAN or
 * TEXT, NESTED if one is an object or array, TEXT if they differ otherwise (a number is then its
 * digits; a text that replaces a number is written as a number if it is one). The first 4 MB tell
 * the types at the start. When a later line has a new key or a value of another type, the planner
 * is asked again, and the file fails if that changes whether a column with values already written
 * is changed.
 *
 * <p>If the plan writes other columns, objects are written member by member: those that stay keep
 * their order and, if no rule changes them, their bytes; an added column is in every object, before
 * the member of the next column that was there, else last. A row that is dropped takes its line end
 * along.
 *
 * <p>A key that is twice in an object is an error, because a rule for it could miss one of them.
 */
public final class JsonLinesRewriter {
  private JsonLinesRewriter() {}

  /** See {@link io.understudy.files.FileRewriter#rewrite}. */
  public static RewriteResult rewrite(
      String table,
      InputObject input,
      FileFormat.JsonLines format,
      Compression compression,
      Function<TableSchema, Plan> planner,
      OutputObject output,
      Runnable beforePublish,
      LongConsumer progress)
      throws InterruptedException {
    return rewrite(
        table,
        input,
        format,
        compression,
        planner,
        output,
        beforePublish,
        progress,
        LineScanner.BLOCK);
  }

  static RewriteResult rewrite(
      String table,
      InputObject input,
      FileFormat.JsonLines format,
      Compression compression,
      Function<TableSchema, Plan> planner,
      OutputObject output,
      Runnable beforePublish,
      LongConsumer progress,
      int block)
      throws InterruptedException {
    try (LineScanner lines = LineScanner.open(input, format, block, Window.LARGEST)) {
      PlanSequence plans = new PlanSequence(table, planner, lines.keys(), lines.place());
      try (TextOutput out = new TextOutput(output, compression)) {
        JsonLinesRewrite rewrite = new JsonLinesRewrite(lines, plans, out, progress);
        long rows = rewrite.run();
        long bytesOut = out.finish();
        progress.accept(input.size());
        List<ColumnReport> reports = plans.report();
        SurvivalCheck.check(plans.current().columns(), reports);
        beforePublish.run();
        String etag = output.publish();
        return new RewriteResult(
            rows,
            rewrite.rowsOut(),
            input.size(),
            bytesOut,
            rewrite.columns(),
            plans.current().columns(),
            reports,
            plans.current().keyId(),
            etag);
      }
    }
  }

  /** See {@link io.understudy.files.PartRewriter#rewrite}. */
  public static PartResult part(
      String table,
      InputObject input,
      FileFormat.JsonLines format,
      TextPart part,
      Function<TableSchema, Plan> planner,
      OutputObject output,
      LongConsumer progress)
      throws InterruptedException {
    return part(table, input, format, part, planner, output, progress, LineScanner.BLOCK);
  }

  static PartResult part(
      String table,
      InputObject input,
      FileFormat.JsonLines format,
      TextPart part,
      Function<TableSchema, Plan> planner,
      OutputObject output,
      LongConsumer progress,
      int block)
      throws InterruptedException {
    try (LineScanner lines = LinesOfPart.open(input, format, part, block)) {
      PlanSequence plans = new PlanSequence(table, planner, lines.keys(), lines.place());
      if (plans.current().dropsRows()) {
        throw new WholeFileException(input.name() + ": how much is written is not known before");
      }
      try (TextOutput out = new TextOutput(output, Compression.NONE)) {
        JsonLinesRewrite rewrite = new JsonLinesRewrite(lines, plans, out, progress);
        long rows = rewrite.runPart(part.exact());
        return new PartResult(
            lines.begin(),
            lines.end(),
            rows,
            lines.lines() - part.linesBefore(),
            rewrite.rowsOut(),
            out.finish(),
            "",
            rewrite.columns(),
            plans.report(),
            plans.searched());
      }
    }
  }

  /** The plan for a file, of which only the beginning is read. */
  public static Plan plan(
      String table,
      InputObject input,
      FileFormat.JsonLines format,
      Function<TableSchema, Plan> planner) {
    try (LineScanner lines = LineScanner.open(input, format, LineScanner.BLOCK, Window.LARGEST)) {
      return planner.apply(lines.keys().schema(table));
    }
  }
}
