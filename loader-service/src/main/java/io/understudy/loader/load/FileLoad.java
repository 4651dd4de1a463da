package io.understudy.loader.load;

import io.understudy.files.FileColumn;
import io.understudy.files.TableReader;
import io.understudy.loader.database.Names;
import io.understudy.loader.database.Session;
import io.understudy.loader.database.Target;
import io.understudy.loader.database.TargetException;
import io.understudy.loader.ledger.Ledger;
import io.understudy.loader.table.Destination;
import io.understudy.loader.table.Preparation;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Loads one masked file: all of its rows and its line in the ledger, or nothing. */
public final class FileLoad {
  private static final Logger LOG = Logger.getLogger(FileLoad.class);

  /** Code of a failure that is about a value of a row. */
  static final String VALUE = "target-value";

  private final Target target;
  private final Destination destination;
  private final List<FileColumn> columns;
  private final Rejects rejects;

  /**
   * @param columns of the table's masked files, merged
   */
  public FileLoad(
      Target target, Destination destination, List<FileColumn> columns, Rejects rejects) {
    this.target = target;
    this.destination = destination;
    this.columns = List.copyOf(columns);
    this.rejects = rejects;
  }

  /** Of whose rows the target may refuse none. */
  public FileLoad(Target target, Destination destination, List<FileColumn> columns) {
    this(target, destination, columns, Rejects.NONE);
  }

  /**
   * Copies the file's rows. A file that the ledger has already is not read again.
   *
   * @param rows opens the file with these columns
   * @param verifyHeld throws if the job is no longer this loader's; called before each commit
   * @param progress told the bytes read so far
   * @param application what the database's administrator sees
   * @return the rows of the file, of which some may be rejected
   * @throws TargetException if the target does not take it
   * @throws InterruptedException if interrupted; nothing is loaded then
   */
  public Loaded load(
      MaskedFile file,
      Supplier<TableReader> rows,
      Runnable verifyHeld,
      LongConsumer progress,
      String application)
      throws InterruptedException {
    return target.use(
        "load " + file.location(),
        application,
        session -> {
          Preparation.Prepared table =
              new Preparation(target, session).prepare(destination, columns, verifyHeld);
          Ledger ledger = new Ledger(session, destination.run(), target.schema());
          session.lock(
              "file " + destination.run() + " " + destination.table() + " " + file.location());
          Optional<Ledger.Entry> before = ledger.find(destination.table(), file.location());
          if (before.isPresent()) {
            return repeated(file, before.get());
          }
          Loaded loaded = copy(session, file, rows, table, progress);
          verifyCount(target, file, loaded.all());
          ledger.add(
              destination.table(),
              file.location(),
              new Ledger.Entry(file.etag(), loaded.rows(), loaded.rejected()));
          verifyHeld.run();
          session.commit();
          return loaded;
        });
  }

  private Loaded repeated(MaskedFile file, Ledger.Entry before) {
    verifySame(target, file, before.etag());
    Loaded loaded = new Loaded(before.rows(), before.rejected());
    verifyCount(target, file, loaded.all());
    LOG.infof("%s is loaded already: %d rows", file.location(), before.rows());
    return loaded;
  }

  /**
   * That a file which is loaded is still what it was.
   *
   * @param loaded version of the content that is loaded
   */
  public static void verifySame(Target target, MaskedFile file, String loaded) {
    if (!loaded.equals(file.etag())) {
      throw target.refusal(
          "target-ledger",
          file.location()
              + " is loaded already with other content (version "
              + loaded
              + ", now "
              + file.etag()
              + "); start a new run");
    }
  }

  private Loaded copy(
      Session session,
      MaskedFile file,
      Supplier<TableReader> rows,
      Preparation.Prepared table,
      LongConsumer progress)
      throws SQLException, InterruptedException {
    if (table.key().isEmpty()) {
      return copy(session, file, rows, new CopyInto(target.schema(), table, columns), progress);
    }
    Upsert upsert = new Upsert(target, session, table, columns);
    Loaded copied = copy(session, file, rows, upsert.begin(), progress);
    // two that change the same rows in another order would wait for each other
    session.lockInTurn("merge " + Names.qualified(target.schema(), table.name()));
    verifyStored(target, file, upsert.merge(file), copied.rows());
    return copied;
  }

  /** All rows with one COPY; without those that are refused only if there are any. */
  private Loaded copy(
      Session session,
      MaskedFile file,
      Supplier<TableReader> rows,
      CopyInto into,
      LongConsumer progress)
      throws SQLException, InterruptedException {
    boolean mayReject = rejects.most() > 0;
    if (mayReject) {
      session.execute("savepoint rows");
    }
    try (TableReader reader = rows.get()) {
      long stored = new OneCopy(target, into, file, progress).copy(session, reader);
      return new Loaded(stored, 0);
    } catch (TargetException.Terminal e) {
      if (!mayReject || !e.code().equals(VALUE)) {
        throw e;
      }
      LOG.infof("rows of %s are refused: it is copied without them", file.location());
    }
    session.execute("rollback to savepoint rows");
    return sift(session, file, rows, into, progress);
  }

  private Loaded sift(
      Session session,
      MaskedFile file,
      Supplier<TableReader> rows,
      CopyInto into,
      LongConsumer progress)
      throws SQLException, InterruptedException {
    Ledger ledger = new Ledger(session, destination.run(), target.schema());
    try (TableReader reader = rows.get();
        RejectsFile refused = new RejectsFile(rejects.file(), file.location(), into.columns())) {
      long stored =
          new Sifting(target, session, into, file, refused, rejects.most()).copy(reader, progress);
      // from here on no other file of the table adds any
      session.lockInTurn("rejects " + destination.run() + " " + destination.table());
      long left = Math.max(0, rejects.most() - ledger.rejected(destination.table()));
      List<RejectsFile.Refusal> refusals = refused.refusals();
      if (refusals.size() > left) {
        throw tooMany(target, file, refusals.get((int) left), rejects.most());
      }
      refused.publish();
      return new Loaded(stored, refusals.size());
    }
  }

  static TargetException tooMany(
      Target target, MaskedFile file, RejectsFile.Refusal refusal, int most) {
    String column = refusal.column();
    return target.refusal(
        VALUE,
        file.location()
            + ", row "
            + refusal.row()
            + (column == null ? "" : ", column " + Names.quoted(column))
            + ": "
            + refusal.rule()
            + "; the table has more such rows than the "
            + most
            + " that load.reject allows; change the transform or the column there, or allow more");
  }

  /** That the database stored every row that was read. */
  public static void verifyStored(Target target, MaskedFile file, long stored, long read) {
    if (stored != read) {
      throw target.refusal(
          "target-count",
          file.location()
              + ": the database stored "
              + stored
              + " of "
              + read
              + " rows; see the triggers of the table");
    }
  }

  static void endIfInterrupted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  /** That a file has as many rows as the transform wrote. */
  public static void verifyCount(Target target, MaskedFile file, long rows) {
    Long expected = file.expectedRows();
    if (expected != null && expected != rows) {
      throw target.refusal(
          "target-count",
          file.location()
              + " has "
              + rows
              + " rows, the transform wrote "
              + expected
              + "; nothing of it is loaded; start a new run");
    }
  }
}
