package io.understudy.loader.load;

import io.understudy.engine.Batch;
import io.understudy.files.TableReader;
import io.understudy.files.VectorReader;
import io.understudy.loader.database.Names;
import io.understudy.loader.database.Session;
import io.understudy.loader.database.Target;
import io.understudy.loader.database.TargetException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.postgresql.copy.CopyIn;

/**
 * Copies a file's rows with one {@code COPY}: in the binary format where all types are known, else
 * in the text format.
 */
final class OneCopy {
  private static final int BATCH = 512;

  private final Target target;
  private final CopyInto into;
  private final MaskedFile file;
  private final LongConsumer progress;

  OneCopy(Target target, CopyInto into, MaskedFile file, LongConsumer progress) {
    this.target = target;
    this.into = into;
    this.file = file;
    this.progress = progress;
  }

  /**
   * Copies them.
   *
   * @return how many
   * @throws TargetException if the target does not take one; nothing is stored then
   */
  long copy(Session session, TableReader reader) throws InterruptedException {
    try {
      Optional<BinaryCells> cells =
          reader instanceof VectorReader vectors
              ? BinaryCells.of(vectors.vectors(), into.types())
              : Optional.empty();
      CopyIn copy = session.copyIn(cells.isPresent() ? into.binary() : into.text());
      try {
        long read =
            cells.isPresent()
                ? write((VectorReader) reader, cells.get(), copy)
                : write(reader, copy);
        long stored = copy.endCopy();
        FileLoad.verifyStored(target, file, stored, read);
        return stored;
      } finally {
        Session.cancel(copy);
      }
    } catch (SQLException e) {
      String place =
          CopyPlace.of(e, into.table().name(), into.columns()).map(CopyPlace::toString).orElse("");
      throw target.failure("load " + file.location() + " into " + into.shown() + place, e);
    }
  }

  /** Bytes of the file's pages as they are; the database verifies them. */
  private long write(VectorReader reader, BinaryCells cells, CopyIn copy)
      throws SQLException, InterruptedException {
    Paced paced = new Paced(target.pace(), copy);
    CopyBinary out = new CopyBinary(cells, paced);
    out.begin();
    long rows = 0;
    for (int count = reader.nextVectors(); count > 0; count = reader.nextVectors()) {
      FileLoad.endIfInterrupted();
      paced.begin();
      try {
        for (int row = 0; row < count; row++) {
          try {
            out.row(row);
          } catch (UnstorableException e) {
            throw unstorable(reader.firstRow() + row, e);
          }
        }
      } finally {
        paced.end();
      }
      rows += count;
      progress.accept(file.bytesOf(rows));
    }
    out.end();
    return rows;
  }

  private long write(TableReader reader, CopyIn copy) throws SQLException, InterruptedException {
    Paced paced = new Paced(target.pace(), copy);
    CopyText out = new CopyText(into.forms(), paced);
    Batch batch = new Batch(into.columns().size(), BATCH);
    long rows = 0;
    while (reader.next(batch)) {
      FileLoad.endIfInterrupted();
      paced.begin();
      try {
        for (int row = 0; row < batch.size(); row++) {
          try {
            out.row(batch, row);
          } catch (UnstorableException e) {
            throw unstorable(batch.firstRow() + row, e);
          }
        }
      } finally {
        paced.end();
      }
      rows += batch.size();
      progress.accept(file.bytesOf(rows));
    }
    out.flush();
    return rows;
  }

  private TargetException unstorable(long row, UnstorableException e) {
    return target.refusal(
        FileLoad.VALUE,
        file.location()
            + ", row "
            + (row + 1)
            + ", column "
            + Names.quoted(into.columns().get(e.column()))
            + ": "
            + e.getMessage()
            + "; mask or drop the column in the transform");
  }
}
