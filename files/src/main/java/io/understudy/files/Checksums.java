package io.understudy.files;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was read and written, byte for byte.
 *
 * @param inputSha256 of the whole input, in hex; null if it was not read from its first to its last
 *     byte in one go, as a large parquet file and one that is cut into parts are not: then its ETag
 *     and {@code bytesRead} say what was read
 * @param bytesRead bytes of the input that were read; what is read twice counts twice
 * @param output all of it, as it was written: in one stretch, or in several by several processes
 */
public record Checksums(@Nullable String inputSha256, long bytesRead, List<Stretch> output) {
  /** Nothing was summed up. */
  static final Checksums NONE = new Checksums(null, 0, List.of());

  public Checksums {
    output = List.copyOf(output);
  }

  /**
   * Some bytes of an object, behind those of the stretch before.
   *
   * @param size how many
   * @param sha256 of them, in hex
   */
  public record Stretch(long size, String sha256) {}
}
