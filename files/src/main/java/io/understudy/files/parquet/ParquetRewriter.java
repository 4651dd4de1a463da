package io.understudy.files.parquet;

import io.understudy.engine.Plan;
import io.understudy.engine.TableSchema;
import io.understudy.files.FileException;
import io.understudy.files.InputObject;
import io.understudy.files.OutputObject;
import io.understudy.files.RewriteResult;
import java.util.function.Function;
import java.util.function.LongConsumer;

/** Writes the masked copy of a parquet file. Safe to share: holds no state. */
public final class ParquetRewriter {
  private ParquetRewriter() {}

  /** See {@link io.understudy.files.FileRewriter#rewrite}. */
  public static RewriteResult rewrite(
      String table,
      InputObject input,
      Function<TableSchema, Plan> planner,
      OutputObject output,
      Runnable beforePublish,
      LongConsumer progress)
      throws InterruptedException {
    throw new FileException.Terminal(input.name());
  }
}
