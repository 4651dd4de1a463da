package io.understudy.loader.load;

import io.understudy.engine.Batch;
import io.understudy.files.FileColumn;
import io.understudy.files.TableReader;
import io.understudy.files.VectorReader;
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
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.postgresql.copy.CopyIn;

/** Loads one masked file: all of its rows and its line in the ledger, or nothing. */
public final class FileLoad {
  private static final Logger LOG = Logger.getLogger(FileLoad.class);
  private static final int BATCH = 512;

  private final Target target;
  private final Destination destination;
  private final List<FileColumn> columns;

  /**
   * @param columns of the table's masked files, merged
   */
  public FileLoad(Target target, Destination destination, List<FileColumn> columns) {
    this.target = target;
    this.destination = destination;
    this.columns = List.copyOf(columns);
  }

  /**
   * Copies the file's rows. A file that the ledger has already is not read again.
   *
   * @param rows opens the file with these columns
   * @param verifyHeld throws if the job is no longer this loader's; called before each commit
   * @param progress told the bytes read so far
   * @param application what the database's administrator sees
   * @return rows of the file that are loaded now
   * @throws TargetException if the target does not take it
   * @throws InterruptedException if interrupted; nothing is loaded then
   */
  public long load(
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
          long loaded = copy(session, file, rows, table, progress);
          ledger.add(destination.table(), file.location(), new Ledger.Entry(file.etag(), loaded));
          verifyHeld.run();
          session.commit();
          return loaded;
        });
  }

  private long repeated(MaskedFile file, Ledger.Entry before) {
    if (!before.etag().equals(file.etag())) {
      throw target.refusal(
          "target-ledger",
          file.location()
              + " is loaded already with other content (version "
              + before.etag()
              + ", now "
              + file.etag()
              + "); start a new run");
    }
    verifyCount(file, before.rows());
    LOG.infof("%s is loaded already: %d rows", file.location(), before.rows());
    return before.rows();
  }

  /** With the binary format where all types are known, else in the text format. */
  private long copy(
      Session session,
      MaskedFile file,
      Supplier<TableReader> rows,
      Preparation.Prepared table,
      LongConsumer progress)
      throws SQLException, InterruptedException {
    List<String> names = columns.stream().map(FileColumn::name).toList();
    String into = Names.qualified(target.schema(), table.name());
    String sql =
        names.stream()
            .map(Names::quoted)
            .collect(Collectors.joining(", ", "copy " + into + " (", ") from stdin "));
    try (TableReader reader = rows.get()) {
      Optional<BinaryCells> cells =
          reader instanceof VectorReader vectors
              ? BinaryCells.of(vectors.vectors(), names.stream().map(table.types()::get).toList())
              : Optional.empty();
      CopyIn copy =
          session.copyIn(
              sql + (cells.isPresent() ? "(format binary)" : "(format text, encoding 'UTF8')"));
      try {
        long read =
            cells.isPresent()
                ? write((VectorReader) reader, cells.get(), copy, file, progress)
                : write(reader, copy, file, table, progress);
        long stored = copy.endCopy();
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
        verifyCount(file, stored);
        return stored;
      } finally {
        if (copy.isActive()) {
          cancel(copy);
        }
      }
    } catch (SQLException e) {
      throw target.failure(
          "load " + file.location() + " into " + into + CopyPlace.of(e, table.name(), names), e);
    }
  }

  /** Bytes of the file's pages as they are; the database verifies them. */
  private long write(
      VectorReader reader, BinaryCells cells, CopyIn copy, MaskedFile file, LongConsumer progress)
      throws SQLException, InterruptedException {
    CopyBinary out = new CopyBinary(cells, copy::writeToCopy);
    out.begin();
    long rows = 0;
    for (int count = reader.nextVectors(); count > 0; count = reader.nextVectors()) {
      endIfInterrupted();
      for (int row = 0; row < count; row++) {
        try {
          out.row(row);
        } catch (UnstorableException e) {
          throw unstorable(file, reader.firstRow() + row, e);
        }
      }
      rows += count;
      progress.accept(bytesOf(file, rows));
    }
    out.end();
    return rows;
  }

  private long write(
      TableReader reader,
      CopyIn copy,
      MaskedFile file,
      Preparation.Prepared table,
      LongConsumer progress)
      throws SQLException, InterruptedException {
    boolean[] text = new boolean[columns.size()];
    for (int i = 0; i < text.length; i++) {
      text[i] = table.isText(columns.get(i).name());
    }
    CopyText out = new CopyText(text, copy::writeToCopy);
    Batch batch = new Batch(text.length, BATCH);
    long rows = 0;
    while (reader.next(batch)) {
      endIfInterrupted();
      for (int row = 0; row < batch.size(); row++) {
        try {
          out.row(batch, row);
        } catch (UnstorableException e) {
          throw unstorable(file, batch.firstRow() + row, e);
        }
      }
      rows += batch.size();
      progress.accept(bytesOf(file, rows));
    }
    out.flush();
    return rows;
  }

  private static void endIfInterrupted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  private TargetException unstorable(MaskedFile file, long row, UnstorableException e) {
    return target.refusal(
        "target-value",
        file.location()
            + ", row "
            + (row + 1)
            + ", column "
            + Names.quoted(columns.get(e.column()).name())
            + ": "
            + e.getMessage()
            + "; mask or drop the column in the transform");
  }

  /** Readers do not tell bytes; rows are about as long as each other. */
  private static long bytesOf(MaskedFile file, long rows) {
    Long expected = file.expectedRows();
    return expected == null || expected <= 0
        ? 0
        : (long) (file.bytes() * Math.min(1.0, (double) rows / expected));
  }

  private void verifyCount(MaskedFile file, long rows) {
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

  private static void cancel(CopyIn copy) {
    try {
      copy.cancelCopy();
    } catch (SQLException e) {
      // the connection is broken, so the database rolls back by itself; the first error counts
      LOG.debugf("a COPY could not be cancelled (SQLState %s)", e.getSQLState());
    }
  }
}
