package io.understudy.loader.load;

import io.understudy.loader.database.Pace;
import java.sql.SQLException;
import org.postgresql.copy.CopyIn;

/** Sends a {@code COPY}'s bytes in turns, and measures how long the target takes for them. */
final class Paced implements CopyText.Sink {
  private final Pace pace;
  private final CopyIn copy;
  private long bytes;
  private long nanos;

  Paced(Pace pace, CopyIn copy) {
    this.pace = pace;
    this.copy = copy;
  }

  void begin() throws InterruptedException {
    pace.begin();
  }

  @Override
  public void write(byte[] from, int offset, int length) throws SQLException {
    long start = System.nanoTime();
    copy.writeToCopy(from, offset, length);
    nanos += System.nanoTime() - start;
    bytes += length;
  }

  void end() {
    pace.end(bytes, nanos);
    bytes = 0;
    nanos = 0;
  }
}
