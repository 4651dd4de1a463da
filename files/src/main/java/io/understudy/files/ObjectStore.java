package io.understudy.files;

import java.time.Instant;
import java.util.Iterator;
import software.amazon.awssdk.services.s3.S3Client;

/** Objects in S3 or what speaks its protocol. Errors are {@link FileException} with a remedy. */
public final class ObjectStore {
  private final S3Client s3;

  /** Uses the client as it is configured (endpoint, credentials, path style). */
  public ObjectStore(S3Client s3) {
    this.s3 = s3;
  }

  /** One object of a listing. */
  public record Listed(Location location, long size, String etag, Instant modified) {}

  /** All objects below a prefix in key order, fetched page by page as the iterator advances. */
  public Iterator<Listed> list(Location prefix) {
    throw new FileException.Terminal(prefix + " " + s3.serviceName());
  }

  /**
   * Opens an object for reading and pins its version: a later read of other content fails.
   *
   * @throws FileException.Terminal if it is absent or forbidden
   */
  public InputObject open(Location location) {
    throw new FileException.Terminal(location.toString());
  }

  /** Starts an object; parts are uploaded as they fill (multipart above one part). */
  public OutputObject create(Location location) {
    throw new FileException.Terminal(location.toString());
  }

  /**
   * Proves that the bucket is there and may be listed.
   *
   * @throws FileException naming bucket, reason and remedy
   */
  public void checkReadable(Location prefix) {
    throw new FileException.Terminal(prefix.toString());
  }
}
