package io.understudy.files.jsonl;

import io.understudy.engine.Plan;
import io.understudy.engine.TableSchema;
import io.understudy.files.FileException;
import io.understudy.files.FileFormat;
import io.understudy.files.InputObject;
import io.understudy.files.OutputObject;
import io.understudy.files.RewriteResult;
import java.util.function.Function;
import java.util.function.LongConsumer;

/** x. */
public final class JsonLinesRewriter {
  private JsonLinesRewriter() {}

  /** See {@link io.understudy.files.FileRewriter#rewrite}. */
  public static RewriteResult rewrite(
      String table,
      InputObject input,
      FileFormat.JsonLines format,
      Function<TableSchema, Plan> planner,
      OutputObject output,
      Runnable beforePublish,
      LongConsumer progress)
      throws InterruptedException {
    throw new FileException.Terminal(input.name());
  }
}
