package io.understudy.files;

import io.understudy.engine.ColumnReport;
import java.util.List;

/**
 * What the rewrite of a part of a file did; no value of a row is in it.
 *
 * @param begin byte of the file at which its first record begins, or the next one if it has none
 * @param end byte at which the next part begins
 * @param rowsIn rows read
 * @param lines JSONL: lines read
 * @param rowsOut rows written
 * @param bytesOut bytes written
 * @param sha256 of what was written, in hex
 * @param columns the written columns and their types
 * @param reports what was done to each column of the input
 * @param searched how much of what may be searched for personal data in a column of one file was
 *     searched ({@link io.understudy.engine.PlanExecution#searched})
 */
public record PartResult(
    long begin,
    long end,
    long rowsIn,
    long lines,
    long rowsOut,
    long bytesOut,
    String sha256,
    List<FileColumn> columns,
    List<ColumnReport> reports,
    double searched) {
  public PartResult {
    columns = List.copyOf(columns);
    reports = List.copyOf(reports);
  }

  PartResult with(String written) {
    return new PartResult(
        begin, end, rowsIn, lines, rowsOut, bytesOut, written, columns, reports, searched);
  }
}
