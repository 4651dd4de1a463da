package io.understudy.files;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * Tries the calls on buckets that a run makes, one by one. Each throws {@link FileException} with
 * the remedy; a denied one says which permission is missing. Reading is tried with {@link
 * ObjectStore}.
 */
public final class BucketTrial {
  private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.RFC_1123_DATE_TIME;

  private final S3Client s3;
  private final Encryption encryption;

  /**
   * Uses the client as it is configured.
   *
   * @param kmsKey id or ARN of the KMS key to write with; empty: what the bucket says
   */
  public BucketTrial(S3Client s3, Optional<String> kmsKey) {
    this.s3 = s3;
    this.encryption = new Encryption(kmsKey);
  }

  /**
   * Lists below a prefix.
   *
   * @return what time it is there, to the second, if it says
   */
  public Optional<Instant> list(Location prefix) {
    try {
      return time(
          s3.listObjectsV2(r -> r.bucket(prefix.bucket()).prefix(prefix.key()).maxKeys(1))
              .sdkHttpResponse());
    } catch (SdkException e) {
      throw S3Failure.of(S3Failure.Action.LIST, prefix, e);
    }
  }

  private static Optional<Instant> time(SdkHttpResponse answer) {
    try {
      return answer.firstMatchingHeader("Date").map(date -> HTTP_DATE.parse(date, Instant::from));
    } catch (DateTimeParseException e) {
      return Optional.empty(); // a proxy with a form of its own
    }
  }

  /**
   * Writes a small object.
   *
   * @return ARN or id of the KMS key that it is encrypted with, if it is
   */
  public Optional<String> put(Location location, byte[] content) {
    try {
      try {
        return send(location, content);
      } catch (SdkClientException e) {
        if (!S3Sending.isLost(e)) {
          throw e;
        }
        // a storage that refuses a request before it has read the body may close the connection
        // under it; without a body it says why
        send(location, new byte[0]);
        return send(location, content);
      }
    } catch (SdkException e) {
      throw S3Failure.of(S3Failure.Action.WRITE, location, e);
    }
  }

  private Optional<String> send(Location location, byte[] content) {
    PutObjectResponse answer =
        S3Sending.sent(
            () ->
                s3.putObject(
                    r -> encryption.of(r.bucket(location.bucket()).key(location.key())),
                    RequestBody.fromBytes(content)));
    return Optional.ofNullable(answer.ssekmsKeyId());
  }

  /** Writes a small object in parts. */
  public void putInParts(Location location, byte[] content) {
    String upload = startUpload(location);
    boolean completed = false;
    try {
      String etag =
          S3Sending.sent(
                  () ->
                      s3.uploadPart(
                          r ->
                              r.bucket(location.bucket())
                                  .key(location.key())
                                  .uploadId(upload)
                                  .partNumber(1),
                          RequestBody.fromBytes(content)))
              .eTag();
      CompletedPart part = CompletedPart.builder().partNumber(1).eTag(etag).build();
      S3Sending.sent(
          () ->
              s3.completeMultipartUpload(
                  r ->
                      r.bucket(location.bucket())
                          .key(location.key())
                          .uploadId(upload)
                          .multipartUpload(m -> m.parts(part))));
      completed = true;
    } catch (SdkException e) {
      throw S3Failure.of(S3Failure.Action.WRITE, location, e);
    } finally {
      if (!completed) {
        abort(location, upload);
      }
    }
  }

  /** Starts an upload in parts and drops it, as a worker does with a file that fails. */
  public void startAndAbort(Location location) {
    abort(location, startUpload(location));
  }

  /**
   * Whether objects can be written: starts an upload in parts, which needs the permission to write,
   * and drops it. At no time is there an object.
   *
   * @return false if it is denied
   * @throws FileException if that cannot be found out, or the upload cannot be dropped
   */
  public boolean isWritable(Location location) {
    String upload;
    try {
      upload = startUpload(location);
    } catch (FileException.Terminal e) {
      if (e.permission().isPresent()) {
        return false;
      }
      throw e;
    }
    abort(location, upload);
    return true;
  }

  private String startUpload(Location location) {
    try {
      return s3.createMultipartUpload(
              r -> encryption.of(r.bucket(location.bucket()).key(location.key())))
          .uploadId();
    } catch (SdkException e) {
      throw S3Failure.of(S3Failure.Action.WRITE, location, e);
    }
  }

  private void abort(Location location, String upload) {
    try {
      s3.abortMultipartUpload(
          r -> r.bucket(location.bucket()).key(location.key()).uploadId(upload));
    } catch (SdkException e) {
      throw S3Failure.of(S3Failure.Action.ABORT, location, e);
    }
  }

  /** Removes an object, if it is there. */
  public void delete(Location location) {
    try {
      s3.deleteObject(r -> r.bucket(location.bucket()).key(location.key()));
    } catch (SdkException e) {
      throw S3Failure.of(S3Failure.Action.DELETE, location, e);
    }
  }

  /** Region of the client. */
  public String region() {
    return s3.serviceClientConfiguration().region().id();
  }
}
