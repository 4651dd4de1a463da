package io.understudy.files.parquet;

import io.understudy.files.FileException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A block of a source that a thread of its own brings, while the one before is worked on. */
final class ReadAhead {
  private final long start;
  private final int length;
  private final FutureTask<byte[]> bytes;

  /**
   * Asks for the block, after {@link Source#beginAhead}.
   *
   * @param start of the block, inside the source
   * @param room for the block behind {@code gap} bytes; nobody else uses it until {@link #bytes}
   * @param gap bytes at the beginning that stay as they are
   */
  ReadAhead(Source source, long start, int length, byte[] room, int gap) {
    this.start = start;
    this.length = length;
    this.bytes =
        new FutureTask<>(
            () -> {
              try {
                source.read(start, room, gap, length);
                return room;
              } finally {
                source.endAhead();
              }
            });
    Thread.ofVirtual().name("read-ahead").start(bytes);
  }

  long start() {
    return start;
  }

  int length() {
    return length;
  }

  long end() {
    return start + length;
  }

  boolean has(long place) {
    return place >= start && place < end();
  }

  /**
   * The room with the block in it, once that is there.
   *
   * @throws FileException if it could not be read, or the thread is interrupted
   */
  byte[] bytes() {
    try {
      return bytes.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error failure) {
        throw failure;
      }
      throw new IllegalStateException("reading ahead did not succeed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FileException.Retryable("reading was interrupted", e);
    }
  }
}
