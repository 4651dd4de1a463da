package io.understudy.loader.dialect;

import io.understudy.files.FileColumn;
import io.understudy.files.TableReader;
import io.understudy.loader.database.Dialect;
import io.understudy.loader.database.Session;
import io.understudy.loader.database.Target;
import io.understudy.loader.load.FileLoad;
import io.understudy.loader.load.Loaded;
import io.understudy.loader.load.MaskedFile;
import io.understudy.loader.table.Destination;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Loads one masked file: all of its rows and its line in the ledger, or nothing. */
final class DialectFileLoad {
  private static final Logger LOG = Logger.getLogger(DialectFileLoad.class);

  private final Target target;
  private final Dialect dialect;
  private final Session session;
  private final Destination destination;
  private final Set<String> together;
  private final List<FileColumn> columns;

  DialectFileLoad(
      Target target,
      Dialect dialect,
      Session session,
      Destination destination,
      Set<String> together,
      List<FileColumn> columns) {
    this.target = target;
    this.dialect = dialect;
    this.session = session;
    this.destination = destination;
    this.together = together;
    this.columns = List.copyOf(columns);
  }

  Loaded load(
      MaskedFile file, Supplier<TableReader> rows, Runnable verifyHeld, LongConsumer progress)
      throws SQLException, InterruptedException {
    String table = destination.table();
    TablePlan.Ready ready = prepare(verifyHeld);
    RunLedger ledger = new RunLedger(session, dialect, destination.run());
    Locks.take(session, dialect, "file " + destination.run() + " " + table + file.location());
    Optional<RunLedger.Entry> before = ledger.find(table, file.location());
    if (before.isPresent()) {
      FileLoad.verifySame(target, file, before.get().etag());
      FileLoad.verifyCount(target, file, before.get().rows());
      LOG.infof("%s is loaded already: %d rows", file.location(), before.get().rows());
      return new Loaded(before.get().rows(), 0);
    }
    long stored = store(ready, file, rows, progress);
    FileLoad.verifyCount(target, file, stored);
    ledger.add(table, file.location(), new RunLedger.Entry(file.etag(), stored));
    verifyHeld.run();
    session.commit();
    return new Loaded(stored, 0);
  }

  /** One loader at a time, and no longer: where it fails, the session ends and its locks do. */
  private TablePlan.Ready prepare(Runnable verifyHeld) throws SQLException {
    String lock = "table " + destination.table();
    Locks.take(session, dialect, lock);
    TablePlan.Ready ready =
        new TablePlan(target, dialect, session, destination, together).prepare(columns, verifyHeld);
    session.commit();
    Locks.release(session, dialect, lock);
    return ready;
  }

  private long store(
      TablePlan.Ready ready, MaskedFile file, Supplier<TableReader> rows, LongConsumer progress)
      throws SQLException, InterruptedException {
    if (ready.key().isEmpty()) {
      return fill(ready, file, rows, progress);
    }
    TableMerge merge = new TableMerge(dialect, session, ready);
    long stored = fill(merge.begin(), file, rows, progress);
    // two that change the same rows in another order would wait for each other
    Locks.takeInTurn(session, dialect, "merge " + ready.name());
    merge.merge();
    merge.end();
    return stored;
  }

  private long fill(
      TablePlan.Ready table, MaskedFile file, Supplier<TableReader> rows, LongConsumer progress)
      throws SQLException, InterruptedException {
    LongConsumer bytes = read -> progress.accept(file.bytesOf(read));
    Filling filling = new Filling(target, dialect, session, table, columns, file, bytes);
    Intake intake = dialect.isMariaDb() ? new LoadData(filling) : new BatchInsert(filling);
    try (TableReader reader = rows.get()) {
      Intake.Count count = intake.store(reader);
      FileLoad.verifyStored(target, file, count.stored(), count.read());
      return count.stored();
    }
  }
}
