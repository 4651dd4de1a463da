package io.understudy.scheduler.run;

import io.understudy.jobtable.RunTable;
import java.util.List;

/**
 * How far a table or a run is.
 *
 * @param files files to mask
 * @param filesDone of them masked and in the sink
 * @param filesDead of them failed for good
 * @param bytes size of the files
 * @param bytesDone size of those that are done
 * @param bytesInProgress read so far of those at work now, with their parts that are done
 * @param bytesOut size of what was written
 * @param rowsIn rows read
 * @param rowsOut rows written
 * @param rowsLoaded rows loaded into the target
 * @param rowsRejected rows that the target refused and that are in the rejects files instead
 * @param cellsChanged values replaced
 * @param retries attempts that were repeated
 * @param loads files to load, 0 until loading starts
 * @param loadsDone of them loaded
 * @param loadsDead of them failed for good
 */
record Counters(
    long files,
    long filesDone,
    long filesDead,
    long bytes,
    long bytesDone,
    long bytesInProgress,
    long bytesOut,
    long rowsIn,
    long rowsOut,
    long rowsLoaded,
    long rowsRejected,
    long cellsChanged,
    long retries,
    long loads,
    long loadsDone,
    long loadsDead) {

  private static final Counters NONE = new Counters(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  static Counters of(RunTable table, long bytesInProgress) {
    return new Counters(
        table.filesTotal,
        table.transformDone,
        table.transformDead,
        table.bytesTotal,
        table.bytesDone,
        bytesInProgress,
        table.bytesOut,
        table.rowsIn,
        table.rowsOut,
        table.rowsLoaded,
        table.rowsRejected,
        table.cellsChanged,
        table.retries,
        table.loadTotal,
        table.loadDone,
        table.loadDead);
  }

  static Counters sum(List<Counters> parts) {
    return parts.stream().reduce(NONE, Counters::plus);
  }

  private Counters plus(Counters other) {
    return new Counters(
        files + other.files,
        filesDone + other.filesDone,
        filesDead + other.filesDead,
        bytes + other.bytes,
        bytesDone + other.bytesDone,
        bytesInProgress + other.bytesInProgress,
        bytesOut + other.bytesOut,
        rowsIn + other.rowsIn,
        rowsOut + other.rowsOut,
        rowsLoaded + other.rowsLoaded,
        rowsRejected + other.rowsRejected,
        cellsChanged + other.cellsChanged,
        retries + other.retries,
        loads + other.loads,
        loadsDone + other.loadsDone,
        loadsDead + other.loadsDead);
  }
}
