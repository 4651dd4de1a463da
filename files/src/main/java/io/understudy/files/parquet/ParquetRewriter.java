package io.understudy.files.parquet;

import io.understudy.engine.ColumnReport;
import io.understudy.engine.Plan;
import io.understudy.engine.TableSchema;
import io.understudy.engine.proof.SurvivalCheck;
import io.understudy.files.InputObject;
import io.understudy.files.OutputObject;
import io.understudy.files.RewriteResult;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongConsumer;

/**
 * Writes the masked copy of a parquet file. Safe to share: holds no state.
 *
 * <p>Row groups, row order, schema and codecs stay. A column that the plan does not change is
 * copied as compressed bytes, with its statistics, indexes and bloom filter. A column that it may
 * change is written page by page if its values stand alone (of a dictionary the entries, once),
 * else encoded again; everything that is said about its values is made anew, and its bloom filter
 * is left out. If any column is changed, the file's key-value metadata is left out, because writers
 * keep values in it (dictionaries, column ranges, samples), but for a few entries that readers need
 * and that hold none; and sort orders end at the first changed column.
 *
 * <p>A column that is dropped is neither in the schema nor in the data; one that is added is an
 * optional string; metadata that may name columns is left out as if one were changed. In a row
 * group that loses rows every column is encoded again without them, so that nothing of theirs is
 * left in dictionaries, statistics or indexes; a row group that loses all rows is left out.
 */
public final class ParquetRewriter {
  private ParquetRewriter() {}

  /**
   * See {@link io.understudy.files.FileRewriter#rewrite}. The same input, plan and key give the
   * same bytes. Memory holds a page of a column whose values stand alone; of the others the encoded
   * pages of one row group's changed columns, and for each column being read two blocks and a page.
   */
  public static RewriteResult rewrite(
      String table,
      InputObject input,
      Function<TableSchema, Plan> planner,
      OutputObject output,
      Runnable beforePublish,
      LongConsumer progress)
      throws InterruptedException {
    ParquetFile file = ParquetFile.open(new Source(input));
    TableSchema schema = file.tableSchema(table);
    Plan plan = planner.apply(schema);
    if (!plan.schema().equals(schema)) {
      throw new IllegalArgumentException(input.name() + ": the plan is for another schema");
    }
    Rewrite rewrite =
        new Rewrite(file, plan, new ParquetOutput(output.stream(), output.name()), progress);
    long bytesOut = run(rewrite, file.source().place());
    progress.accept(input.size());
    List<ColumnReport> reports = rewrite.report();
    SurvivalCheck.check(plan.columns(), reports);
    beforePublish.run();
    String etag = output.publish();
    return new RewriteResult(
        file.footer().getNum_rows(),
        rewrite.rowsOut(),
        input.size(),
        bytesOut,
        rewrite.columns(),
        plan.columns(),
        reports,
        plan.keyId(),
        etag);
  }

  private static long run(Rewrite rewrite, Place place) throws InterruptedException {
    try {
      return rewrite.run();
    } catch (OutOfMemoryError e) {
      throw place.failure("rewriting a row group", e);
    }
  }
}
