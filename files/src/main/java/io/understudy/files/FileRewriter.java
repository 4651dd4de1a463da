package io.understudy.files;

import io.understudy.engine.Plan;
import io.understudy.engine.TableSchema;
import io.understudy.files.csv.CsvRewriter;
import io.understudy.files.jsonl.JsonLinesRewriter;
import io.understudy.files.parquet.ParquetRewriter;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongConsumer;

/** Writes the masked copy of a file, in the same format, streaming. Safe to share. */
public final class FileRewriter {

  /** For one kind of run-time surroundings; holds no state. */
  public FileRewriter() {}

  /**
   * Reads {@code input}, applies the plan, writes {@code output} and publishes it as the last step.
   * Memory is bounded by batch, part and row-group size, not by file size. Interruptible: checks
   * the thread's interrupt per batch. Closes the output, whatever happens.
   *
   * @param table name of the table the file belongs to
   * @param planner compiles the config once the file's schema is known; may be asked again when a
   *     JSONL file shows a new column
   * @param beforePublish called once when everything is written and nothing is visible yet; what it
   *     throws stops the publication (the fence check goes here)
   * @param progress told the input bytes consumed so far, from time to time
   * @throws FileException bad file or storage
   * @throws io.understudy.engine.ConfigException from the planner
   * @throws io.understudy.engine.proof.SurvivalException if originals of a masked column are in
   *     what was written; nothing is published
   * @throws io.understudy.engine.CellException a value that could not be transformed or may not
   *     pass
   * @throws InterruptedException if interrupted; nothing is published
   */
  public RewriteResult rewrite(
      String table,
      InputObject input,
      FileFormat format,
      Function<TableSchema, Plan> planner,
      OutputObject output,
      Runnable beforePublish,
      LongConsumer progress)
      throws InterruptedException {
    return rewrite(
        table, input, format, format.compression(), planner, output, beforePublish, progress);
  }

  /**
   * As above.
   *
   * @param compression around the output, if it is a text file; it need not be the input's
   */
  public RewriteResult rewrite(
      String table,
      InputObject input,
      FileFormat format,
      Compression compression,
      Function<TableSchema, Plan> planner,
      OutputObject output,
      Runnable beforePublish,
      LongConsumer progress)
      throws InterruptedException {
    SummedInput summedInput = new SummedInput(input);
    try (SummedOutput summedOutput = new SummedOutput(output)) {
      RewriteResult result =
          switch (format) {
            case FileFormat.Csv csv ->
                CsvRewriter.rewrite(
                    table,
                    summedInput,
                    csv,
                    compression,
                    planner,
                    summedOutput,
                    beforePublish,
                    progress);
            case FileFormat.JsonLines lines ->
                JsonLinesRewriter.rewrite(
                    table,
                    summedInput,
                    lines,
                    compression,
                    planner,
                    summedOutput,
                    beforePublish,
                    progress);
            case FileFormat.Parquet parquet ->
                ParquetRewriter.rewrite(
                    table, summedInput, planner, summedOutput, beforePublish, progress);
          };
      return result.with(
          new Checksums(
              summedInput.sha256(),
              summedInput.bytesRead(),
              List.of(new Checksums.Stretch(result.bytesOut(), summedOutput.sha256()))));
    } catch (FileException e) {
      throw FileException.unlessStopped(e, input.name());
    }
  }
}
