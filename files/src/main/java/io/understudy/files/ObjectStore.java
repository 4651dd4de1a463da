package io.understudy.files;

import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Objects in S3 or what speaks its protocol. Errors are {@link FileException} with a remedy: what
 * the storage refuses for good (absent, denied, wrong credentials, wrong region) is Terminal; what
 * may be otherwise next time (unreachable, throttled, 5xx) is Retryable. ETags are given without
 * quotes. Safe to share between threads.
 *
 * <p>A process that is killed while it writes leaves the parts of an unfinished multipart upload
 * behind; nothing lists them as objects. A lifecycle rule "abort incomplete multipart uploads" on
 * the bucket clears them away.
 */
public final class ObjectStore {
  /** Smallest part of a multipart upload, and the largest object that is written in one request. */
  static final int PART_SIZE = 8 << 20;

  private final S3Client s3;
  private final Encryption encryption;
  private final int partSize;

  /** Uses the client as it is configured (endpoint, credentials, path style); never closes it. */
  public ObjectStore(S3Client s3) {
    this(s3, Optional.empty());
  }

  /**
   * The same, and encrypts what it writes.
   *
   * @param kmsKey id or ARN of the KMS key; empty: what the bucket says
   */
  public ObjectStore(S3Client s3, Optional<String> kmsKey) {
    this(s3, new Encryption(kmsKey), PART_SIZE);
  }

  ObjectStore(S3Client s3, Encryption encryption, int partSize) {
    this.s3 = s3;
    this.encryption = encryption;
    this.partSize = partSize;
  }

  /** One object of a listing. */
  public record Listed(Location location, long size, String etag, Instant modified) {}

  /**
   * All objects below a prefix in key order, fetched page by page as the iterator advances. The
   * iterator throws {@link FileException} too.
   */
  public Iterator<Listed> list(Location prefix) {
    return new Listing(prefix);
  }

  /**
   * Opens an object for reading and pins its version: a later read of other content fails.
   *
   * @throws FileException.Terminal if it is absent or forbidden
   */
  public InputObject open(Location location) {
    try {
      HeadObjectResponse head =
          s3.headObject(request -> request.bucket(location.bucket()).key(location.key()));
      return new S3Input(s3, location, head.contentLength(), unquoted(head.eTag()));
    } catch (SdkException e) {
      throw S3Failure.of(S3Failure.Action.READ, location, detailed(location, e));
    }
  }

  /**
   * Starts an object; parts are uploaded as they fill (multipart above one part), at most two at a
   * time while the next one is being filled.
   */
  public OutputObject create(Location location) {
    return new S3Output(s3, location, encryption, partSize);
  }

  /** Starts an object whose parts several processes write; one of them completes or aborts it. */
  public SharedUpload share(Location location) {
    return shared(location, SharedUpload.start(s3, location, encryption));
  }

  /** One that was started by {@link #share}, perhaps by another process. */
  public SharedUpload shared(Location location, String id) {
    return new SharedUpload(s3, location, id, partSize);
  }

  /**
   * Removes an object; one that is not there is removed already.
   *
   * @throws FileException naming the object, reason and remedy
   */
  public void delete(Location location) {
    try {
      s3.deleteObject(r -> r.bucket(location.bucket()).key(location.key()));
    } catch (SdkException e) {
      throw S3Failure.of(S3Failure.Action.DELETE, location, e);
    }
  }

  /**
   * Proves that the bucket is there and may be listed.
   *
   * @throws FileException naming bucket, reason and remedy
   */
  public void checkReadable(Location prefix) {
    try {
      s3.listObjectsV2(r -> r.bucket(prefix.bucket()).prefix(prefix.key()).maxKeys(1));
    } catch (SdkException e) {
      throw S3Failure.of(S3Failure.Action.LIST, prefix, e);
    }
  }

  /**
   * Proves that objects may be written below a prefix: starts a multipart upload of {@code
   * .understudy-probe} and drops it, which needs the permissions of a write and makes no object.
   *
   * @throws FileException naming bucket, reason and remedy
   */
  public void checkWritable(Location prefix) {
    Location probe = prefix.resolve(".understudy-probe");
    S3Failure.Action action = S3Failure.Action.WRITE;
    try {
      String upload =
          s3.createMultipartUpload(r -> encryption.of(r.bucket(probe.bucket()).key(probe.key())))
              .uploadId();
      action = S3Failure.Action.ABORT;
      s3.abortMultipartUpload(r -> r.bucket(probe.bucket()).key(probe.key()).uploadId(upload));
    } catch (SdkException e) {
      throw S3Failure.of(action, prefix, e);
    }
  }

  static String unquoted(String etag) {
    return etag.length() > 1 && etag.startsWith("\"") && etag.endsWith("\"")
        ? etag.substring(1, etag.length() - 1)
        : etag;
  }

  /** The answer to a HEAD has no body and so no error code: ask once more in a way that has one. */
  private SdkException detailed(Location location, SdkException headFailure) {
    if (!S3Failure.isRefusal(headFailure)) {
      return headFailure;
    }
    try {
      s3.getObject(r -> r.bucket(location.bucket()).key(location.key()).range("bytes=0-0")).abort();
      return headFailure;
    } catch (SdkException e) {
      return e;
    }
  }

  private final class Listing implements Iterator<Listed> {
    private final Location prefix;
    private @Nullable Iterator<S3Object> objects;

    private Listing(Location prefix) {
      this.prefix = prefix;
    }

    private Iterator<S3Object> objects() {
      Iterator<S3Object> begun = objects;
      if (begun == null) {
        // asks for the first page already
        begun =
            s3.listObjectsV2Paginator(r -> r.bucket(prefix.bucket()).prefix(prefix.key()))
                .contents()
                .iterator();
        objects = begun;
      }
      return begun;
    }

    @Override
    public boolean hasNext() {
      try {
        return objects().hasNext();
      } catch (SdkException e) {
        throw S3Failure.of(S3Failure.Action.LIST, prefix, e);
      }
    }

    @Override
    public Listed next() {
      try {
        S3Object object = objects().next();
        if (object.key().startsWith("/")) {
          throw new FileException.Terminal(
              prefix + ": holds a key that starts with a slash; name a prefix without such keys");
        }
        return new Listed(
            new Location(prefix.bucket(), object.key()),
            object.size(),
            unquoted(object.eTag()),
            object.lastModified());
      } catch (SdkException e) {
        throw S3Failure.of(S3Failure.Action.LIST, prefix, e);
      }
    }
  }
}
