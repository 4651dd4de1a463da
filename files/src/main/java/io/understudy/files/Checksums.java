package io.understudy.files;

import org.jspecify.annotations.Nullable;

/**
 * What was read and written, byte for byte.
 *
 * @param inputSha256 of the whole input, in hex; null if it was not read from its first to its last
 *     byte in one go, as a large parquet file is not: then its ETag and {@code bytesRead} say what
 *     was read
 * @param bytesRead bytes of the input that were read; what is read twice counts twice
 * @param outputSha256 of the whole output, in hex
 */
public record Checksums(@Nullable String inputSha256, long bytesRead, String outputSha256) {
  /** Nothing was summed up. */
  static final Checksums NONE = new Checksums(null, 0, "");
}
