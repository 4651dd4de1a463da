package io.understudy.files.csv;

import io.understudy.engine.Plan;
import io.understudy.engine.TableSchema;
import io.understudy.files.Compression;
import io.understudy.files.FileFormat;
import io.understudy.files.RewriteResult;
import io.understudy.files.text.BytesIn;
import io.understudy.files.text.BytesOut;
import java.util.function.Function;

/** One rewrite of a CSV text in memory. */
record CsvRun(RewriteResult result, BytesOut out) {
  static final FileFormat.Csv COMMA = new FileFormat.Csv(',', true, Compression.NONE);

  static CsvRun of(
      byte[] input, FileFormat.Csv format, Function<TableSchema, Plan> planner, int block) {
    BytesOut out = new BytesOut();
    try {
      RewriteResult result =
          CsvRewriter.rewrite(
              "t",
              new BytesIn(input),
              format,
              format.compression(),
              planner,
              out,
              () -> {},
              bytes -> {},
              block);
      return new CsvRun(result, out);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static CsvRun of(String input, FileFormat.Csv format, Function<TableSchema, Plan> planner) {
    return of(BytesIn.of(input).bytes(), format, planner, CsvFile.BLOCK);
  }

  String text() {
    return out.text();
  }
}
