package io.understudy.files;

import java.io.IOException;
import java.io.InputStream;

/**
 * One whole object to read. Implementations: an object in S3, a file on the local disk. All methods
 * throw {@link FileException}; streams throw it too, unchecked.
 */
public interface InputObject {

  /** What to call it in messages: {@code s3://bucket/key} or a path. */
  String name();

  /** In bytes. */
  long size();

  /** Version of the content: the ETag, or size and time of a local file. */
  String etag();

  /** The bytes from {@code offset}, at most {@code length}. Close it soon. */
  InputStream read(long offset, long length);

  /** All of it, of an object that is known to be small. */
  default byte[] readWhole() {
    try (InputStream in = read(0, size())) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new FileException.Retryable(name() + ": reading did not succeed", e);
    }
  }
}
