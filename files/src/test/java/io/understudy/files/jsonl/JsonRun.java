package io.understudy.files.jsonl;

import io.understudy.engine.Plan;
import io.understudy.engine.TableSchema;
import io.understudy.files.Compression;
import io.understudy.files.FileFormat;
import io.understudy.files.RewriteResult;
import io.understudy.files.text.BytesIn;
import io.understudy.files.text.BytesOut;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** One rewrite of a JSONL text in memory. */
record JsonRun(RewriteResult result, BytesOut out) {
  static final FileFormat.JsonLines PLAIN = new FileFormat.JsonLines(Compression.NONE);

  static JsonRun of(
      byte[] input, FileFormat.JsonLines format, Function<TableSchema, Plan> planner, int block) {
    BytesOut out = new BytesOut();
    try {
      RewriteResult result =
          JsonLinesRewriter.rewrite(
              "t",
              new BytesIn(input),
              format,
              format.compression(),
              planner,
              out,
              () -> {},
              bytes -> {},
              block);
      return new JsonRun(result, out);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static JsonRun of(String input, Function<TableSchema, Plan> planner) {
    return of(input, planner, LineScanner.BLOCK);
  }

  static JsonRun of(String input, Function<TableSchema, Plan> planner, int block) {
    return of(input.getBytes(StandardCharsets.UTF_8), PLAIN, planner, block);
  }

  String text() {
    return out.text();
  }
}
