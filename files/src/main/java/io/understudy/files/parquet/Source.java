package io.understudy.files.parquet;

import io.understudy.files.FileException;
import io.understudy.files.InputObject;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one input, counted. A small input is fetched once and whole. Several threads may
 * read.
 */
final class Source {
  private static final int SMALL = 4 << 20;

  /** Requests at once beside those that somebody waits for: wide tables would send too many. */
  private static final int MOST_AHEAD = 32;

  private final InputObject input;
  private final byte @Nullable [] whole;
  private final Semaphore ahead = new Semaphore(MOST_AHEAD);
  private final AtomicLong bytesRead = new AtomicLong();

  Source(InputObject input) {
    this.input = input;
    if (input.size() <= SMALL) {
      byte[] bytes = new byte[(int) input.size()];
      fetch(0, bytes, 0, bytes.length);
      whole = bytes;
    } else {
      whole = null;
    }
  }

  Place place() {
    return Place.of(input.name());
  }

  long size() {
    return input.size();
  }

  /** Bytes fetched so far; what is read twice counts twice. */
  long bytesRead() {
    return bytesRead.get();
  }

  /**
   * Whether something may be asked for before its time now; {@link #endAhead} ends that. Not if all
   * of the input is there.
   */
  boolean beginAhead() {
    return whole == null && ahead.tryAcquire();
  }

  void endAhead() {
    ahead.release();
  }

  /** Exactly {@code length} bytes; the range is inside the object. */
  void read(long offset, byte[] into, int at, int length) {
    if (whole != null) {
      System.arraycopy(whole, Math.toIntExact(offset), into, at, length);
    } else {
      fetch(offset, into, at, length);
    }
  }

  private void fetch(long offset, byte[] into, int at, int length) {
    if (length == 0) {
      return;
    }
    try (InputStream in = input.read(offset, length)) {
      int got = in.readNBytes(into, at, length);
      if (got < length) {
        throw new EOFException();
      }
      bytesRead.addAndGet(got);
    } catch (IOException e) {
      throw new FileException.Retryable(
          input.name() + ": reading " + length + " bytes at " + offset + " did not succeed", e);
    }
  }
}
