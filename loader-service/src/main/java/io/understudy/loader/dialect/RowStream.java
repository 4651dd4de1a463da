package io.understudy.loader.dialect;

import io.understudy.engine.Batch;
import io.understudy.files.TableReader;
import java.io.InputStream;
import java.util.Objects;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A file's rows as a stream of text that is made as it is read: no more than a batch of it is in
 * memory. What goes wrong ends the stream and is kept for {@link #rethrow}: an exception would
 * leave the driver in the middle of its protocol.
 */
final class RowStream extends InputStream {
  private static final int BATCH = 512;

  private final TableReader reader;
  private final RowText text;
  private final Batch batch;
  private final LongConsumer progress;
  private final TextBuffer made = new TextBuffer();
  private long rows;
  private @Nullable Throwable failure;
  private long failedRow = -1;

  /**
   * @param columns how many the file has
   * @param progress told the rows read so far
   */
  RowStream(TableReader reader, RowText text, int columns, LongConsumer progress) {
    this.reader = reader;
    this.text = text;
    this.batch = new Batch(columns, BATCH);
    this.progress = progress;
  }

  /** Rows that were read. */
  long rows() {
    return rows;
  }

  /** 1-based number of the row that has no form; -1: none. */
  long failedRow() {
    return failedRow;
  }

  /** Throws what ended the stream early, if anything did. */
  void rethrow() throws InterruptedException {
    switch (failure) {
      case null -> {}
      case RuntimeException e -> throw e;
      case InterruptedException e -> throw e;
      default -> throw new IllegalStateException(failure);
    }
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, into.length);
    while (made.left() == 0) {
      if (!next()) {
        return -1;
      }
    }
    return made.take(into, offset, length);
  }

  private boolean next() {
    if (failure != null) {
      return false;
    }
    try {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (!reader.next(batch)) {
        return false;
      }
      made.clear();
      for (int row = 0; row < batch.size(); row++) {
        write(row);
      }
    } catch (RuntimeException | InterruptedException e) {
      failure = e;
      made.clear();
      return false;
    }
    rows += batch.size();
    progress.accept(rows);
    return true;
  }

  private void write(int row) {
    try {
      text.row(batch, row, made);
    } catch (RowText.UnstorableException e) {
      failedRow = batch.firstRow() + row + 1;
      throw e;
    }
  }
}
