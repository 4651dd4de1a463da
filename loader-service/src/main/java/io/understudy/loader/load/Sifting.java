package io.understudy.loader.load;

import io.understudy.engine.Batch;
import io.understudy.files.TableReader;
import io.understudy.loader.database.RefusedValue;
import io.understudy.loader.database.Session;
import io.understudy.loader.database.Target;
import io.understudy.loader.database.TargetException;
import io.understudy.loader.load.RejectsFile.Refusal;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;

/**
 * Copies a file with rows that the target refuses: batch by batch, each {@code COPY} under a
 * savepoint. Of one that is refused, the rows before the bad one are copied, then those behind it.
 */
final class Sifting {
  private static final int BATCH = 2048;
  private static final int NOT_TOLD = -1;

  private final Target target;
  private final Session session;
  private final CopyInto into;
  private final MaskedFile file;
  private final RejectsFile rejects;
  private final int most;

  /**
   * @param most rows that may be rejected of the table
   */
  Sifting(
      Target target,
      Session session,
      CopyInto into,
      MaskedFile file,
      RejectsFile rejects,
      int most) {
    this.target = target;
    this.session = session;
    this.into = into;
    this.file = file;
    this.rejects = rejects;
    this.most = most;
  }

  /**
   * Why some rows were not copied.
   *
   * @param row of the batch that is to blame, or {@link #NOT_TOLD}
   */
  private record Refused(int row, Refusal refusal) {}

  /**
   * Copies the rows that the target takes; the others are added to the rejects.
   *
   * @return how many were copied
   * @throws TargetException if more are refused than may be, or for another reason
   */
  long copy(TableReader reader, LongConsumer progress) throws SQLException, InterruptedException {
    Batch batch = new Batch(into.columns().size(), BATCH);
    long read = 0;
    long stored = 0;
    while (reader.next(batch)) {
      FileLoad.endIfInterrupted();
      stored += copy(batch, 0, batch.size());
      read += batch.size();
      progress.accept(file.bytesOf(read));
    }
    return stored;
  }

  private int copy(Batch batch, int from, int end) throws SQLException, InterruptedException {
    int stored = 0;
    int at = from;
    while (at < end) {
      Optional<Refused> refused = attempt(batch, at, end);
      if (refused.isEmpty()) {
        return stored + end - at;
      }
      FileLoad.endIfInterrupted();
      int row = refused.get().row();
      if (row == NOT_TOLD) {
        int middle = at + (end - at) / 2;
        stored += copy(batch, at, middle);
        at = middle;
      } else {
        stored += copy(batch, at, row);
        reject(refused.get().refusal(), batch, row);
        at = row + 1;
      }
    }
    return stored;
  }

  private void reject(Refusal refusal, Batch batch, int row) {
    if (rejects.refusals().size() >= most) {
      throw FileLoad.tooMany(target, file, refusal, most);
    }
    rejects.add(refusal, batch, row);
  }

  /** Copies all of these rows, or none. */
  private Optional<Refused> attempt(Batch batch, int from, int end) throws SQLException {
    session.execute("savepoint batch");
    Optional<Refused> refused = send(batch, from, end);
    if (refused.isPresent()) {
      session.execute("rollback to savepoint batch");
    }
    session.execute("release savepoint batch");
    return refused;
  }

  private Optional<Refused> send(Batch batch, int from, int end) throws SQLException {
    CopyIn copy = session.copyIn(into.text());
    try {
      CopyText out = new CopyText(into.forms(), copy::writeToCopy);
      for (int row = from; row < end; row++) {
        try {
          out.row(batch, row);
        } catch (UnstorableException e) {
          String column = into.columns().get(e.column());
          String rule = String.valueOf(e.getMessage());
          return Optional.of(new Refused(row, refusal(batch, row, column, rule)));
        }
      }
      out.flush();
      FileLoad.verifyStored(target, file, copy.endCopy(), end - from);
      return Optional.empty();
    } catch (SQLException e) {
      return Optional.of(refused(e, batch, from, end));
    } finally {
      Session.cancel(copy);
    }
  }

  private Refused refused(SQLException e, Batch batch, int from, int end) {
    RefusedValue value =
        RefusedValue.of(e)
            .orElseThrow(
                () -> target.failure("load " + file.location() + " into " + into.shown(), e));
    Optional<CopyPlace> place =
        CopyPlace.of(e, into.table().name(), into.columns())
            .filter(told -> told.row() >= 1 && told.row() <= end - from);
    String column = place.map(CopyPlace::column).orElse(value.column());
    if (place.isPresent()) {
      int row = from + (int) place.get().row() - 1;
      return new Refused(row, refusal(batch, row, column, value.rule()));
    }
    int row = end - from == 1 ? from : NOT_TOLD;
    return new Refused(row, refusal(batch, row, column, value.rule()));
  }

  private static Refusal refusal(Batch batch, int row, @Nullable String column, String rule) {
    return new Refusal(batch.firstRow() + row + 1, column, rule);
  }
}
