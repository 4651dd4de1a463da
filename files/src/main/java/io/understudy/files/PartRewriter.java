package io.understudy.files;

import io.understudy.engine.Plan;
import io.understudy.engine.TableSchema;
import io.understudy.files.csv.CsvRewriter;
import io.understudy.files.jsonl.JsonLinesRewriter;
import java.util.function.Function;
import java.util.function.LongConsumer;

/**
 * Writes the masked copies of parts of a text file, which {@link PartChain} puts together. Holds no
 * state; safe to share.
 */
public final class PartRewriter {
  private final String table;
  private final InputObject input;
  private final FileFormat format;
  private final Function<TableSchema, Plan> planner;

  /**
   * @param table name of the table the file belongs to
   * @param input the whole file
   * @param format CSV or JSONL, not compressed
   * @param planner compiles the config once the file's schema is known
   */
  public PartRewriter(
      String table, InputObject input, FileFormat format, Function<TableSchema, Plan> planner) {
    if (format instanceof FileFormat.Parquet || format.compression() != Compression.NONE) {
      throw new IllegalArgumentException("only uncompressed text files are cut into parts");
    }
    this.table = table;
    this.input = input;
    this.format = format;
    this.planner = planner;
  }

  /**
   * Reads a part, applies the plan, writes and publishes the output. Memory is bounded by batch and
   * upload sizes. Interruptible: checks the thread's interrupt per batch. Closes the output.
   *
   * @param progress told the bytes of the part that are consumed so far, from time to time
   * @throws WholeFileException if the file cannot be rewritten in parts
   * @throws FileException bad file or storage; if the part is not {@linkplain TextPart#exact
   *     exact}, the file may be right and only the place where the part begins is not
   * @throws io.understudy.engine.ConfigException from the planner
   * @throws io.understudy.engine.CellException a value that could not be transformed or may not
   *     pass; see above
   * @throws InterruptedException if interrupted
   */
  public PartResult rewrite(TextPart part, OutputObject output, LongConsumer progress)
      throws InterruptedException {
    try (SummedOutput summed = new SummedOutput(output)) {
      PartResult result =
          switch (format) {
            case FileFormat.Csv csv ->
                CsvRewriter.part(table, input, csv, part, planner, summed, progress);
            case FileFormat.JsonLines lines ->
                JsonLinesRewriter.part(table, input, lines, part, planner, summed, progress);
            case FileFormat.Parquet parquet ->
                throw new IllegalStateException("a parquet file is not cut into parts");
          };
      summed.publish();
      return result.with(summed.sha256());
    } catch (FileException e) {
      throw FileException.unlessStopped(e, input.name());
    }
  }

  /** The plan for the file. */
  public Plan plan() {
    return switch (format) {
      case FileFormat.Csv csv -> CsvRewriter.plan(table, input, csv, planner);
      case FileFormat.JsonLines lines -> JsonLinesRewriter.plan(table, input, lines, planner);
      case FileFormat.Parquet parquet ->
          throw new IllegalStateException("a parquet file is not cut into parts");
    };
  }
}
