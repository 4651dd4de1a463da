package io.understudy.loader.load;

import org.jspecify.annotations.Nullable;

/**
 * A file to load.
 *
 * @param location {@code s3://bucket/key}
 * @param etag version of its content
 * @param bytes its size
 * @param expectedRows rows that the transform wrote, null if that is not known
 */
public record MaskedFile(String location, String etag, long bytes, @Nullable Long expectedRows) {

  /** Readers do not tell bytes; rows are about as long as each other. */
  public long bytesOf(long rows) {
    Long expected = expectedRows;
    return expected == null || expected <= 0
        ? 0
        : (long) (bytes * Math.min(1.0, (double) rows / expected));
  }
}
