package io.understudy.files;

import io.understudy.engine.ColumnPlan;
import io.understudy.engine.ColumnReport;
import java.util.List;

/**
 * What a rewrite did; no value of a row is in it.
 *
 * @param rowsIn rows read
 * @param rowsOut rows written
 * @param bytesIn size of the input object
 * @param bytesOut size of the output object
 * @param columns the written columns and their types
 * @param plans what was decided for each input column
 * @param reports what was done to each input column
 * @param keyId the key used
 * @param etag version of the output as published
 * @param checksums of input and output
 */
public record RewriteResult(
    long rowsIn,
    long rowsOut,
    long bytesIn,
    long bytesOut,
    List<FileColumn> columns,
    List<ColumnPlan> plans,
    List<ColumnReport> reports,
    String keyId,
    String etag,
    Checksums checksums) {
  public RewriteResult {
    columns = List.copyOf(columns);
    plans = List.copyOf(plans);
    reports = List.copyOf(reports);
  }

  /** Before anything is summed up; {@link FileRewriter} adds what was. */
  public RewriteResult(
      long rowsIn,
      long rowsOut,
      long bytesIn,
      long bytesOut,
      List<FileColumn> columns,
      List<ColumnPlan> plans,
      List<ColumnReport> reports,
      String keyId,
      String etag) {
    this(rowsIn, rowsOut, bytesIn, bytesOut, columns, plans, reports, keyId, etag, Checksums.NONE);
  }

  RewriteResult with(Checksums checksums) {
    return new RewriteResult(
        rowsIn, rowsOut, bytesIn, bytesOut, columns, plans, reports, keyId, etag, checksums);
  }
}
